import io
import random
import struct
import zipfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import pytest

from grants.workbook.container import COMMAND, UPLOAD, Limits
from grants.workbook.problems import ProblemKind
from grants.workbook.reading import read_workbook
from tests.grants.workbook.files import (
    HEADER,
    ROW,
    SHEET,
    WORKBOOK,
    cell,
    measure,
    only_problem,
    row,
    rows,
    write_book,
    write_parts,
    write_sheet,
)

MIB = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path, limits: Limits = UPLOAD) -> StrEnum:
    return only_problem(read_workbook(path, limits)).kind


def one_far_cell(path: Path) -> Path:
    return write_sheet(
        path, f"<sheetData>{row(1, HEADER)}<row r='9'>{cell('XFD1048576', 1)}</row></sheetData>"
    )


def two_cells_within_the_limits_and_far_apart(path: Path) -> Path:
    return write_sheet(
        path, f"<sheetData>{row(1, HEADER)}<row r='199999'>{cell('GR199999', 1)}</row></sheetData>"
    )


def far_cell_in_unusual_markup(path: Path) -> Path:
    far = "<row r='9'><c\tr='XFD1048576' t='str'><v>1</v></c></row>"
    return write_sheet(path, f"<sheetData>{row(1, HEADER)}{far}</sheetData>")


def merge_over_the_whole_sheet(path: Path) -> Path:
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD300"/></mergeCells>'
    return write_sheet(path, rows(HEADER, ROW) + merge)


def many_merges(path: Path) -> Path:
    merges = "".join(f'<mergeCell ref="A{at}:XFD{at + 1}"/>' for at in range(1, 300_000, 2))
    return write_sheet(path, f"{rows(HEADER, ROW)}<mergeCells>{merges}</mergeCells>")


def shared_strings_bomb(path: Path) -> Path:
    return write_parts(
        path, {"xl/sharedStrings.xml": b"<sst><si><t>" + b"a" * (300 * MIB) + b"</t></si></sst>"}
    )


def sheet_bomb(path: Path) -> Path:
    return write_sheet(path, "<sheetData>" + '<row r="1"></row>' * (16 * MIB) + "</sheetData>")


def bomb_with_a_false_size(path: Path) -> Path:
    """The table of contents says 64 KiB."""
    shared_strings_bomb(path)
    packed = bytearray(path.read_bytes())
    at = packed.rindex(b"xl/sharedStrings.xml") - 46
    packed[at + 24 : at + 28] = struct.pack("<L", 65_536)
    path.write_bytes(packed)
    return path


def many_small_bombs(path: Path) -> Path:
    """Each packs as well as real data may; together they are large."""
    noise = random.Random(1).randbytes(64 * 1024)
    part = b"".join(noise + bytes(8 * MIB) for _ in range(3))
    return write_parts(path, {f"xl/media/image{number}.bmp": part for number in range(12)})


def a_million_formatted_empty_rows(path: Path) -> Path:
    empty = "".join(f'<row r="{at}" spans="1:9" ht="12.8"/>' for at in range(3, 1_048_577))
    return write_sheet(path, f"<sheetData>{row(1, HEADER)}{row(2, ROW)}{empty}</sheetData>")


def formatted_empty_cells_to_the_last_row(path: Path) -> Path:
    styled = "".join(
        f'<row r="{at}"><c r="A{at}" s="0"/><c r="B{at}" s="0"/></row>' for at in range(3, 300_000)
    )
    return write_sheet(path, f"<sheetData>{row(1, HEADER)}{row(2, ROW)}{styled}</sheetData>")


def a_false_dimension(path: Path) -> Path:
    return write_sheet(path, f'<dimension ref="A1:XFD1048576"/>{rows(HEADER, ROW)}')


def external_entity(path: Path) -> Path:
    declaration = '<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/hostname">]>'
    return write_parts(
        path, {"xl/worksheets/sheet1.xml": declaration + SHEET.format(rows(HEADER, [*ROW[:-1], "&e;"]))}
    )


def billion_laughs(path: Path) -> Path:
    laughs = "".join(f'<!ENTITY l{at + 1} "{f"&l{at};" * 10}">' for at in range(9))
    return write_parts(path, {"xl/workbook.xml": f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{WORKBOOK}'})


def declaration_in_another_encoding(path: Path) -> Path:
    return write_parts(path, {"xl/workbook.xml": f"<!DOCTYPE x []>{WORKBOOK}".encode("utf-16")})


def a_hundred_thousand_faults(path: Path) -> Path:
    many = "".join(row(at, ["x", "", "", "1/2", "1.234", "?", "?", "?"]) for at in range(2, 25_000))
    return write_sheet(path, f"<sheetData>{row(1, HEADER)}{many}</sheetData>")


HOSTILE: dict[Callable[[Path], Path], ProblemKind | None] = {
    one_far_cell: ProblemKind.CELL_TOO_FAR,
    two_cells_within_the_limits_and_far_apart: ProblemKind.TOO_MUCH_MEMORY,
    far_cell_in_unusual_markup: ProblemKind.TOO_MUCH_MEMORY,
    merge_over_the_whole_sheet: ProblemKind.MERGED_HEADER,
    many_merges: ProblemKind.MERGED_HEADER,
    shared_strings_bomb: ProblemKind.UNPACKS_TOO_LARGE,
    sheet_bomb: ProblemKind.UNPACKS_TOO_LARGE,
    bomb_with_a_false_size: ProblemKind.UNPACKS_TOO_LARGE,
    many_small_bombs: ProblemKind.UNPACKS_TOO_LARGE,
    a_million_formatted_empty_rows: None,
    formatted_empty_cells_to_the_last_row: None,
    a_false_dimension: None,
    external_entity: ProblemKind.UNSAFE_XML,
    billion_laughs: ProblemKind.UNSAFE_XML,
    declaration_in_another_encoding: ProblemKind.UNSAFE_XML,
    a_hundred_thousand_faults: ProblemKind.VALUE_MISSING,
}


@pytest.mark.parametrize("write", HOSTILE, ids=lambda write: write.__name__)
def test_no_file_takes_more_than_half_a_gibibyte_or_half_a_minute(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    measured = measure(write(tmp_path / "hostile.xlsx"))
    expected = HOSTILE[write]
    assert measured.problems[:1] == ([expected] if expected else [])
    assert measured.peak_mib < 512
    assert measured.seconds < 30


def test_the_cell_far_away_is_named(tmp_path: Path) -> None:
    path = one_far_cell(tmp_path / "far.xlsx")
    assert path.stat().st_size < 2048
    assert only_problem(read_workbook(path)).cell == "XFD1048576"


def test_a_bomb_is_small_until_it_is_unpacked(tmp_path: Path) -> None:
    assert shared_strings_bomb(tmp_path / "bomb.xlsx").stat().st_size < 320 * 1024


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = write_book(tmp_path / "book.xlsx", contributions=[HEADER, ROW])
    assert refusal(path, Limits(MIB, MIB, wall_seconds=0)) is ProblemKind.TOO_SLOW


def test_a_file_that_takes_too_much_computing_is_given_up(tmp_path: Path) -> None:
    path = a_hundred_thousand_faults(tmp_path / "book.xlsx")
    assert refusal(path, Limits(MIB, 64 * MIB, cpu_seconds=0)) is ProblemKind.TOO_SLOW


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").touch()
    assert refusal(tmp_path / "empty.xlsx") is ProblemKind.FILE_EMPTY


def test_a_file_larger_than_an_upload_may_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large.xlsx").write_bytes(bytes(10 * MIB + 1))
    assert refusal(tmp_path / "large.xlsx", UPLOAD) is ProblemKind.FILE_TOO_LARGE
    assert refusal(tmp_path / "large.xlsx", COMMAND) is ProblemKind.NOT_A_WORKBOOK


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (OLE + bytes(512) + "Workbook".encode("utf-16-le"), ProblemKind.OLD_WORKBOOK),
        (OLE + bytes(9000) + "EncryptedPackage".encode("utf-16-le"), ProblemKind.ENCRYPTED),
        (b"reference;amount\r\nC-1;1,50\r\n", ProblemKind.TEXT_FILE),
        ("reference;сумма\n".encode("cp1251"), ProblemKind.TEXT_FILE),
        ("reference\tamount\n".encode("utf-16"), ProblemKind.TEXT_FILE),
        (b"<html><table><tr><td>reference</td></tr></table>", ProblemKind.TEXT_FILE),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ProblemKind.NOT_A_WORKBOOK),
        (b"%PDF-1.7\n", ProblemKind.NOT_A_WORKBOOK),
        (b"PK\x03\x04" + bytes(100), ProblemKind.DAMAGED),
    ],
)
def test_a_file_is_known_by_its_content_and_not_by_its_name(
    content: bytes, problem: ProblemKind, tmp_path: Path
) -> None:
    (tmp_path / "renamed.xlsx").write_bytes(content)
    assert refusal(tmp_path / "renamed.xlsx") is problem


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "half.xlsx", contributions=[HEADER, ROW])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refusal(path) is ProblemKind.DAMAGED


def test_another_zip_archive_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letter.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert refusal(tmp_path / "letter.xlsx") is ProblemKind.NOT_A_WORKBOOK


NESTED = io.BytesIO()
with zipfile.ZipFile(NESTED, "w") as archive:
    archive.writestr("inner.txt", "inner")


@pytest.mark.parametrize(
    ("part", "content", "problem"),
    [
        ("xl/vbaProject.bin", b"macro", ProblemKind.MACROS),
        ("xl/macrosheets/sheet1.xml", b"<macro/>", ProblemKind.MACROS),
        (
            "[Content_Types].xml",
            b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>",
            ProblemKind.MACROS,
        ),
        ("xl/externalLinks/externalLink1.xml", b"<link/>", ProblemKind.EXTERNAL_DATA),
        ("xl/connections.xml", b"<connections/>", ProblemKind.EXTERNAL_DATA),
        ("xl/embeddings/other.xlsx", NESTED.getvalue(), ProblemKind.FILE_IN_FILE),
        ("xl/media/image1.png", OLE, ProblemKind.FILE_IN_FILE),
        ("../../etc/cron.d/job", b"", ProblemKind.UNSAFE_PART_NAME),
        ("/etc/passwd", b"", ProblemKind.UNSAFE_PART_NAME),
        ("xl\\evil.xml", b"", ProblemKind.UNSAFE_PART_NAME),
        ("XL/Workbook.xml", b"<other/>", ProblemKind.UNSAFE_PART_NAME),
    ],
)
def test_a_workbook_holds_sheets_and_nothing_that_acts(
    part: str, content: bytes, problem: ProblemKind, tmp_path: Path
) -> None:
    assert refusal(write_parts(tmp_path / "book.xlsx", {part: content})) is problem


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "twice.xlsx", contributions=[HEADER, ROW])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows(HEADER)))
    assert refusal(path) is ProblemKind.UNSAFE_PART_NAME


def test_more_parts_than_a_workbook_ever_has_are_refused(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "many.xlsx", {f"xl/media/{number}": b"" for number in range(2_001)})
    assert refusal(path) is ProblemKind.TOO_MANY_PARTS


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "secret.xlsx", contributions=[HEADER, ROW])
    packed = bytearray(path.read_bytes())
    packed[packed.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(packed)
    assert refusal(path) is ProblemKind.ENCRYPTED


def test_broken_xml_is_a_damaged_file(tmp_path: Path) -> None:
    assert refusal(write_sheet(tmp_path / "broken.xlsx", "<sheetData><row></c>")) is ProblemKind.DAMAGED
    assert refusal(write_parts(tmp_path / "b.xlsx", {"xl/workbook.xml": "<workbook>"})) is ProblemKind.DAMAGED


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = WORKBOOK.replace("</sheets>", '<sheet name="contributions" sheetId="2" r:id="rId1"/></sheets>')
    path = write_parts(tmp_path / "twice.xlsx", {"xl/workbook.xml": twice})
    assert refusal(path) is ProblemKind.SHEET_REPEATED
