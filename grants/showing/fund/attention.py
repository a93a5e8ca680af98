"""Which things of a fund need attention most: in the order of the money at stake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST = 5
SOON = 6
"""A fund that lasts no more than so many months runs dry soon."""
POINTS_AHEAD = 15
"""So many points of percent may payments be ahead of the works: an advance for materials stays below."""


class Concern(StrEnum):
    """What may be the matter. Of two with as much at stake the earlier comes first."""

    DRY = "dry"
    CASH = "cash"
    VOUCHERS = "vouchers"
    AHEAD = "ahead"
    MILESTONES = "milestones"
    TRANCHES = "tranches"
    BANK = "bank"
    LATE = "late"
    WAITING = "waiting"


@dataclass(frozen=True)
class Matter:
    """One concern with all that it is about. `stake` is in the fund's currency.

    `first` is the worst of them (its reference, or the name of its project), `on` its day; `count` is how many
    there are; `beside` is what one sees it by: the money that covers only a part, months, or percents.
    `is_told` is False where a rate is missing, so that nobody can say what is at stake.
    """

    concern: Concern
    stake: int
    count: int = 1
    first: str = ""
    project: str = ""
    on: date | None = None
    beside: tuple[int, ...] = ()
    is_told: bool = True


def most_urgent(matters: Iterable[Matter], most: int = MOST) -> list[Matter]:
    """Those with most at stake, the largest first; ties go by the order of concerns."""
    order = list(Concern)
    return sorted(matters, key=lambda each: (-each.stake, order.index(each.concern)))[:most]


def lacking(left: int, moved: int, months: int, soon: int = SOON) -> int:
    """What is missing for the next months at the pace of the last ones: pace x soon - left, at least 0.

    Where nothing moves, what is missing already.
    """
    needed = -(-moved * soon // months) if moved > 0 and months else 0
    return max(0, needed - left)


def points_ahead(paid: int, matched: int, works: int) -> int:
    """By how many points the share paid of what is matched is ahead of the works, floored; `works` in percent."""
    return paid * 100 // matched - works if matched > 0 else 0


def ahead_of_works(paid: int, matched: int, works: int) -> int:
    """The money by which payments are ahead: paid - works x matched, at least 0."""
    return max(0, paid - matched * works // 100)
