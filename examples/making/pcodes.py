"""Places by their P-code, as OCHA lists them."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Place:
    """A place of the first or the second level below a country; `parent` is the P-code of what it lies in."""

    pcode: str
    name: str
    parent: str


def admin1(pcode: str) -> Place:
    """A region or department. Raises KeyError."""
    return _places()["1", pcode]


def admin2(pcode: str) -> Place:
    """A district or municipality. Raises KeyError."""
    return _places()["2", pcode]


def columns_of(pcode: str) -> dict[str, str]:
    """The columns of `communities` that a district's P-code tells: its name, its region and both codes."""
    district = admin2(pcode)
    region = admin1(district.parent)
    return {
        "admin1": region.name,
        "admin1_pcode": region.pcode,
        "admin2": district.name,
        "admin2_pcode": district.pcode,
    }


@cache
def _places() -> dict[tuple[str, str], Place]:
    found = {}
    for country in ("gt", "tj"):
        with (_FOLDER / f"pcodes_{country}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["level"], row["pcode"]] = Place(row["pcode"], row["name"], row["parent"])
    return found
