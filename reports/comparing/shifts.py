"""What moves a sum: each row of the books that belongs elsewhere than it counted, or has another value by now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.calendar import Span, month_name
from core.exchange import Month
from reports.comparing.causes import Cause, What

COST = "cost"
"""What was spent and given in kind, whoever paid: no measure of its own, but what others are computed from."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the journal tells of a thing: a row of a sheet, or an event by its place in the sequence."""

    sheet: str
    key: str
    seq: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """When a row belongs, when it counted, and its value in the programme's currency on both sides.

    `signed` is at the rates of the sealed report, `known` at those of today; 0 on a side that does not show the
    row's project.
    """

    on: date
    counted_on: date
    signed: int = 0
    known: int = 0

    def has_moved(self, span: Span) -> bool:
        return is_elsewhere(self.on, self.counted_on, span)


@dataclass(frozen=True, slots=True)
class Shift:
    """A row, and its part in the sums (`measures`) that it enters.

    `of_fund` is what the fund's own figures have of it, in the fund's currency. `reference` is empty where the
    reader is not told of the row by itself. `note` is why it was taken back, or whose place it takes.
    `is_split`: a voucher that stands in its place, and falls otherwise on those who paid.
    """

    what: What
    cause: Cause
    source: Source
    reference: str
    measures: frozenset[str]
    placed: Placed
    currency: str
    rated_on: date
    project_id: int | None = None
    fund_id: int | None = None
    of_fund: Mapping[str, int] = field(default_factory=dict)
    group_id: int | None = None
    household_id: int | None = None
    note: str = ""
    is_split: bool = False

    @property
    def month(self) -> Month:
        return month_name(self.rated_on)

    def in_quarter(self, span: Span) -> int:
        at = self.placed
        return at.known * (at.on in span) - at.signed * (at.counted_on in span)

    def to_date(self, span: Span) -> int:
        at = self.placed
        return at.known * (at.on <= span.ends_on) - at.signed * (at.counted_on <= span.ends_on)

    def of_fund_in_quarter(self, name: str, span: Span) -> int:
        at = self.placed
        return self.of_fund.get(name, 0) * ((at.on in span) - (at.counted_on in span))

    def of_fund_to_date(self, name: str, span: Span) -> int:
        at = self.placed
        return self.of_fund.get(name, 0) * ((at.on <= span.ends_on) - (at.counted_on <= span.ends_on))


def is_elsewhere(on: date, counted_on: date, span: Span) -> bool:
    """Whether a thing enters the figures of a span, or those to its end, on one side only."""
    return _place_in(on, span) != _place_in(counted_on, span)


def _place_in(day: date, span: Span) -> int:
    """Before the span, in it, or after it."""
    return (day >= span.starts_on) + (day > span.ends_on)
