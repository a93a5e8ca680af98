"""Draws the regions of a map: their outlines, and the names of those that matter."""

from collections.abc import Iterable, Sequence
from textwrap import wrap

from plotly.graph_objects import Scatter

from reports.charts.looks import MUTED, PAPER, QUIET, plain
from reports.charts.places.ground import Ground
from reports.charts.places.names import Labels
from reports.outlines.outlines import Point, Region

_LINE = 16
"""Letters of a line, where a name needs several."""
_GRID = 12
"""In how many steps each way the middle of a region is looked for."""


def outlines(regions: Iterable[Region]) -> list[Scatter]:
    return [
        Scatter(
            **_path(region),
            mode="lines",
            fill="toself",
            fillcolor=MUTED,
            line={"color": PAPER, "width": 1.5},
            hoveron="fills",
            hoverinfo="text",
            text=plain(region.name),
            showlegend=False,
        )
        for region in regions
    ]


def region_names(
    regions: Iterable[Region], points: Sequence[Point], ground: Ground, names: Labels
) -> Scatter:
    """Of those that have one of the points, in the middle of what is seen of them, where there is room."""
    found: list[tuple[Point, str]] = []
    for region in regions:
        if any(region.contains(point) for point in points):
            lines = wrap(region.name, _LINE)
            spots = {ground.pixels(point): point for point in _inside(region, ground)}
            spot = names.at(lines, spots)
            if spot is not None:
                found.append((spots[spot], "<br>".join(map(plain, lines))))
    return Scatter(
        x=[point[0] for point, _text in found],
        y=[point[1] for point, _text in found],
        mode="text",
        text=[text for _point, text in found],
        textfont={"color": QUIET, "size": 12},
        hoverinfo="skip",
        showlegend=False,
    )


def _inside(region: Region, ground: Ground) -> list[Point]:
    """Points of a grid that lie in the region, those nearest to its middle first."""
    wide, high = ground.east - ground.west, ground.north - ground.south
    grid = [
        (ground.west + wide * (across + 0.5) / _GRID, ground.south + high * (up + 0.5) / _GRID)
        for across in range(_GRID)
        for up in range(_GRID)
    ]
    inside = [point for point in grid if region.contains(point)]
    if not inside:
        return []
    middle = tuple(sum(each[axis] for each in inside) / len(inside) for axis in (0, 1))
    return sorted(inside, key=lambda point: (point[0] - middle[0]) ** 2 + (point[1] - middle[1]) ** 2)


def _path(region: Region) -> dict[str, list[float | None]]:
    """One line through all rings, lifted between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in region.rings:
        x += [*([None] if x else []), *(each for each, _y in ring)]
        y += [*([None] if y else []), *(each for _x, each in ring)]
    return {"x": x, "y": y}
