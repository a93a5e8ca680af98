"""Outlines of regions are whole, have their right names, and lie where the communities of the examples do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reports.outlines.outlines import FILES, Region, outlines_of
from tests.web import EXAMPLES as CONTRACT

EXAMPLES = Path(__file__).parents[2] / "examples"
BOOKS = {"khatlon_water": "TJ", "tajikistan": "TJ", "guatemala": "GT"}

TAJIKISTAN = {
    "TJ-DU": "Dushanbe",
    "TJ-GB": "Gorno-Badakhshan",
    "TJ-KT": "Khatlon",
    "TJ-RA": "Districts of Republican Subordination",
    "TJ-SU": "Sughd",
}


def regions(country: str) -> tuple[Region, ...]:
    found = outlines_of(country)
    assert found is not None
    return found


def located(book: str) -> Iterator[tuple[str, str, tuple[float, float]]]:
    """Name, region and place of the communities of a workbook."""
    path = CONTRACT / f"{book}.xlsx" if book == "khatlon_water" else EXAMPLES / f"{book}.xlsx"
    sheet = load_workbook(path, read_only=True)["communities"]
    head, *rows = sheet.iter_rows(values_only=True)
    for row in rows:
        facts = dict(zip(map(str, head), map(str, row), strict=True))
        if not facts["code"].startswith("#") and facts["latitude"] != "None":
            yield facts["name"], facts["admin1"], (float(facts["longitude"]), float(facts["latitude"]))


@pytest.mark.parametrize("country", sorted(FILES))
def test_every_region_has_a_code_a_name_and_closed_rings(country: str) -> None:
    found = regions(country)
    assert len({region.iso for region in found}) == len({region.name for region in found}) == len(found)
    for region in found:
        assert region.iso.startswith(f"{country}-")
        assert region.rings
        for ring in region.rings:
            assert ring[0] == ring[-1]
            assert len(set(ring)) == len(ring) - 1 >= 3


def test_regions_have_the_names_of_today() -> None:
    assert {region.iso: region.name for region in regions("TJ")} == TAJIKISTAN
    names = {region.name for region in regions("GT")}
    assert len(names) == 22
    assert {"Huehuetenango", "Quetzaltenango", "San Marcos", "El Progreso"} <= names


def test_a_capital_is_drawn_on_top_of_the_region_around_it() -> None:
    assert [region.iso for region in regions("TJ") if region.contains((68.78, 38.56))] == ["TJ-RA", "TJ-DU"]


@pytest.mark.parametrize("book", BOOKS)
def test_communities_of_the_examples_lie_in_their_region(book: str) -> None:
    places = list(located(book))
    assert places
    for name, region, point in places:
        assert (name, [each.name for each in regions(BOOKS[book]) if each.contains(point)]) == (
            name,
            [region],
        )


def test_a_country_whose_outlines_are_not_at_hand_has_none() -> None:
    assert outlines_of("MD") is None
