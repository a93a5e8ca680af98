"""Whether a work serves: what the latest check of it says that counts by a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol, TypeVar

from household_groups.models.service import Functional


class Checked(Protocol):
    """What a check of a work tells; `counted_on` is the day in whose quarter it counts."""

    @property
    def project_id(self) -> int: ...
    @property
    def checked_on(self) -> date: ...
    @property
    def functional(self) -> Functional: ...
    @property
    def counted_on(self) -> date: ...


C = TypeVar("C", bound=Checked)


def latest_of(checks: Iterable[C], until: date) -> dict[int, C]:
    """By project id, of the checks that count by then the one that was made last."""
    counted = (each for each in checks if each.counted_on <= until)
    return {each.project_id: each for each in sorted(counted, key=lambda each: each.checked_on)}


def stopped(latest: Mapping[int, Checked]) -> frozenset[int]:
    """The projects whose work was found out of order, and not found in order since."""
    return frozenset(id for id, check in latest.items() if check.functional is Functional.NO)


def partly(latest: Mapping[int, Checked]) -> frozenset[int]:
    """The projects whose work serves in part: its people count, and are told apart."""
    return frozenset(id for id, check in latest.items() if check.functional is Functional.PARTLY)
