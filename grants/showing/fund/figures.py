"""The figures of a fund at a glance: what each is, said once. Minor units and whole months; nothing is a float.

Each is of a span (a quarter) and to its end. `before` is what counts before the span, `during` what counts in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.calendar import Span, months_between
from grants.showing.fund.pace import Pace, Runway, runway


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
class Ahead:
    """What is asked of the fund next, in its currency.

    `planned`: of each milestone due by the end of the next quarter, its share of what the fund matched in the
    project - what was paid and what is approved for it, together never more than is matched there and neither
    paid nor approved; and approved tranches - what was paid of them.
    `requested`: tranches neither declined nor withdrawn - what was paid of them.
    `waiting`: at most what contributions that wait for a threshold would be matched with.
    """

    planned: int = 0
    requested: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Glance:
    """All figures of a fund; `spending` is None where the rate of a voucher's month is missing.

    `closes_on` is the last day on which the fund matches; None where there is none.
    """

    span: Span
    cash: Cash
    commitment: Commitment
    spending: Spending | None
    pace: Pace
    ahead: Ahead
    closes_on: date | None = None

    @property
    def runway(self) -> Runway | None:
        """(Uncommitted - what waits first) / matched a month."""
        return runway(self.left, self.pace.matched, self.pace.months, self.span.ends_on)

    @property
    def left(self) -> int:
        """Uncommitted - what waits."""
        return self.commitment.uncommitted - self.ahead.waiting

    @property
    def months_open(self) -> int | None:
        """For how many months after the span the fund matches, the last one counted whole; None without end."""
        if self.closes_on is None:
            return None
        return max(0, months_between(self.span.ends_on, self.closes_on))

    @property
    def lasts_until_it_closes(self) -> bool:
        """At this pace something is left on its last day."""
        lasts = self.runway
        return lasts is not None and self.closes_on is not None and lasts.until >= self.closes_on

    @property
    def cash_runway(self) -> Runway | None:
        """Closing cash / disbursed a month."""
        return runway(self.cash.closing, self.pace.disbursed, self.pace.months, self.span.ends_on)
