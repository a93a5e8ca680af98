"""Fifteen jamoats of Khatlon, Rasht and Sughd: real names, districts, P-codes and populations (January 2015).

Where a jamoat's own coordinates were not found, they are its district's, moved aside by up to a sixth of a degree
where several of one district would cover each other. Households are the population divided by six; how
marginal a jamoat is, and how its families give, is invented.
"""

from dataclasses import dataclass
from enum import StrEnum

from examples.making.book import Book
from examples.making.pcodes import columns_of


class Way(StrEnum):
    """How money comes."""

    ROUBLES = "roubles"  # to the group's rouble account
    PAID_OUT = "paid_out"  # sent in roubles, paid out in somoni
    DOLLARS = "dollars"
    MOBILE = "mobile"
    CASH = "cash"
    RETURNEE = "returnee"


@dataclass(frozen=True)
class Habits:
    """Of a hundred gifts how many come each way, and how large they are, in percent of those elsewhere."""

    roubles: int
    paid_out: int
    dollars: int
    mobile: int
    cash: int
    returnee: int
    size: int
    to_record: int
    """Most days until the officer writes a gift down, as a rule: the far valleys are seen less often."""


@dataclass(frozen=True)
class Community:
    code: str
    prefix: str
    """With which the codes of its groups, households, projects and contributions begin."""
    name: str
    district: str
    latitude: str
    longitude: str
    population: int
    marginality: str
    habits: Habits
    officer: str


_VALLEY = Habits(34, 24, 2, 8, 26, 6, 120, 6)
_BY_BANK = Habits(52, 20, 8, 10, 6, 4, 135, 4)
_BORDER = Habits(26, 24, 0, 6, 32, 12, 84, 10)
_MOUNTAIN = Habits(20, 42, 0, 4, 28, 6, 90, 16)
_NORTH = Habits(30, 18, 6, 22, 18, 6, 130, 4)

COMMUNITIES = (
    Community("FAKHROBOD", "FAK", "Fakhrobod", "3507211", "38.083", "68.667", 12264, "high", _VALLEY, "zarina"),
    Community("HILOLI", "HIL", "Hiloli", "3507211", "38.000", "68.540", 18426, "medium", _VALLEY, "zarina"),
    Community("GHALLAOBOD", "GHA", "Ghallaobod", "3507211", "38.150", "68.560", 18253, "medium", _VALLEY, "zarina"),
    Community("VATAN", "VAT", "Vatan", "3507232", "37.500", "69.400", 23123, "low", _BY_BANK, "farkhor-desk"),
    Community("GALABA", "GAL", "Galaba", "3507232", "37.620", "69.290", 9278, "medium", _VALLEY, "farkhor-desk"),
    Community("DASHTIJUM", "DAJ", "Dashti-Jum", "3507246", "37.950", "70.150", 4942, "very_high", _MOUNTAIN, "farkhor-desk"),
    Community("SARICHASHMA", "SAR", "Sarichashma", "3507246", "37.780", "69.920", 11680, "high", _BORDER, "farkhor-desk"),
    Community("OBSHORON", "OBS", "Obshoron", "3507245", "37.260", "68.140", 8648, "high", _BORDER, "shaartuz-desk"),
    Community("JAFR", "JAF", "Jafr", "3509036", "39.100", "70.583", 7245, "high", _MOUNTAIN, "rasht-desk"),
    Community("HOIT", "HOI", "Hoit", "3509036", "39.190", "70.720", 7716, "very_high", _MOUNTAIN, "rasht-desk"),
    Community("NAVDI", "NAV", "Navdi", "3509036", "38.990", "70.400", 15425, "medium", _VALLEY, "rasht-desk"),
    Community("CHORKU", "CHO", "Chorku", "3505220", "39.967", "70.567", 37065, "low", _NORTH, "sughd-desk"),
    Community("OSHOBA", "OSH", "Oshoba", "3505207", "40.750", "70.417", 21260, "medium", _NORTH, "sughd-desk"),
    Community("ANZOB", "ANZ", "Anzob", "3505203", "39.166", "68.824", 8238, "very_high", _MOUNTAIN, "sughd-desk"),
    Community("ROSROVUT", "ROS", "Rosrovut", "3505213", "39.959", "69.137", 14419, "low", _NORTH, "sughd-desk"),
)  # fmt: skip

COMMUNITY = {each.code: each for each in COMMUNITIES}
HOUSEHOLD_SIZE = 6


def add_communities(book: Book, programme: str) -> None:
    for each in COMMUNITIES:
        book.add(
            "communities",
            code=each.code,
            programme=programme,
            name=each.name,
            **columns_of(each.district),
            latitude=each.latitude,
            longitude=each.longitude,
            population=each.population,
            households=round(each.population / HOUSEHOLD_SIZE),
            marginality=each.marginality,
        )
