"""Writes the copy of a workbook file with its faulty cells marked, as it runs in the confined process."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from grants.workbook.container import Limits
from grants.workbook.markup import read_markup
from grants.workbook.package import open_package
from grants.workbook.problems import RefusedFile

LIST = "problems"
# Of a longer sheet only the header and the faulty rows are copied: that is what its reader looks for.
MAX_ROWS_COPIED = 20_000
MAX_COMMENTS = 10_000

_FAULTY = PatternFill("solid", fgColor="FFC7CE")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Mark:
    sheet: str | None
    cell: str | None
    sentence: str


Notes = dict[int, dict[int, list[str]]]  # sentences by row and column, both counted from 1


def write_copy(
    source: Path, target: Path, marks: Sequence[Mark], titles: Sequence[str], limits: Limits
) -> Iterator[None]:
    """The list of all marks first, then the sheets, as far as the file can be read at all."""
    book = Workbook(write_only=True)
    _write_list(book, marks, titles)
    with suppress(RefusedFile, CalamineError), open_package(source, limits) as package:
        workbook = CalamineWorkbook.from_path(source)
        for sheet in package.sheets():
            with suppress(RefusedFile, CalamineError):
                read_markup(sheet.name, package.pieces(sheet.part))  # no cell lies far away
                _copy_sheet(book, workbook.get_sheet_by_name(sheet.name), _notes(marks, sheet.name))
    book.save(target)
    return iter(())


def write_list(target: Path, marks: Sequence[Mark], titles: Sequence[str]) -> Iterator[None]:
    """The list alone, of a file that is better not touched again."""
    book = Workbook(write_only=True)
    _write_list(book, marks, titles)
    book.save(target)
    return iter(())


def _write_list(book: Workbook, marks: Sequence[Mark], titles: Sequence[str]) -> None:
    listed = book.create_sheet(LIST)
    for column, width in zip("ABC", (18, 10, 100), strict=True):
        listed.column_dimensions[column].width = width
    for row in (titles, *((mark.sheet, mark.cell, mark.sentence) for mark in marks)):
        listed.append([_cell(listed, value) for value in row])


def _notes(marks: Sequence[Mark], sheet: str) -> Notes:
    notes: Notes = defaultdict(lambda: defaultdict(list))
    for count, mark in enumerate(marks):
        if mark.sheet == sheet:
            row, column = coordinate_to_tuple(mark.cell or "A1")
            notes[row][column] += [mark.sentence] if count < MAX_COMMENTS else []
    return notes


def _copy_sheet(book: Workbook, sheet: CalamineSheet, notes: Notes) -> None:
    if sheet.name.lower() == LIST:
        return
    copy = book.create_sheet(sheet.name)
    for at, (number, values) in enumerate(_rows_to_copy(sheet, notes), start=1):
        cells = [_cell(copy, value) for value in values]
        for column, sentences in notes.get(number, {}).items():
            cells += [_cell(copy, None) for _ in range(len(cells), column)]
            # Where rows were left out, the comment says where the cell stands in the file.
            place = "" if at == number else f"{get_column_letter(column)}{number}\n"
            _mark(cells[column - 1], place, sentences)
        copy.append(cells)


def _rows_to_copy(sheet: CalamineSheet, notes: Notes) -> Iterator[tuple[int, Sequence[Any]]]:
    last = max(notes, default=0)
    is_long = max(last, sheet.total_height) > MAX_ROWS_COPIED
    number = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        is_header = number == 1 or (number == 2 and str(row[0]).startswith("#"))
        if not is_long or is_header or number in notes:
            yield number, row
    # calamine ends before rows in which only formulas without a value stand.
    yield from ((missing, ()) for missing in range(number + 1, last + 1) if not is_long or missing in notes)


def _mark(cell: Any, place: str, sentences: Sequence[str]) -> None:
    cell.fill = _FAULTY
    if sentences:
        cell.comment = Comment(place + "\n".join(sentences), "Hashar", height=120, width=320)


def _cell(sheet: Any, value: Any) -> Any:
    """The value as it was; what looks like a formula stays text, also when the cell is edited."""
    if not isinstance(value, str) or not value:
        return WriteOnlyCell(sheet, value=None if value == "" else value)
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", value))
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(_STARTS_A_FORMULA)
    return cell
