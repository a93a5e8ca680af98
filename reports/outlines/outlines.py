"""Reads the outlines of a country's regions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

FILES = {"GT": "guatemala.geojson", "TJ": "tajikistan.geojson"}
"""By ISO 3166-1 code of the country."""

SOURCE = "Natural Earth"

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""

Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A first-level region: its ISO 3166-2 code, and its outer rings, each closed, largest first."""

    iso: str
    name: str
    rings: tuple[Ring, ...]

    def contains(self, point: Point) -> bool:
        """Whether the point lies within one of the rings."""
        return any(_is_inside(ring, point) for ring in self.rings)


@cache
def outlines_of(country: str) -> tuple[Region, ...] | None:
    """The regions of a country by its ISO 3166-1 code; None for a country whose outlines are not at hand.

    A region that lies within another (a capital) comes after it, so that it is drawn on top.
    """
    if country not in FILES:
        return None
    found = json.loads(Path(__file__).with_name(FILES[country]).read_text(encoding="utf-8"))
    regions = [_region(feature) for feature in found["features"]]
    return tuple(sorted(regions, key=lambda each: -area(each.rings[0])))


def area(ring: Ring) -> float:
    """Of a closed ring, in square degrees: enough to tell large from small."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _sides(ring))) / 2


def _region(feature: dict[str, Any]) -> Region:
    """Without the holes of its polygons: what lies in them is a region of its own."""
    outer = [tuple((x, y) for x, y in polygon[0]) for polygon in feature["geometry"]["coordinates"]]
    facts = feature["properties"]
    return Region(facts["iso"], facts["name"], tuple(sorted(outer, key=area, reverse=True)))


def _is_inside(ring: Ring, point: Point) -> bool:
    """Counts the sides that a ray from the point towards the east crosses."""
    x, y = point
    crossed = [
        (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1)
        for (x1, y1), (x2, y2) in _sides(ring)
    ]
    return sum(crossed) % 2 == 1


def _sides(ring: Ring) -> Iterable[tuple[Point, Point]]:
    return pairwise(ring)
