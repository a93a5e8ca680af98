"""How fast a fund moves, and how long what is left of it lasts at that pace. Whole months; nothing is a float."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar import Span, months_after
from core.money import round_half_even

MONTHS_OF_A_QUARTER = 3


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

    @property
    def is_endless(self) -> bool:
        """Longer than anybody would plan for."""
        return self.months >= _A_CENTURY


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
