"""What is impossible or odd about a measurement: the one is refused, the other asked about before it is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from household_groups.catalogue.entry import Direction, Entry
from household_groups.catalogue.units import unit_of

TIMES = 10
"""So many times the measurement before is asked about."""


class Doubt(StrEnum):
    """What is odd; the sentences are in doubt_words.py."""

    NEGATIVE = "negative"
    PARTS_BEYOND_WHOLE = "parts_beyond_whole"
    BEYOND_HUNDRED = "beyond_hundred"
    PART_OF_A_PERSON = "part_of_a_person"
    BEYOND_PROGRAMME = "beyond_programme"
    BEYOND_COMMUNITY = "beyond_community"
    LOWER = "lower"
    PARTS_BELOW_WHOLE = "parts_below_whole"
    TEN_TIMES = "ten_times"
    HALVED = "halved"
    BEYOND_RANGE = "beyond_range"
    A_HOUSEHOLD = "a_household"
    COST = "cost"


IMPOSSIBLE = frozenset(
    {
        *(Doubt.NEGATIVE, Doubt.PARTS_BEYOND_WHOLE, Doubt.BEYOND_HUNDRED),
        *(Doubt.PART_OF_A_PERSON, Doubt.BEYOND_PROGRAMME),
    }
)
NEEDS_REASON = frozenset({Doubt.BEYOND_COMMUNITY, Doubt.LOWER})
"""It can be real, and whoever reads it later asks why."""


@dataclass(frozen=True, slots=True)
class Found:
    """A doubt, at the column that it is about, with the numbers that its sentence names."""

    doubt: Doubt
    column: str
    details: Mapping[str, Decimal | date]


@dataclass(frozen=True, slots=True)
class Around:
    """What a measurement is compared with; None is not known.

    `before` and `before_on` are of the measurement before it. `cost` is what the work costs in US dollars.
    """

    unit: str
    entry: Entry | None
    is_people: bool
    falls: bool
    """Whether it is to become less, by its entry or by its baseline and target."""
    before: Decimal | None = None
    before_on: date | None = None
    population: int | None = None
    population_of_all: int | None = None
    households: int | None = None
    cost: int | None = None


def doubts_about(value: Decimal, female: Decimal | None, male: Decimal | None, around: Around) -> list[Found]:
    """What is impossible alone, where anything is: the rest is asked once that is mended."""
    impossible = list(_impossible(value, female, male, around))
    return impossible or [*_against_before(value, around), *_against_place(value, female, male, around)]


def falls(entry: Entry | None, baseline: Decimal | None, target: Decimal) -> bool:
    if entry is not None:
        return entry.direction is Direction.LESS
    return baseline is not None and target < baseline


def _impossible(
    value: Decimal, female: Decimal | None, male: Decimal | None, around: Around
) -> Iterator[Found]:
    for column, number in (("value", value), ("female", female), ("male", male)):
        if number is not None and number < 0:
            yield Found(Doubt.NEGATIVE, column, {})
        elif number is not None and around.is_people and number != number.to_integral_value():
            yield Found(Doubt.PART_OF_A_PERSON, column, {})
    parts = (female or Decimal(0)) + (male or Decimal(0))
    if parts > value >= 0:
        yield Found(Doubt.PARTS_BEYOND_WHOLE, "value", {"parts": parts, "value": value})
    if around.unit.strip().casefold() in ("%", "percent", "per cent") and value > 100:
        yield Found(Doubt.BEYOND_HUNDRED, "value", {})
    if around.is_people and around.population_of_all is not None and value > around.population_of_all:
        yield Found(Doubt.BEYOND_PROGRAMME, "value", {"population": Decimal(around.population_of_all)})


def _against_before(value: Decimal, around: Around) -> Iterator[Found]:
    before, on = around.before, around.before_on
    if before is None or on is None:
        return
    details: dict[str, Decimal | date] = {"before": before, "on": on}
    is_cumulative = not around.is_people if around.entry is None else around.entry.is_cumulative
    if value < before and not around.falls and is_cumulative:
        yield Found(Doubt.LOWER, "value", details)
    elif value * 2 < before and not around.falls:
        yield Found(Doubt.HALVED, "value", details)
    if before > 0 and value >= before * TIMES:
        yield Found(Doubt.TEN_TIMES, "value", details)


def _against_place(
    value: Decimal, female: Decimal | None, male: Decimal | None, around: Around
) -> Iterator[Found]:
    if around.is_people and around.population is not None and value > around.population:
        yield Found(Doubt.BEYOND_COMMUNITY, "value", {"population": Decimal(around.population)})
    if female is not None and male is not None and female + male < value:
        yield Found(Doubt.PARTS_BELOW_WHOLE, "value", {"parts": female + male, "value": value})
    if around.entry is not None:
        yield from _against_entry(value, around.entry, around)


def _against_entry(value: Decimal, entry: Entry, around: Around) -> Iterator[Found]:
    if entry.most is not None and value > entry.most:
        yield Found(Doubt.BEYOND_RANGE, "value", {"most": entry.most})
    if entry.most_a_household is not None and around.households:
        a_household = value / around.households
        if a_household > entry.most_a_household:
            details = {"most": entry.most_a_household, "households": Decimal(around.households)}
            yield Found(Doubt.A_HOUSEHOLD, "value", {**details, "each": round(a_household, 1)})
    if entry.cheapest is not None and around.cost and value > 0:
        each = round(Decimal(around.cost) / value)
        if each < entry.cheapest:  # what is dear may be half built
            yield Found(Doubt.COST, "value", {"each": Decimal(each), "least": Decimal(entry.cheapest)})


def counts_people(entry: Entry | None, code: str, unit: str) -> bool:
    """By its entry; where it names none, by the code that counts who benefits, where its unit is people."""
    if entry is not None:
        return entry.is_of_people
    named = unit_of(unit)
    return code == "BENEF" and (named is None or named.value in ("person", "pupil"))
