"""When what a budget line cost is so far from what was planned that somebody has to say why."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from core.calendar import month_name
from core.exchange import Exchange, MissingRate
from core.money import to_minor
from household_groups.models.projects import ProjectStatus

TOLERATED = Fraction(1, 10)
"""Of what was planned."""

TOLERATED_USD = Decimal(100)
"""However large a part of a small line it is: nobody is asked about less. In the project's currency it is worth
what it was in the month of the approval, at the rate at which its budget is converted."""

_DONE = frozenset({ProjectStatus.COMPLETED, ProjectStatus.HANDED_OVER, ProjectStatus.MAINTAINED})


class Works(Protocol):
    """What of a project tells it, however it was read."""

    @property
    def currency(self) -> str: ...
    @property
    def status(self) -> str | None: ...
    @property
    def approved_on(self) -> date | None: ...
    @property
    def settled_on(self) -> date | None: ...


def is_noteworthy(planned: int, variance: int, tolerated: int) -> bool:
    """`variance` is actual less planned, in minor units as `tolerated`; it is beyond a tenth and beyond that."""
    return abs(variance) > tolerated and abs(variance) > planned * TOLERATED


def must_be_explained(planned: int, variance: int, tolerated: int, is_done: bool) -> bool:
    """Before the works are done only too much is told of."""
    return (is_done or variance > 0) and is_noteworthy(planned, variance, tolerated)


def tolerated_amount(project: Works, exchange: Exchange) -> int:
    """In the project's currency; 0 where there is no rate by which to tell, so that all beyond a tenth counts."""
    usd = to_minor(TOLERATED_USD, "USD")
    if project.approved_on is None:
        return 0
    try:
        return exchange.convert(usd, "USD", project.currency, month_name(project.approved_on))
    except MissingRate:
        return 0


def is_done(project: Works) -> bool:
    """Until then, what was not spent of a line may still be: it is no variance that anybody could explain.

    Of a cancelled project its end explains what was not spent.
    """
    is_settled = project.settled_on is not None and project.status != ProjectStatus.CANCELLED
    return is_settled or project.status in _DONE
