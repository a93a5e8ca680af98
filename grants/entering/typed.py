"""What was typed into forms, as rows of a sheet; and where in a form a problem belongs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from grants.workbook.cells import read_cell
from grants.workbook.problems import Problem, ProblemKind
from grants.workbook.reading import SheetRows
from grants.workbook.sheets import SHEETS
from grants.workbook.texts import Unreadable

Typed = Mapping[str, str]
"""The texts of one row by column, as typed; '' is 'not given'. Columns that are left out stay as they are."""

Rows = Mapping[str, Sequence[Typed]]
"""Of several sheets. All rows of a sheet have the same columns; of a known row only those that are to change."""


def read_typed(rows: Rows) -> tuple[dict[str, SheetRows], list[Problem]]:
    """In the order in which sheets are booked, with whatever cannot be read."""
    problems: list[Problem] = []
    sheets = {name: _read_sheet(name, rows[name], problems) for name in SHEETS if rows.get(name)}
    return sheets, problems


def _read_sheet(name: str, typed: Sequence[Typed], problems: list[Problem]) -> SheetRows:
    sheet = SHEETS[name]
    columns = [column for column in sheet.columns if column.name in typed[0]]
    # A problem names a cell by letter and number; here the letter is the column's name and a blank.
    letters = {column.name: f"{column.name} " for column in sheet.columns}
    found = SheetRows(sheet, tuple(column.name for column in columns), letters)
    for number, row in enumerate(typed, 1):
        values = []
        for column in columns:
            text = row[column.name]
            value = None
            try:
                value = read_cell(text, column)
            except Unreadable as fault:
                problems.append(_problem(fault.kind, name, column.name, number, fault.details))
            else:
                if value is None and column.required and not column.may_be_empty:
                    problems.append(_problem(ProblemKind.VALUE_MISSING, name, column.name, number, {}))
            values.append(value)
        found.numbers.append(number)
        found.rows.append(tuple(values))
    return found


def _problem(kind: ProblemKind, sheet: str, column: str, number: int, details: Mapping[str, str]) -> Problem:
    return Problem(kind, sheet, f"{column} {number}", {"column": column, **details})


def place_of(problem: Problem) -> tuple[str, int, str]:
    """(sheet, row from 1, column) of a problem with typed rows; '' where no single field is meant."""
    column, _, number = (problem.cell or "").rpartition(" ")
    return problem.sheet or "", int(number) if column else 0, column


def by_column(problems: Iterable[Problem], sheet: str) -> dict[str, list[Problem]]:
    """Problems of the one row of a form by column; under '' those that belong to no field of it."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        of_sheet, _, column = place_of(problem)
        found[column if of_sheet == sheet else ""].append(problem)
    return dict(found)
