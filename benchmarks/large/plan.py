"""How many of each a large programme has, what its rows are called, and the lots that are drawn for it."""

from dataclasses import dataclass
from datetime import date
from random import Random

Row = dict[str, object]

FIRST_DAY = date(2024, 1, 1)
DAYS = 700
HOUSEHOLDS_PER_GROUP = 5


@dataclass(frozen=True)
class Plan:
    """So many contributions from `first_day` on; the same for one seed."""

    count: int
    seed: int
    first_day: date

    @property
    def community_count(self) -> int:
        return max(2, self.count // 1_000)

    @property
    def group_count(self) -> int:
        return max(2 * self.community_count, self.count // 50)

    @property
    def project_count(self) -> int:
        return max(self.community_count, self.count // 200)

    def draw(self, sheet: str) -> Random:
        """Each sheet has a generator of its own, so that none depends on which was made before."""
        return Random(f"{self.seed} {sheet}")


def community_code(number: int) -> str:
    return f"V{number:04}"


def group_code(number: int) -> str:
    return f"G{number:05}"


def household_code(group: int, number: int) -> str:
    return f"{group_code(group)}-{number}"


def project_code(number: int) -> str:
    return f"P{number:04}"
