"""One figure of a sealed report beside what it would be by now."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reports.comparing.lines import Line, Number

Value = Number | str | date | None


class Level(StrEnum):
    PROGRAMME = "programme"
    PROJECT = "project"
    FUND = "fund"
    COMMUNITY = "community"
    INDICATOR = "indicator"


class Period(StrEnum):
    QUARTER = "quarter"
    TO_DATE = "to_date"


class FigureUnit(StrEnum):
    MONEY = "money"
    COUNT = "count"
    QUOTIENT = "quotient"
    PERCENT = "percent"
    WORD = "word"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Figure:
    """`code` and `name` say of what; `field` which of its figures. `currency` is that of an amount.

    `recounted` is what the books say of the quarter as it counted: where that is not `signed`, one of the two
    was altered. `follows` are the figures from which this one is computed, if it has no lines of its own.
    """

    level: Level
    code: str
    field: str
    period: Period | None
    unit: FigureUnit
    currency: str
    signed: Value
    recounted: Value
    known: Value
    lines: tuple[Line, ...] = ()
    follows: tuple[str, ...] = ()
    is_sum: bool = False

    @property
    def differs(self) -> bool:
        difference = self.difference
        return self.signed != self.known if difference is None else bool(difference)

    @property
    def difference(self) -> Number | None:
        return _less(self.known, self.signed)

    @property
    def not_explained(self) -> bool:
        """Whether something is left of the difference that no line tells of."""
        if self.is_sum:
            return bool(self.remainder)
        if not self.differs:
            return False
        return self.signed != self.recounted or not (self.lines or self.follows)

    @property
    def remainder(self) -> Number | None:
        """What of the difference no line tells of; of what is no sum, what the recount says otherwise."""
        difference = self.difference
        if difference is None:
            return None
        if self.is_sum:
            return difference - sum(line.effect or 0 for line in self.lines)
        if self.lines or self.follows:
            return _less(self.recounted, self.signed)
        return difference


def _less(one: Value, other: Value) -> Number | None:
    """What is not given counts as nothing beside a number."""
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        return one - other
    if isinstance(one, int | Decimal) and other is None:
        return one
    if one is None and isinstance(other, int | Decimal):
        return -other
    return None
