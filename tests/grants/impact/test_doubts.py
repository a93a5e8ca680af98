"""What is impossible about a measurement is refused, what is odd is asked."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from grants.impact.doubts import Around, Doubt, doubts_about, falls
from household_groups.catalogue.catalogue import entry_of


def found(value: str, female: str | None = None, male: str | None = None, **around: Any) -> list[Doubt]:
    known = {"unit": "people", "entry": None, "is_people": True, "falls": False}
    women, men = (None if text is None else Decimal(text) for text in (female, male))
    return [each.doubt for each in doubts_about(Decimal(value), women, men, Around(**known | around))]


def before(value: str) -> dict[str, Any]:
    return {"before": Decimal(value), "before_on": date(2020, 1, 1)}


@pytest.mark.parametrize(
    ("doubts", "typed", "around"),
    [
        ([], ("100", "50", "50"), {"population": 100, **before("90")}),
        ([Doubt.NEGATIVE], ("-1",), {}),
        ([Doubt.PARTS_BEYOND_WHOLE], ("100", "60", "41"), {}),
        ([Doubt.PART_OF_A_PERSON], ("10.5",), {}),
        ([Doubt.BEYOND_HUNDRED], ("101",), {"unit": "%", "is_people": False}),
        ([Doubt.BEYOND_PROGRAMME], ("901",), {"population": 500, "population_of_all": 900}),
        ([Doubt.BEYOND_COMMUNITY], ("501",), {"population": 500, "population_of_all": 900}),
        ([Doubt.PARTS_BELOW_WHOLE], ("100", "40", "50"), {}),
        ([Doubt.TEN_TIMES], ("900",), before("90")),
        ([Doubt.HALVED], ("44",), before("90")),
        ([], ("46",), before("90")),
        ([Doubt.LOWER], ("8",), {"is_people": False, **before("9")}),
        ([], ("8",), {"is_people": False, "falls": True, **before("9")}),
        ([Doubt.BEYOND_RANGE], ("31",), {"is_people": False, "entry": entry_of("classrooms")}),
        (
            [Doubt.A_HOUSEHOLD],
            ("1201",),
            {"entry": entry_of("people_with_water"), "households": 100},
        ),
        (
            [Doubt.COST],
            ("20",),
            {"is_people": False, "entry": entry_of("classrooms"), "cost": 5_000},
        ),
    ],
)
def test_each_doubt_is_raised_by_what_it_is_about(
    doubts: list[Doubt], typed: tuple[str, ...], around: dict[str, Any]
) -> None:
    assert found(*typed, **around) == doubts


def test_what_is_to_become_less_is_known_by_its_entry_or_its_target() -> None:
    assert falls(entry_of("minutes_to_water"), None, Decimal(10))
    assert falls(None, Decimal(4), Decimal(2))
    assert not falls(None, Decimal(2), Decimal(4))
