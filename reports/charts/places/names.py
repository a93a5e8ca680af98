"""Names on a map, where they cover neither a circle nor each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reports.outlines.outlines import Point

_LETTER, _LINE = 7, 16
"""Pixels: how wide a letter is, and how high a line."""
_GAP = 3


@dataclass(frozen=True, slots=True)
class Box:
    """In pixels."""

    left: float
    right: float
    low: float
    high: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )


@dataclass(slots=True)
class Labels:
    """Finds places for names within `width` by `height` pixels around the middle of a map."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def keep_free(self, centre: Point, radius: float) -> None:
        x, y = centre
        self.taken.append(Box(x - radius, x + radius, y - radius, y + radius))

    def beside(self, name: str, centre: Point, radius: float) -> str | None:
        """On which side of a circle its name stands, in Plotly's words; None where there is no room."""
        for side, box in _sides(name, centre, radius):
            if self._is_free(box):
                self.taken.append(box)
                return side
        return None

    def at(self, lines: list[str], centres: Iterable[Point]) -> Point | None:
        """The first of the points around which the lines have room."""
        half = max(map(len, lines)) * _LETTER / 2, len(lines) * _LINE / 2
        for x, y in centres:
            box = Box(x - half[0], x + half[0], y - half[1], y + half[1])
            if self._is_free(box):
                self.taken.append(box)
                return x, y
        return None

    def _is_free(self, box: Box) -> bool:
        is_inside = max(-box.left, box.right) <= self.width / 2 and max(-box.low, box.high) <= self.height / 2
        return is_inside and not any(box.meets(other) for other in self.taken)


def _sides(name: str, centre: Point, radius: float) -> Iterator[tuple[str, Box]]:
    (x, y), wide, high, away = centre, len(name) * _LETTER, _LINE / 2, radius + _GAP
    yield "middle right", Box(x + away, x + away + wide, y - high, y + high)
    yield "middle left", Box(x - away - wide, x - away, y - high, y + high)
    yield "top center", Box(x - wide / 2, x + wide / 2, y + away, y + away + 2 * high)
    yield "bottom center", Box(x - wide / 2, x + wide / 2, y - away - 2 * high, y - away)
