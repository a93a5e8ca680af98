from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from core.database import make_engine, session
from core.errors import Refusal
from grants.exporting.export import export_workbook
from grants.workbook.sheets import SHEETS
from tests.grants.in_parts import with_all_sheets, with_rows_in_every_sheet
from tests.grants.programme import (
    Sheets,
    balances,
    booked,
    change,
    contribution,
    count_rows,
    differences,
    entries,
    fund,
    granted,
    journal,
    partner,
    payment,
    programme,
    project,
    rate,
    receipt,
    reversal,
    rows,
    take_file,
    voucher,
    write,
)
from tests.oracle.programmes import random_programme, with_rematches

EXAMPLES = sorted((Path(__file__).parents[2] / "contract").glob("*.xlsx"))


@pytest.fixture
def empty(sqlite_template: Path, tmp_path: Path) -> Iterator[sa.Engine]:
    """Another database with nothing in it."""
    path = tmp_path / "empty.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def exported(engine: sa.Engine, folder: Path, name: str) -> Path:
    (code,) = rows(engine, "programme", "code")
    with session(engine) as reading:
        export_workbook(reading, code, folder / name)
    return folder / name


def events(engine: sa.Engine) -> list[tuple[Any, ...]]:
    return sorted(entry for entry in journal(engine) if entry[0] is not None)


def goes_round(source: sa.Engine, target: sa.Engine, folder: Path) -> Path:
    """Export, import into the empty target, export again: it is the same programme to the last byte."""
    first = exported(source, folder, "first.xlsx")
    result = take_file(target, first, by="somebody else")
    assert result.problems == [], [(it.sheet, it.cell, it.kind, it.details) for it in result.problems]
    assert entries(target) == entries(source)
    assert balances(target) == balances(source)
    assert [event[:5] for event in events(target)] == [event[:5] for event in events(source)]
    assert differences(target) == []
    second = exported(target, folder, "second.xlsx")
    assert second.read_bytes() == first.read_bytes()
    assert take_file(target, first, by="somebody else").is_no_change
    assert take_file(source, first, by="somebody else").is_no_change
    return first


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_goes_round(
    example: Path, sqlite_engine: sa.Engine, empty: sa.Engine, tmp_path: Path
) -> None:
    assert take_file(sqlite_engine, example).problems == []
    goes_round(sqlite_engine, empty, tmp_path)


@pytest.mark.parametrize("seed", range(50, 56))
def test_a_random_programme_goes_round(
    seed: int, sqlite_engine: sa.Engine, empty: sa.Engine, tmp_path: Path
) -> None:
    sheets = with_all_sheets(with_rematches(random_programme(seed, contributions=40), seed))
    booked(sqlite_engine, tmp_path, sheets)
    goes_round(sqlite_engine, empty, tmp_path)


def test_books_go_round_between_the_databases(
    sqlite_engine: sa.Engine, postgresql_engine: sa.Engine, empty: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, with_rows_in_every_sheet())
    there = goes_round(sqlite_engine, postgresql_engine, tmp_path).read_bytes()
    back = goes_round(postgresql_engine, empty, tmp_path).read_bytes()
    assert back == there
    tables = {name: count for name, count in count_rows(sqlite_engine).items() if name != "journal_entry"}
    assert tables == {name: count for name, count in count_rows(empty).items() if name != "journal_entry"}


def test_what_was_booked_in_several_files_goes_round(
    engine: sa.Engine, empty: sa.Engine, tmp_path: Path
) -> None:
    """Changes of today, facts that became not given, late verifications, reversals in parts, closed quarters."""
    start = programme(
        projects=[project(), project("W-2", approved_on=None, status="proposed")],
        funds=[fund(budget=150, closes_on="2026-12-31")],
        contributions=[
            contribution("C-1"),
            contribution("C-2", project="W-2"),
            contribution("C-3", status="recorded", verified_on=None),
        ],
        receipts=[receipt()],
    )
    booked(engine, tmp_path, start)
    booked(engine, tmp_path, {"closings": [{"quarter": "2026-Q1", "closed_on": "2026-04-15"}]})
    booked(engine, tmp_path, {"funds": [fund(budget=400, closes_on=None)]})
    booked(engine, tmp_path, {"projects": [project("W-2", approved_on="2026-08-01")]})
    booked(engine, tmp_path, {"contributions": [contribution("C-3", household="H-1")]})
    booked(engine, tmp_path, {"reversals": [reversal(30), reversal(20, reversed_on="2026-05-02")]})
    booked(engine, tmp_path, {"reversals": [reversal(None, "C-2")], "receipts": [receipt("RC-2", 5)]})
    assert differences(engine) == []
    goes_round(engine, empty, tmp_path)


def cells(path: Path, sheet: str, column: str) -> list[Any]:
    worksheet = load_workbook(path)[sheet]
    header, _, *found = worksheet.iter_rows(values_only=True)
    return [row[header.index(column)] for row in found]


def test_amounts_and_rates_keep_all_their_decimals(
    sqlite_engine: sa.Engine, empty: sa.Engine, tmp_path: Path
) -> None:
    sheets = programme(
        projects=[project(currency="KWD", budget="1,234,567.891")],
        funds=[fund(currency="JPY", budget=987_654_321)],
        rates=[
            *(rate("KWD", month, "0.307123456789012345") for month in ("2026-01", "2026-03")),
            *(rate("JPY", month, "123456789.123456789") for month in ("2026-01", "2026-03")),
        ],
        contributions=[
            contribution(amount=10.005, currency="KWD", kind="labour", quantity="0.001", unit_rate=10_005)
        ],
    )
    booked(sqlite_engine, tmp_path, sheets)
    first = goes_round(sqlite_engine, empty, tmp_path)
    assert set(cells(first, "rates", "units_per_usd")) == {"0.307123456789012345", "123456789.123456789"}
    assert cells(first, "contributions", "amount") == [10.005]
    assert cells(first, "projects", "budget") == [1_234_567.891]
    assert cells(first, "funds", "budget") == [987_654_321]
    formats = {
        sheet: load_workbook(first)[sheet][f"{letter}3"].number_format
        for sheet, letter in (("contributions", "F"), ("projects", "E"), ("funds", "F"))
    }
    assert formats == {"contributions": "0.000", "projects": "0.000", "funds": "0"}
    assert set(rows(empty, "rate", "units_per_usd")) == {"0.307123456789012345", "123456789.123456789"}


DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "_x0041_",
    "two\nlines",
    "007",
    "1.10",
    "yes",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text_whatever_it_begins_with(
    text: str, sqlite_engine: sa.Engine, empty: sa.Engine, tmp_path: Path
) -> None:
    sheets = programme(
        contributions=[contribution()],
        other_funding=[partner(partner="PARTNER")],
        disbursements=[payment(paid_to="PARTNER")],
        expenditures=[voucher(payee="PARTNER", invoice_no="INVOICE")],
    )
    take_file(sqlite_engine, as_text(write(tmp_path, sheets), {"PARTNER": text}))
    assert rows(sqlite_engine, "disbursement", "paid_to") == [text]
    first = goes_round(sqlite_engine, empty, tmp_path)
    assert rows(empty, "disbursement", "paid_to") == [text]
    kinds = {cell.data_type for sheet in load_workbook(first) for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


@pytest.mark.parametrize("sign", ["|", ";", " / ", "'\"", "\\", "ы"])
def test_codes_and_references_may_hold_any_sign(
    sign: str, sqlite_engine: sa.Engine, empty: sa.Engine, tmp_path: Path
) -> None:
    """What several codes make together is still told apart."""
    sheets = with_rows_in_every_sheet()
    booked(sqlite_engine, tmp_path, respelt(sheets, sign))
    goes_round(sqlite_engine, empty, tmp_path)
    assert all(
        sign in code for code in rows(empty, "fund", "code") + rows(empty, "contribution", "reference")
    )
    assert len(rows(empty, "receipt", "reference")) == len(sheets["receipts"])
    assert len(rows(empty, "budget_line", "line")) == len(sheets["budget_lines"])


def respelt(sheets: Sheets, sign: str) -> Sheets:
    """With the sign in every code; rules list projects and communities no more, so re-matches would differ."""
    codes = {"reference", "project", "group", "household", "community", "fund", "contribution", "rule"}
    codes |= {"line", "budget_line", "indicator", "refund_of", "corrects", "joint"}
    codes |= {"milestone", "tranche", "ticks", "key", "expenditure", "payment"}
    codes |= {"meeting", "grievance"}
    respelt = {name: [dict(row) for row in rows] for name, rows in sheets.items()}
    for name, of_sheet in respelt.items():
        columns = codes | ({"code"} if name != "programmes" else set())
        columns |= {"source"} if name == "clawbacks" else set()
        for row in of_sheet:
            for column in columns & row.keys():
                if row[column] is not None:
                    row[column] = f"{row[column]}{sign}1"
            row |= {column: None for column in ("projects", "communities") if column in row}
    return respelt | {"rematches": []}


def as_text(path: Path, replaced: dict[str, str]) -> Path:
    book = load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in replaced:
                    cell.value = replaced[cell.value].replace("_x", "_x005F_x")
                    cell.data_type = "s"
    book.save(path)
    return path


def test_every_sheet_is_there_with_its_hxl_row(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme())
    book = load_workbook(exported(sqlite_engine, tmp_path, "out.xlsx"))
    assert book.sheetnames == list(SHEETS)
    for name, sheet in SHEETS.items():
        header, hxl = book[name].iter_rows(max_row=2, values_only=True)
        assert header == tuple(column.name for column in sheet.columns)
        assert hxl == tuple(column.hxl for column in sheet.columns)
        assert all(str(tag).startswith("#") for tag in hxl)


def test_places_in_the_sequence_are_in_the_export(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    sheets = programme(
        projects=[project(status="completed", settled_on="2026-08-01", final_cost=90)],
        contributions=[contribution(reversed_on="2026-05-01", reversed_amount=5), contribution("C-2")],
        reversals=[reversal(1, "C-2"), reversal(2, "C-2")],
        other_funding=[partner()],
        changes=[change("groups", "G-1", "members", "12", old="11")],
        closings=[{"quarter": "2026-Q1", "closed_on": "2026-04-15"}],
    )
    booked(sqlite_engine, tmp_path, sheets)
    path = exported(sqlite_engine, tmp_path, "out.xlsx")
    places = [
        *(cells(path, "projects", "approved_seq") + cells(path, "projects", "settled_seq")),
        *(cells(path, "contributions", "verified_seq") + cells(path, "contributions", "reversed_seq")),
        *(cells(path, name, "seq")[0] for name in ("other_funding", "changes", "closings")),
        *cells(path, "reversals", "seq"),
    ]
    assert sorted(place for place in places if place is not None) == list(range(1, 11))
    assert granted(sqlite_engine, "C-1")[0] > 0


def test_only_the_programme_itself_is_exported(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[contribution()]))
    other: Sheets = programme(contributions=[contribution("OTHER")])
    other["programmes"][0]["code"] = other["communities"][0]["programme"] = other["funds"][0]["programme"] = (
        "Q"
    )
    booked(sqlite_engine, tmp_path, other)
    with session(sqlite_engine) as reading:
        export_workbook(reading, "P", tmp_path / "p.xlsx")
    assert cells(tmp_path / "p.xlsx", "contributions", "reference") == ["C-1"]
    assert cells(tmp_path / "p.xlsx", "programmes", "code") == ["P"]


def test_a_programme_that_is_not_there_is_refused(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    with session(sqlite_engine) as reading, pytest.raises(Refusal):
        export_workbook(reading, "NOBODY", tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
