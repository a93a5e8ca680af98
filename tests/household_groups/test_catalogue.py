"""The catalogue of indicators: what it says of each entry holds together."""

import pytest

from household_groups.catalogue.catalogue import CATALOGUE, entry_of, of_sector, unit_contradicts
from household_groups.catalogue.units import unit_of
from household_groups.sectors import sector_name


def test_every_purpose_code_of_an_entry_has_its_words() -> None:
    for entry in CATALOGUE.values():
        for code in entry.purposes:
            assert sector_name(code) != code, (entry.code, code)


def test_people_are_told_apart_by_sex_and_every_unit_has_a_word_that_names_it() -> None:
    for entry in CATALOGUE.values():
        assert entry.by_sex == entry.is_of_people, entry.code
        assert unit_of(entry.unit.value) in (entry.unit, None), entry.code


def test_a_work_is_offered_the_entries_of_its_sector_and_those_of_every_sector() -> None:
    codes = [entry.code for entry in of_sector("14031")]
    assert codes[0] == "people_with_water"
    assert codes[-1] == "people_reached"
    assert "classrooms" not in codes
    assert len(of_sector("99999")) == len(CATALOGUE)


@pytest.mark.parametrize(
    ("code", "unit", "contradicts"),
    [
        ("road_km", "km", False),
        ("road_km", "people", True),
        ("people_with_water", "Persons", False),
        ("pupils_with_classroom", "people", False),
        ("people_with_water", "нафар", False),
        ("households_connected", "people", True),
    ],
)
def test_a_unit_contradicts_where_its_word_is_known_to_mean_another(
    code: str, unit: str, contradicts: bool
) -> None:
    assert unit_contradicts(code, unit) is contradicts


def test_a_code_that_is_not_there_names_no_entry() -> None:
    assert entry_of("wells") is None
    assert entry_of(None) is None
