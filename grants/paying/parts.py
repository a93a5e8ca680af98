"""What shares of what stands matched allow, part by part: as plain numbers, in minor units.

Milestones stand in the order in which they are due. What the first n of them allow together is the sum of their
shares times what stands matched, rounded down; so shares of 1 in all allow every unit that is matched, and no
more. What later milestones still allow is kept back for them, so that matches which are released again are lost
by the next part and not by the retention.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True)
class Part:
    """`asked_minor` is asked for and not yet paid; `paid_minor` is less what came back."""

    allowed_minor: int
    asked_minor: int
    paid_minor: int

    @property
    def left_minor(self) -> int:
        """Of its own share; never below 0."""
        return max(0, self.allowed_minor - self.asked_minor - self.paid_minor)


def allowed_parts(matched_minor: int, shares: Iterable[str]) -> list[int]:
    """What each allows, in their order."""
    found: list[int] = []
    before, whole = 0, Fraction(0)
    for share in shares:
        whole += Fraction(share)
        until = floor(matched_minor * whole)
        found.append(until - before)
        before = until
    return found


def left_of(parts: Sequence[Part], place: int, left_minor: int) -> int:
    """What is left under one of them; `left_minor` stands matched and is neither paid nor asked for."""
    kept = sum(each.left_minor for each in parts[place + 1 :])
    return max(0, min(parts[place].left_minor, left_minor - kept))
