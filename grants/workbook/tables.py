"""The rows of one sheet, read column by column: what repeats down a column is read once."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import compress, count, islice
from typing import Any

from grants.workbook.cells import Cell, is_blank, read_cell, without_booleans
from grants.workbook.columns import Column
from grants.workbook.headers import Header
from grants.workbook.markup import Place, column_letters
from grants.workbook.problems import Problem, ProblemKind
from grants.workbook.texts import Unreadable

ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class TableRows:
    """Some rows of a sheet: their Excel row numbers, and their values by column."""

    numbers: list[int]
    columns: list[list[Any]]
    problems: list[Problem]


def read_table(
    header: Header, rows: Iterator[Sequence[Cell]], judged: AbstractSet[Place]
) -> Iterator[TableRows]:
    """`rows` begin at the header's first row. Of the cells already judged nothing more is said."""
    first = header.first_row
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield _read_rows(header, first, some, judged)
        first += len(some)


def _read_rows(
    header: Header, first: int, rows: Sequence[Sequence[Cell]], judged: AbstractSet[Place]
) -> TableRows:
    cells = [without_booleans([row[at] for row in rows]) for at in header.columns]
    given = [any(not is_blank(cell) for cell in row) for row in zip(*cells, strict=True)]
    numbers = list(compress(count(first), given))
    columns, problems = [], []
    for (at, column), all_cells in zip(header.columns.items(), cells, strict=True):
        values, faults = _read_column(column, list(compress(all_cells, given)))
        columns.append(values)
        places = ((Place(numbers[index], at + 1), fault) for index, fault in faults)
        problems += [(place, fault) for place, fault in places if place not in judged]
    problems.sort(key=lambda found: (found[0].row, found[0].column))
    return TableRows(numbers, columns, [_problem(header, place, fault) for place, fault in problems])


def _problem(header: Header, place: Place, fault: Unreadable) -> Problem:
    column = header.columns[place.column - 1]
    cell = f"{column_letters(place.column)}{place.row}"
    return Problem(fault.kind, header.sheet.name, cell, {"column": column.name, **fault.details})


def _read_column(column: Column, cells: list[Cell]) -> tuple[list[Any], list[tuple[int, Unreadable]]]:
    known = _ValuesRead(column)
    values = list(map(known.__getitem__, cells))
    faults = []
    if known.faults:
        faults += [(index, known.faults[cell]) for index, cell in enumerate(cells) if cell in known.faults]
    if column.required and not column.may_be_empty and None in values:
        missing = Unreadable(ProblemKind.VALUE_MISSING)
        faults += [(index, missing) for index, cell in enumerate(cells) if is_blank(cell)]
    return values, faults


class _ValuesRead(dict[Cell, Any]):
    """The value of each distinct cell of a column, read when first asked for; None if it cannot be read."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self._column = column
        self.faults: dict[Cell, Unreadable] = {}

    def __missing__(self, cell: Cell) -> Any:
        try:
            value = read_cell(cell, self._column)
        except Unreadable as fault:
            self.faults[cell] = fault
            value = None
        self[cell] = value
        return value
