"""Files as they come in, through the command: a sentence for each thing that is wrong, nothing stored."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from openpyxl import load_workbook

from tests.grants.programme import (
    Sheets,
    contribution,
    count_rows,
    group,
    payment,
    programme,
    reversal,
    rule,
    write,
)
from tests.grants.workbook.files import write_book, write_parts
from tests.grants.workbook.test_hostile_files import (
    OLE,
    merge_over_the_whole_sheet,
    one_far_cell,
    shared_strings_bomb,
)


def two_header_rows(path: Path) -> Path:
    header = list(contribution())
    return write_book(path, contributions=[["Contributions of May"], header, list(contribution().values())])


def doubled_header(path: Path) -> Path:
    header = list(contribution())
    return write_book(path, contributions=[header, header, list(contribution().values())])


def merged_header(path: Path) -> Path:
    book = load_workbook(
        write_book(path, contributions=[list(contribution()), list(contribution().values())])
    )
    book["contributions"].merge_cells("A1:B1")
    book.save(path)
    return path


def written(content: bytes) -> Callable[[Path], Path]:
    def write_file(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write_file


def with_macros(path: Path) -> Path:
    return write_parts(path, {"xl/vbaProject.bin": b"\x01macros"})


FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "two header rows": (doubled_header, "contributions A2: "),
    "a title above the header": (two_header_rows, "contributions A2: "),
    "a merged header": (merged_header, "contributions A1: "),
    "an .xls renamed": (written(OLE + bytes(2_000)), "old Excel"),
    "a .csv renamed": (written(b"reference,project,amount\nC-1,W-1,100\n"), "CSV"),
    "an encrypted file": (written(OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le")), "password"),
    "a file with macros": (with_macros, "macros"),
    "an empty file": (written(b""), "empty"),
    "one cell at the far end": (one_far_cell, "contributions XFD1048576: "),
    "everything merged": (merge_over_the_whole_sheet, "contributions A1: "),
    "a small file that unpacks to 300 MiB": (shared_strings_bomb, "unpack"),
}


def without(column: str) -> Sheets:
    return {"contributions": [{name: cell for name, cell in contribution().items() if name != column}]}


def renamed(column: str, name: str) -> Sheets:
    return {"contributions": [{name if key == column else key: cell for key, cell in contribution().items()}]}


ROWS: dict[str, tuple[Sheets, str]] = {
    "a missing column": (without("group"), "contributions: "),
    "a near miss": (renamed("received_on", "recieved_on"), "contributions D1: "),
    "a formula for an amount": ({"contributions": [contribution(amount="=50+50")]}, "contributions E2: "),
    "a missing rate": (programme(contributions=[contribution(currency="RUB")]), "contributions F2: "),
    "a household of another group": (
        programme(groups=[group(), group("G-2")], contributions=[contribution(group="G-2", household="H-1")]),
        "contributions J2: ",
    ),
    "before its group was registered": (
        programme(contributions=[contribution(received_on="2025-05-31")]),
        "contributions D2: ",
    ),
    "ratio and tiers": (programme(rules=[rule(tiers="0=1")]), "rules F2: "),
    "neither ratio nor tiers": (programme(rules=[rule(ratio=None, tiers=None)]), "rules G2: "),
    "overlapping versions": (programme(rules=[rule(), rule(version=2)]), "rules D3: "),
    "two rules of a fund in one scheme": (
        programme(rules=[rule(joint="3x1"), rule("R2", joint="3x1")]),
        "rules G3: ",
    ),
    "an amount that reads two ways": (
        {"contributions": [contribution(amount="1.234")]},
        "contributions E2: ",
    ),
    "a day that never was": (
        {"contributions": [contribution(received_on="2019-02-29")]},
        "contributions D2: ",
    ),
    "not quantity x unit_rate": (
        programme(contributions=[contribution(kind="labour", quantity=3, unit_rate=30)]),
        "contributions E2: ",
    ),
    "a transfer used twice": (
        programme(contributions=[contribution(f"C-{number}", transfer_reference="T") for number in (1, 2)]),
        "contributions J3: ",
    ),
    "a reversal before the verification": (
        programme(contributions=[contribution()], reversals=[reversal(5, reversed_on="2026-03-04")]),
        "reversals B2: ",
    ),
    "a reversal of too much": (
        programme(contributions=[contribution()], reversals=[reversal(101)]),
        "reversals C2: ",
    ),
    "a payment beyond what was matched by then": (
        programme(contributions=[contribution()], disbursements=[payment(amount=1, paid_on="2026-03-04")]),
        "disbursements E2: ",
    ),
}


def refused(app: Flask, engine: sa.Engine, file: Path, said: str) -> None:
    before = count_rows(engine)
    result = app.test_cli_runner().invoke(args=["import-workbook", str(file), "--programme", "P"])
    assert (result.exit_code, type(result.exception)) == (1, SystemExit), result.output
    assert said in result.output
    assert "Traceback" not in result.output
    assert "nothing was stored" in result.output
    assert count_rows(engine) == before
    marked = file.with_name(f"{file.stem}.problems.xlsx")
    assert "problems" in load_workbook(marked).sheetnames


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read_is_refused(
    case: str, sqlite_app: Flask, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    make, said = FILES[case]
    refused(sqlite_app, sqlite_engine, make(tmp_path / "may.xlsx"), said)


@pytest.mark.parametrize("case", ROWS)
def test_a_file_that_says_what_cannot_be_is_refused(
    case: str, sqlite_app: Flask, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    sheets, said = ROWS[case]
    refused(sqlite_app, sqlite_engine, write(tmp_path, programme(**sheets)), said)
