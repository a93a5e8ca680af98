"""The ground of a map: which part of the earth is seen, and where points are put on it.

A map is drawn on ordinary axes: Plotly's own maps would fetch the shapes of the whole world, and write styles that
the site's security policy refuses.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import Any

from reports.outlines.outlines import Point

PHONE = 320
"""Pixels: how wide a map is on the narrowest screen."""
_LOWEST, _HIGHEST = 320, 520
_MARGIN, _LEAST = 0.18, 1.6
"""The margin around the points, as a share of their extent; the least extent, in degrees."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Degrees of longitude and latitude. A degree of longitude is `stretch` times shorter than one of latitude."""

    west: float
    east: float
    south: float
    north: float

    @property
    def stretch(self) -> float:
        return 1 / cos(radians((self.south + self.north) / 2))

    @property
    def height(self) -> int:
        """In pixels, so that the ground fills a phone as far as it can."""
        wanted = PHONE * (self.north - self.south) * self.stretch / (self.east - self.west)
        return round(min(max(wanted, _LOWEST), _HIGHEST))

    @property
    def pixels_per_degree(self) -> float:
        """Of longitude, on a phone; a wider screen has more."""
        return min(PHONE / (self.east - self.west), self.height / (self.north - self.south) / self.stretch)

    def pixels(self, point: Point) -> Point:
        """From the middle of the map, on a phone, x to the right and y upwards."""
        x, y = point[0] - (self.west + self.east) / 2, point[1] - (self.south + self.north) / 2
        return x * self.pixels_per_degree, y * self.pixels_per_degree * self.stretch

    def axes(self) -> dict[str, Any]:
        """Hidden ones that keep the proportions; where there is more room, more of the country is seen."""
        hidden = {"visible": False, "constrain": "range"}
        return {
            "xaxis": hidden | {"range": [self.west, self.east]},
            "yaxis": hidden
            | {"range": [self.south, self.north], "scaleanchor": "x", "scaleratio": self.stretch},
        }


def ground_of(points: Sequence[Point]) -> Ground:
    west, east = _widened([x for x, _y in points])
    south, north = _widened([y for _x, y in points])
    return Ground(west, east, south, north)


def apart(points: Sequence[Point], ground: Ground) -> list[Point]:
    """Where to draw the points: those that share a place are put around it."""
    sharing: defaultdict[Point, list[int]] = defaultdict(list)
    for number, point in enumerate(points):
        sharing[point].append(number)
    return [
        _beside(point, sharing[point].index(number), len(sharing[point]), ground)
        for number, point in enumerate(points)
    ]


def _beside(point: Point, place: int, of: int, ground: Ground) -> Point:
    if of == 1:
        return point
    angle, radius = 2 * pi * place / of, (10 + 2 * of) / ground.pixels_per_degree
    return point[0] + radius * cos(angle), point[1] + radius * sin(angle) / ground.stretch


def _widened(degrees: Sequence[float]) -> tuple[float, float]:
    low, high = min(degrees), max(degrees)
    half = max((high - low) * (1 + 2 * _MARGIN), _LEAST) / 2
    middle = (low + high) / 2
    return middle - half, middle + half
