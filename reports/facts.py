"""Facts as they stood at the end of a day, told by the dated changes of a programme.

A change is counted in the quarter of its own date, or where that is closed in the earliest open one, and so a
report made again says what it said. Values are text of the workbook: amounts in major units, dates in ISO.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from core.money import to_minor
from reports.queries.journal import ChangeRecord

R = TypeVar("R")
Reader = Callable[[str], Any]
Row = tuple[str, str]
"""Sheet and key."""


class Facts:
    """What any row said at the end of `day`.

    The last change that counts up to then gives the value of a column. Where only later ones are known,
    what the first of them replaced held until then; where none is known, what the tables say now.
    """

    def __init__(self, changes: Iterable[ChangeRecord], day: date) -> None:
        """`changes` come in the order in which they were booked."""
        self._then: defaultdict[Row, dict[str, str | None]] = defaultdict(dict)
        undone: defaultdict[Row, dict[str, str | None]] = defaultdict(dict)
        for change in changes:
            row = (change.sheet, change.code)
            if change.counted_on <= day:
                self._then[row][change.column] = change.value
            else:
                undone[row].setdefault(change.column, change.old)
        for row, columns in undone.items():
            self._then[row] = columns | self._then[row]

    def then(self, sheet: str, key: str, now: R, readers: Mapping[str, Reader]) -> R:
        """The record of a row as it was. `readers` are by column; `Money` fills the column's minor units."""
        row = self._then.get((sheet, key))
        if not row:
            return now
        values = {
            _attribute(column, read): None if row[column] is None else read(row[column] or "")
            for column, read in readers.items()
            if column in row
        }
        return now._replace(**values)  # type: ignore[attr-defined,no-any-return]


text: Reader = str
whole: Reader = int
day: Reader = date.fromisoformat


@dataclass(frozen=True, slots=True)
class Money:
    """Reads an amount in major units of a currency as minor ones."""

    currency: str

    def __call__(self, major: str) -> int:
        return to_minor(Decimal(major), self.currency)


def _attribute(column: str, read: Reader) -> str:
    return f"{column}_minor" if isinstance(read, Money) else column
