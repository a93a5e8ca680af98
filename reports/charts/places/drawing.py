"""Draws the map: outlines, circles as large as the money that came, and names where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from plotly.graph_objects import Figure, Scatter

from reports.charts import findings
from reports.charts.looks import INK, drawn, plain
from reports.charts.marginality import LOOKS
from reports.charts.places.ground import PHONE, Ground, apart, ground_of
from reports.charts.places.names import Labels
from reports.charts.places.regions import outlines, region_names
from reports.figures.places import PlaceRow
from reports.outlines.outlines import Point, outlines_of
from reports.queries.registry import ProgrammeRecord

LARGEST_CIRCLE = 38
"""Pixels across, of the community that received most."""
_NAMED = 8
_LONGEST_NAME = 22


@dataclass(frozen=True, slots=True)
class _Circle:
    """A community that money reached, where it is drawn; `named` is the side of its name, '' without one."""

    place: PlaceRow
    point: Point
    radius: float
    named: str = ""


def map_of(programme: ProgrammeRecord, located: Sequence[PlaceRow]) -> Figure:
    """`located` have coordinates and money, the one with most of it first."""
    points = [point for place in located if (point := point_of(place)) is not None]
    ground = ground_of(points)
    regions = outlines_of(programme.country) or ()
    names = Labels(PHONE, ground.height)
    circles = _circles(located, apart(points, ground), ground, names)
    return drawn(
        *outlines(regions),
        region_names(regions, [circle.point for circle in circles], ground, names),
        _communities(circles, programme.currency),
        *_legend(circles),
        height=ground.height + 60,
        **ground.axes(),
        hovermode="closest",
    )


def point_of(place: PlaceRow) -> Point | None:
    """Where the books say that it lies."""
    if place.longitude is None or place.latitude is None:
        return None
    return float(place.longitude), float(place.latitude)


def _circles(
    located: Sequence[PlaceRow], points: Sequence[Point], ground: Ground, names: Labels
) -> list[_Circle]:
    """The largest first, so that no smaller one is covered; names of as many of them as have room."""
    most = located[0].received_minor
    circles = [
        _Circle(place, point, LARGEST_CIRCLE / 2 * (place.received_minor / most) ** 0.5)
        for place, point in zip(located, points, strict=True)
    ]
    for circle in circles:
        names.keep_free(ground.pixels(circle.point), circle.radius)
    sides = [
        names.beside(_name(circle.place), ground.pixels(circle.point), circle.radius)
        if number < _NAMED
        else None
        for number, circle in enumerate(circles)
    ]
    return [
        _Circle(circle.place, circle.point, circle.radius, side or "")
        for circle, side in zip(circles, sides, strict=True)
    ]


def _name(place: PlaceRow) -> str:
    name = place.community.name
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _communities(circles: Sequence[_Circle], currency: str) -> Scatter:
    """In one trace, so that no smaller circle is covered by a larger one of another class."""
    looks = [LOOKS[circle.place.marginality] for circle in circles]
    sizes = [circle.place.received_minor for circle in circles]
    return Scatter(
        x=[circle.point[0] for circle in circles],
        y=[circle.point[1] for circle in circles],
        mode="markers+text",
        text=[plain(_name(circle.place)) if circle.named else "" for circle in circles],
        textposition=[circle.named or "top center" for circle in circles],
        textfont={"color": INK, "size": 13},
        hovertext=[_hover(circle.place, currency) for circle in circles],
        hoverinfo="text",
        showlegend=False,
        marker={
            "color": [look.colour for look in looks],
            "symbol": [look.symbol for look in looks],
            "opacity": 0.9,
            "line": {"color": INK, "width": 1},
            "size": sizes,
            "sizemode": "area",
            "sizemin": 3,
            "sizeref": 2 * max(sizes) / LARGEST_CIRCLE**2,
        },
    )


def _legend(circles: Sequence[_Circle]) -> list[Scatter]:
    """From the least marginal class to the most."""
    occurring = {circle.place.marginality for circle in circles}
    return [
        Scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=str(look.long).capitalize(),
            marker={
                "color": look.colour,
                "symbol": look.symbol,
                "size": 12,
                "line": {"color": INK, "width": 1},
            },
        )
        for marginality, look in LOOKS.items()
        if marginality in occurring
    ]


def _hover(place: PlaceRow, currency: str) -> str:
    row = place.community
    return "<br>".join(
        [
            plain(f"{row.name}, {row.admin1}" if row.admin1 else row.name),
            _("Together: %(amount)s", amount=findings.money(place.received_minor, currency)),
            _("Contributed: %(amount)s", amount=findings.money(row.contributed_total_minor, currency)),
            _("Matched: %(amount)s", amount=findings.money(row.matched_total_minor, currency)),
            str(LOOKS[place.marginality].long).capitalize(),
        ]
    )
