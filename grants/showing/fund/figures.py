"""The figures of a fund at a glance: what each is, said once. Minor units and whole months; nothing is a float.

Each is of a span (a quarter) and to its end. `before` is what counts before the span, `during` what counts in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.calendar import Span, months_after
from core.money import round_half_even

MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True)
class Moved:
    """What counts before a span, and what counts in it."""

    before: int = 0
    during: int = 0

    @property
    def total(self) -> int:
        """To the end of the span: before + during."""
        return self.before + self.during


@dataclass(frozen=True)
class Cash:
    """In the fund's currency. `disbursed` is net of refunds: payments to projects - what came back of them."""

    received: Moved
    disbursed: Moved

    @property
    def opening(self) -> int:
        """Received before the span - disbursed before it."""
        return self.received.before - self.disbursed.before

    @property
    def available(self) -> int:
        """Opening + received in the span."""
        return self.opening + self.received.during

    @property
    def closing(self) -> int:
        """Available - disbursed in the span."""
        return self.available - self.disbursed.during


@dataclass(frozen=True)
class Commitment:
    """In the fund's currency. `budget` is that of the end of the span, `matched` granted - released."""

    budget: int
    matched: Moved
    disbursed: int

    @property
    def unpaid(self) -> int:
        """Committed and not yet paid: matched - disbursed, to the end. Negative where more was paid."""
        return self.matched.total - self.disbursed

    @property
    def uncommitted(self) -> int:
        """Budget - matched, to the end. Negative where the budget was lowered below what is matched."""
        return self.budget - self.matched.total


class Standing(StrEnum):
    """What the donor last said of a voucher."""

    ACCEPTED = "accepted"
    QUERIED = "queried"
    DISALLOWED = "disallowed"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True)
class Spending:
    """In the programme's currency: the fund's share of vouchers, by what the donor last said of them.

    A voucher that names the fund is wholly its own; of one that names none it pays in proportion to what it had
    brought to the project by that day.
    """

    by_standing: Mapping[Standing, Moved] = field(default_factory=dict)

    def of(self, standing: Standing) -> Moved:
        return self.by_standing.get(standing, Moved())

    @property
    def spent(self) -> Moved:
        """Accepted + queried + disallowed + not yet looked at."""
        parts = self.by_standing.values()
        return Moved(sum(part.before for part in parts), sum(part.during for part in parts))


@dataclass(frozen=True)
class Pace:
    """What was matched and disbursed in `quarters`: the last four, up to the span, in which anything counts."""

    quarters: Sequence[Span]
    matched: int
    disbursed: int

    @property
    def months(self) -> int:
        """Three for each quarter."""
        return MONTHS_OF_A_QUARTER * len(self.quarters)

    @property
    def matched_a_month(self) -> int | None:
        """Matched in the quarters / their months, rounded half-even; None without quarters."""
        return round_half_even(self.matched, self.months) if self.months else None

    @property
    def disbursed_a_month(self) -> int | None:
        """Disbursed in the quarters / their months, rounded half-even; None without quarters."""
        return round_half_even(self.disbursed, self.months) if self.months else None


@dataclass(frozen=True)
class Runway:
    """How many whole months it lasts from the end of the span, and until when."""

    months: int
    until: date


def runway(left: int, moved: int, months: int, since: date) -> Runway | None:
    """left / (moved / months), whole months, floored: 0 where nothing is left; None where nothing moves.

    `until` is as many months after `since`.
    """
    if moved <= 0 or months == 0:
        return None
    lasts = max(0, left) * months // moved
    return Runway(lasts, months_after(since, min(lasts, _A_CENTURY)))


_A_CENTURY = 1200
"""Months: no calendar goes on for ever."""


@dataclass(frozen=True)
class Ahead:
    """What is asked of the fund next, in its currency.

    `planned`: of each milestone due by the end of the next quarter, its share of what the fund matched in the
    project - what was paid and what is approved for it; and approved tranches - what was paid of them.
    `requested`: tranches neither declined nor withdrawn - what was paid of them.
    `waiting`: at most what contributions that wait for a threshold would be matched with.
    """

    planned: int = 0
    requested: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Glance:
    """All figures of a fund; `spending` is None where the rate of a voucher's month is missing."""

    span: Span
    cash: Cash
    commitment: Commitment
    spending: Spending | None
    pace: Pace
    ahead: Ahead

    @property
    def runway(self) -> Runway | None:
        """(Uncommitted - what waits first) / matched a month."""
        left = self.commitment.uncommitted - self.ahead.waiting
        return runway(left, self.pace.matched, self.pace.months, self.span.ends_on)

    @property
    def cash_runway(self) -> Runway | None:
        """Closing cash / disbursed a month."""
        return runway(self.cash.closing, self.pace.disbursed, self.pace.months, self.span.ends_on)
