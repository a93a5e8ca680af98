"""Facts as they stood at the end of a day, told by the dated changes of a programme.

A change is counted in the quarter of its own date, or where that is closed in the earliest open one, and so a
report made again says what it said. Values are text of the workbook: amounts in major units, dates in ISO.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from core.money import to_minor
from reports.queries.journal import ChangeRecord

Fact = tuple[str, str, str]
"""Sheet, code of the row, column."""


class Facts:
    """The value of any fact at the end of `day`.

    The last change that counts up to then gives it. Where only later ones are known, what the first of them
    replaced held until then; where none is known, what the tables say now.
    """

    def __init__(self, changes: Iterable[ChangeRecord], day: date) -> None:
        """`changes` come in the order in which they were booked."""
        self._then: dict[Fact, str | None] = {}
        later: dict[Fact, str | None] = {}
        for change in changes:
            fact = (change.sheet, change.code, change.column)
            if change.counted_on <= day:
                self._then[fact] = change.value
            else:
                later.setdefault(fact, change.old)
        self._then = later | self._then

    def text(self, sheet: str, code: str, column: str, now: str | None) -> str | None:
        return self._then.get((sheet, code, column), now)

    def required_text(self, sheet: str, code: str, column: str, now: str) -> str:
        return self.text(sheet, code, column, now) or now

    def minor(self, sheet: str, code: str, column: str, now: int, currency: str) -> int:
        """An amount in minor units of `currency`."""
        text = self.text(sheet, code, column, None)
        return now if text is None else to_minor(Decimal(text), currency)

    def number(self, sheet: str, code: str, column: str, now: int | None) -> int | None:
        text = self.text(sheet, code, column, None if now is None else str(now))
        return int(text) if text else None

    def day(self, sheet: str, code: str, column: str, now: date | None) -> date | None:
        text = self.text(sheet, code, column, now.isoformat() if now else None)
        return date.fromisoformat(text) if text else None
