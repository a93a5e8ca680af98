"""Progress of the works, indicators and what was measured."""

from datetime import date
from decimal import Decimal
from random import Random

from examples.making.book import Book
from examples.making.days import later, month_ends
from examples.making.guatemala.schemes import END, LIGHT, SCHEMES, WATER, Scheme
from examples.making.guatemala.works import actual, handed, planned

_VISITS = (2, 3, 5, 6, 8, 9, 11, 12)
"""Months at whose end the engineer comes, if the works have begun."""

_SERVICES = {
    WATER: ("WATER", "Households connected to piped water"),
    LIGHT: ("LIGHT", "Households with solar light"),
}
_CATALOGUE = {
    "HOUSES": "houses",
    "BENEF": "people_housed",
    "ROOM": "persons_a_room",
    "WATER": "households_connected",
    "LIGHT": "households_with_electricity",
}
_COUNTED_BEFORE = -18
"""Days from the baseline to the approval, as a negative number."""

_PEOPLE = (4, 4, 5, 5, 5, 6, 6, 7)
_CROWDED, _ROOMY = Decimal("3.9"), Decimal("2.0")
"""Persons per room, before and as planned."""


def add_results(book: Book) -> None:
    for scheme in SCHEMES.values():
        _add_indicators(book, scheme)
        if scheme.is_at_work:
            _add_progress(book, scheme)


def _add_indicators(book: Book, scheme: Scheme) -> None:
    if not scheme.is_housing:
        _indicator(book, scheme, *_SERVICES[scheme.sector], "household", 0, scheme.houses)
        return
    _indicator(book, scheme, "HOUSES", "Houses handed over", "house", 0, scheme.houses)
    people = sum(person for person, _ in _people(scheme))
    _indicator(book, scheme, "BENEF", "People living in the new houses", "person", 0, people)
    _indicator(book, scheme, "ROOM", "Persons per room", "persons per room", _CROWDED, _ROOMY)


def _indicator(
    book: Book,
    scheme: Scheme,
    code: str,
    name: str,
    unit: str,
    baseline: Decimal | int,
    target: Decimal | int,
) -> None:
    approved_on = scheme.approved_on
    is_counted = approved_on is not None
    book.add(
        "indicators",
        project=scheme.code,
        code=code,
        name=name,
        unit=unit,
        baseline=baseline if is_counted else None,
        target=target,
        catalogue=_CATALOGUE[code],
        baseline_on=approved_on and later(approved_on, _COUNTED_BEFORE),
        baseline_source="Visit to the families" if is_counted else None,
    )


def _add_progress(book: Book, scheme: Scheme) -> None:
    assert scheme.starts_on is not None
    is_over = False
    for on in month_ends(scheme.starts_on, END):
        if on.month not in _VISITS or is_over:
            continue
        found = actual(scheme, on)
        book.add(
            "progress",
            project=scheme.code,
            on=on,
            planned=planned(scheme, on),
            actual=found,
            certified_by="Municipal engineer",
            evidence=f"Report of the visit, {on:%m/%Y}",
        )
        _measure(book, scheme, on)
        is_over = found == 100


def _measure(book: Book, scheme: Scheme, on: date) -> None:
    houses = handed(scheme, on)
    if not scheme.is_housing:
        _measurement(book, scheme, _SERVICES[scheme.sector][0], on, houses)
        return
    _measurement(book, scheme, "HOUSES", on, houses)
    if houses:
        people = _people(scheme)[:houses]
        persons, women = sum(all_ for all_, _ in people), sum(women for _, women in people)
        _measurement(book, scheme, "BENEF", on, persons, women, persons - women)
        rooms = (Decimal(persons) / (houses * 5 // 2)).quantize(Decimal("0.1"))
        _measurement(book, scheme, "ROOM", on, min(rooms, _CROWDED))


def _measurement(
    book: Book, scheme: Scheme, code: str, on: date, value: Decimal | int,
    female: int | None = None, male: int | None = None,
) -> None:  # fmt: skip
    book.add(
        "measurements",
        project=scheme.code,
        indicator=code,
        measured_on=on,
        value=value,
        female=female,
        male=male,
        source="Acts of handover" if code != "ROOM" else "Visit to the families",
    )


def _people(scheme: Scheme) -> list[tuple[int, int]]:
    """Of each house in the order of handover: how many live in it, how many of them women and girls."""
    chance = Random(f"people of {scheme.code}")
    sizes = [chance.choice(_PEOPLE) for _ in range(scheme.houses)]
    return [(size, chance.randint(size * 2 // 5, size * 3 // 5 + 1)) for size in sizes]
