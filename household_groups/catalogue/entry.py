"""One entry of the catalogue of indicators."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Counts(StrEnum):
    """Whether an indicator counts people whom a work serves, or what was built."""

    PEOPLE = "people"
    THINGS = "things"


class Direction(StrEnum):
    """Whether more is better, or less."""

    MORE = "more"
    LESS = "less"


class Unit(StrEnum):
    """In what an indicator is counted; every one has the words that name it in workbooks."""

    PERSON = "person"
    PUPIL = "pupil"
    HOUSEHOLD = "household"
    CLASSROOM = "classroom"
    STANDPIPE = "standpipe"
    LATRINE = "latrine"
    HOUSE = "house"
    BRIDGE = "bridge"
    KILOMETRE = "km"
    HECTARE = "ha"
    MINUTE = "minute"
    PERSONS_A_ROOM = "persons a room"


@dataclass(frozen=True, slots=True)
class Entry:
    """`purposes` are OECD-DAC purpose codes, the first of them its own; none is for every sector.

    Beyond `most_a_household` (of the community) or `most` (of one small work) a value is asked about, never
    refused; so is one so large that each would cost less than `cheapest` US dollars. `is_cumulative`: it counts
    what was done so far, so that a lower value than before has to be explained.
    """

    code: str
    name: Any
    definition: Any
    unit: Unit
    counts: Counts
    purposes: tuple[str, ...] = ()
    direction: Direction = Direction.MORE
    by_sex: bool = False
    is_cumulative: bool = True
    most: Decimal | None = None
    most_a_household: Decimal | None = None
    cheapest: int | None = None

    @property
    def purpose(self) -> str:
        """Its own purpose code; '' where it is for every sector."""
        return self.purposes[0] if self.purposes else ""

    @property
    def is_of_people(self) -> bool:
        return self.counts is Counts.PEOPLE
