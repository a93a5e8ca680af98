"""Sheets as read from a file, with other columns and fewer rows."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from grants.workbook.reading import SheetRows

Numbered = tuple[int, dict[str, Any]]
"""A row with its number in the file."""


def rows_of(sheet: SheetRows) -> Iterator[Numbered]:
    for number, values in zip(sheet.numbers, sheet.rows, strict=True):
        yield number, dict(zip(sheet.columns, values, strict=True))


def with_rows(
    sheet: SheetRows,
    rows: Iterable[Numbered],
    *,
    without: AbstractSet[str] = frozenset(),
    and_columns: Iterable[str] = (),
) -> SheetRows:
    """The same sheet with these rows, which keep their numbers; every row has every column that is left."""
    left = [name for name in sheet.columns if name not in without]
    columns = tuple(dict.fromkeys((*left, *and_columns)))
    made = SheetRows(sheet.sheet, columns, sheet.letters)
    for number, row in rows:
        made.numbers.append(number)
        made.rows.append(tuple(row.get(name) for name in columns))
    return made
