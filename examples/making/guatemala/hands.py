"""Mutual help: days of work of each family, and the sand, stone and timber that neighbours bring."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from examples.making.guatemala.days import workday
from examples.making.guatemala.families import households_of
from examples.making.guatemala.rows import Row
from examples.making.guatemala.schemes import END, Scheme

_DAY_OF_WORK = 90
_MATERIALS = (("sand", "m3", 140, 6, 14), ("stone", "m3", 120, 8, 18), ("timber", "trip", 450, 2, 5))
"""GTQ a unit, and how many units one brings at least and at most."""

_BY_HAND = {"TOD-1": 3}
"""How often each family of a village works, where that is more than once."""


def hands_of(scheme: Scheme) -> Iterator[Row]:
    """While the works last. Nothing before they begin."""
    if scheme.starts_on is None or scheme.ends_on is None or scheme.starts_on > END or not scheme.is_housing:
        return
    chance = Random(f"hands of {scheme.code}")
    last = min(scheme.ends_on, scheme.settled_on or END, END - timedelta(days=12))
    for household in households_of(scheme):
        for _ in range(_BY_HAND.get(scheme.code, 1)):
            if chance.random() < 0.93:
                yield _labour(chance, scheme, household, last)
    for _ in range(scheme.houses // 5):
        yield _materials(chance, scheme, last)


def _labour(chance: Random, scheme: Scheme, household: str, last: date) -> Row:
    """Person-days of a family, those of women apart."""
    days = chance.randint(14, 44)
    women = chance.randint(days // 3, days) if scheme.code == "ACA-1" else chance.randint(0, days // 2)
    row = _brought(chance, scheme, last, "labour", "person_day", _DAY_OF_WORK, days)
    return row | {"household": household, "quantity_female": women}


def _materials(chance: Random, scheme: Scheme, last: date) -> Row:
    """Of the whole committee; nobody in particular brings them."""
    what, unit, rate, least, most = chance.choice(_MATERIALS)
    row = _brought(chance, scheme, last, "materials", unit, rate, chance.randint(least, most))
    return row | {"evidence": f"Note of delivery, {what}"}


def _brought(
    chance: Random, scheme: Scheme, last: date, kind: str, unit: str, rate: int, quantity: int
) -> Row:
    assert scheme.starts_on is not None
    on = scheme.starts_on + timedelta(days=chance.randint(3, (last - scheme.starts_on).days - 14))
    return {
        "project": scheme.code,
        "group": scheme.group,
        "received_on": workday(on),
        "amount": quantity * rate,
        "currency": "GTQ",
        "kind": kind,
        "source": "local",
        "quantity": quantity,
        "unit": unit,
        "unit_rate": rate,
    }
