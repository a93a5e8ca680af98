"""The rows of a bank's workbook as texts; runs in the confined process."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from grants.workbook.cells import Cell, is_blank
from grants.workbook.container import Limits
from grants.workbook.markup import Markup, Place, column_letters, read_markup
from grants.workbook.numbers import FIRST_INEXACT, digits
from grants.workbook.package import Package, open_package
from grants.workbook.problems import Notice, NoticeKind, Problem, ProblemKind, RefusedFile, refused
from grants.workbook.texts import shown

_THREE_DECIMALS = re.compile(r"-?\d+\.\d{3}")


@dataclass(frozen=True, slots=True)
class SheetText:
    """The rows of one sheet that are not blank, each with its number in the sheet."""

    name: str
    rows: list[tuple[int, list[str]]]


def read_sheets(path: Path, limits: Limits, most_rows: int) -> Iterator[SheetText | Notice | Problem]:
    """Of each sheet that is not empty at most so many rows; a problem ends it."""
    try:
        with open_package(path, limits) as package, CalamineWorkbook.from_path(path) as workbook:
            yield from _sheets(package, workbook, most_rows)
    except RefusedFile as refusal:
        yield refusal.problem
    except CalamineError:
        yield Problem(ProblemKind.DAMAGED)


def _sheets(package: Package, workbook: CalamineWorkbook, most_rows: int) -> Iterator[SheetText | Notice]:
    names = set()
    for part in package.sheets():
        if part.name in names:
            raise refused(ProblemKind.SHEET_REPEATED, shown(part.name))
        names.add(part.name)
        markup = read_markup(part.name, package.pieces(part.part))  # before calamine: it refuses far cells
        given = enumerate(workbook.get_sheet_by_name(part.name).iter_rows(), start=1)
        rows = list(islice(((n, row) for n, row in given if not all(map(is_blank, row))), most_rows))
        if rows:
            _check_markup(part.name, markup, rows[0])
            yield from _hidden(part.name, part.is_hidden, markup)
            yield SheetText(part.name, [(n, _texts(part.name, n, row)) for n, row in rows])


def _check_markup(sheet: str, markup: Markup, head: tuple[int, Sequence[Cell]]) -> None:
    """What calamine does not tell: formulas and errors, which have no value, and cells that are merged."""
    kinds = dict.fromkeys(markup.errors, ProblemKind.ERROR_VALUE)
    kinds |= dict.fromkeys(markup.formulas, ProblemKind.FORMULA)
    for place, kind in sorted(kinds.items(), key=lambda item: (item[0].row, item[0].column)):
        if not place.row or not place.column:
            raise refused(ProblemKind.FORMULAS_SOMEWHERE, sheet)
        raise refused(kind, sheet, _cell(place), column=_name(head[1], place))
    for first, last in markup.merges:
        raise refused(ProblemKind.MERGED_CELLS, sheet, _cell(first), range=f"{_cell(first)}:{_cell(last)}")


def _name(head: Sequence[Cell], place: Place) -> str:
    """What stands above the column, or its letters."""
    name = str(head[place.column - 1]).strip() if place.column <= len(head) else ""
    return shown(name) or column_letters(place.column)


def _cell(place: Place) -> str:
    return f"{column_letters(place.column)}{place.row}"


def _hidden(sheet: str, is_hidden: bool, markup: Markup) -> Iterator[Notice]:
    if is_hidden:
        yield Notice(NoticeKind.HIDDEN_SHEET, sheet)
    if markup.hidden_rows:
        yield Notice(NoticeKind.HIDDEN_ROWS, sheet, None, {"count": str(markup.hidden_rows)})
    if markup.has_hidden_columns:
        yield Notice(NoticeKind.HIDDEN_COLUMNS, sheet)


def _texts(sheet: str, number: int, row: Sequence[Cell]) -> list[str]:
    return [_text(sheet, Place(number, column), value) for column, value in enumerate(row, start=1)]


def _text(sheet: str, place: Place, value: Cell) -> str:
    """As somebody would have typed it, so that it is read as what it is: a day as ISO, an amount with a point."""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | float):
        return _number(sheet, place, value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(sheet: str, place: Place, value: float) -> str:
    """`1.234` could be read in two ways; `1.2340` in one."""
    text = digits(value)
    if not abs(value) < FIRST_INEXACT:
        column = column_letters(place.column)
        raise refused(ProblemKind.CODE_DIGITS_LOST, sheet, _cell(place), column=column, found=text)
    return f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text
