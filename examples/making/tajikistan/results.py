"""What came of it: indicators of each project with their targets, and what was measured. All invented."""

from dataclasses import dataclass
from datetime import date
from random import Random

from examples.making.book import Book
from examples.making.days import later, maybe_on
from examples.making.tajikistan.projects import (
    BRIDGE,
    FIELDS,
    MEDICAL,
    MUDFLOW,
    PROJECT,
    SCHOOL,
    WATER,
    Project,
)
from examples.making.tajikistan.works import LAST_LOOK, actual_on, finished_on, is_at_work

_BENEFICIARIES = {
    WATER: "People with drinking water near their house",
    SCHOOL: "People of the school's villages",
    BRIDGE: "People who use the bridge",
    FIELDS: "People of families with irrigated fields",
    MUDFLOW: "People below the mudflow works",
    MEDICAL: "People within an hour of the medical point",
}

_CATALOGUE = {
    WATER: "people_with_water",
    SCHOOL: "people_reached",
    BRIDGE: "people_with_road",
    FIELDS: "people_reached",
    MUDFLOW: "people_protected",
    MEDICAL: "people_with_clinic",
}
_SECOND_OF_CATALOGUE = {
    "TAPS": "standpipes",
    "PUPILS": "pupils_with_classroom",
    "HECTARES": "hectares_irrigated",
}
"""What the catalogue of indicators has no entry for is the programme's own."""

_SECOND = {
    WATER: ("TAPS", "Standpipes that give water", "standpipes"),
    SCHOOL: ("PUPILS", "Pupils in repaired or new rooms", "pupils"),
    BRIDGE: ("MINUTES", "Walk to the market in winter", "minutes"),
    FIELDS: ("HECTARES", "Fields with water in July", "hectares"),
    MUDFLOW: ("HOUSES", "Houses behind the works", "houses"),
    MEDICAL: ("VISITS", "Visits in a month", "visits"),
}


@dataclass(frozen=True)
class Aim:
    """People to be served, and the sector's other indicator: what was there before, and what is aimed at."""

    people: int
    baseline: int
    target: int


_AIMS = {
    "FAK-WATER": Aim(4200, 3, 42),
    "FAK-SCHOOL": Aim(2600, 0, 410),
    "HIL-WATER": Aim(3900, 0, 36),
    "HIL-BRIDGE": Aim(3100, 75, 20),
    "GHA-FIELDS": Aim(2700, 40, 210),
    "VAT-SCHOOL": Aim(6800, 0, 640),
    "VAT-BRIDGE": Aim(9500, 60, 15),
    "GAL-WATER": Aim(2450, 2, 24),
    "GAL-MEDICAL": Aim(5200, 90, 260),
    "DAJ-WATER": Aim(1650, 0, 18),
    "DAJ-MUDFLOW": Aim(1200, 0, 140),
    "SAR-MUDFLOW": Aim(2300, 0, 265),
    "SAR-WATER": Aim(1500, 0, 16),
    "OBS-FIELDS": Aim(2200, 25, 160),
    "OBS-WATER": Aim(2500, 4, 25),
    "JAF-BRIDGE": Aim(3600, 110, 30),
    "JAF-MEDICAL": Aim(4100, 60, 210),
    "HOI-MUDFLOW": Aim(1900, 0, 230),
    "HOI-SCHOOL": Aim(1700, 0, 290),
    "NAV-FIELDS": Aim(3800, 30, 260),
    "CHO-WATER": Aim(8200, 6, 64),
    "CHO-SCHOOL": Aim(7400, 0, 560),
    "OSH-FIELDS": Aim(4300, 120, 380),
    "OSH-WATER": Aim(3600, 0, 32),
    "ANZ-BRIDGE": Aim(1100, 80, 25),
    "ANZ-MUDFLOW": Aim(1400, 0, 150),
    "ROS-WATER": Aim(2100, 1, 22),
    "ROS-SCHOOL": Aim(2900, 0, 320),
}

_COUNTED_BEFORE = -20
"""Days from the baseline to the approval, as a negative number."""

_BY_SEX = {"BENEF": 507, "PUPILS": 478, "VISITS": 574}
"""Indicators that count people, and how many of a thousand are female."""


def add_results(book: Book) -> None:
    for code, aim in _AIMS.items():
        sector = PROJECT[code].sector
        second, name, unit = _SECOND[sector]
        known = _baseline_of(PROJECT[code])
        book.add(
            "indicators", project=code, code="BENEF", name=_BENEFICIARIES[sector], unit="people",
            baseline=0 if known else None, target=aim.people, catalogue=_CATALOGUE[sector], **known,
        )  # fmt: skip
        book.add(
            "indicators", project=code, code=second, name=name, unit=unit,
            baseline=aim.baseline if known else None, target=aim.target,
            catalogue=_SECOND_OF_CATALOGUE.get(second), **known,
        )  # fmt: skip
    for code, aim in _AIMS.items():
        project = PROJECT[code]
        chance = Random(f"results of {code}")
        for day in _looked_on(project):
            _add_measured(book, chance, project, "BENEF", 0, aim.people, day)
            _add_measured(book, chance, project, _SECOND[project.sector][0], aim.baseline, aim.target, day)


def _baseline_of(project: Project) -> dict[str, object]:
    """Counted before it was approved; of a project that waits for its approval, not yet."""
    approved_on = maybe_on(project.approved_on)
    if approved_on is None:
        return {}
    return {
        "baseline_on": later(approved_on, _COUNTED_BEFORE),
        "baseline_source": "walk through the villages",
    }


def _looked_on(project: Project) -> list[date]:
    """Half-way, at the end, and half a year after it where the programme lasted so long."""
    if not is_at_work(project):
        return []
    end = finished_on(project)
    starts = [day for day in (later(end, -150), later(end, -60)) if actual_on(project, day) >= 35]
    after = [day for day in (later(end, 21), later(end, 180)) if project.done == 100 and day <= LAST_LOOK]
    return [*starts, *(after or [end])]


def _add_measured(
    book: Book, chance: Random, project: Project, code: str, baseline: int, target: int, day: date
) -> None:
    """Of the way to the target as much as of the works above a third; complete works reach about all of it."""
    served = max(0, actual_on(project, day) - 30) * 100 // 70
    reached = (
        served * chance.randint(95, 110) // 100 if served == 100 else served * chance.randint(80, 100) // 100
    )
    value = baseline + (target - baseline) * reached // 100
    female = value * (_BY_SEX[code] + chance.randint(-12, 12)) // 1000 if code in _BY_SEX else None
    book.add(
        "measurements",
        project=project.code,
        indicator=code,
        measured_on=day,
        value=value,
        female=female,
        male=None if female is None else value - female,
        source="count of the group" if code == "BENEF" else "visit of the officer",
    )
