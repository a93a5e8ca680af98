"""Draws what was matched a head: a point for each community, a line for each class of marginality."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import cycle

from flask_babel import gettext as _
from plotly.graph_objects import Figure, Scatter

from core.money import to_major
from core.web.i18n import NOTHING
from household_groups.models.registry import Marginality
from reports.charts import findings
from reports.charts.looks import FUNDS, INK, drawn, plain
from reports.charts.marginality import LOOKS
from reports.figures.places import MarginalityRow, PlaceRow

_HEIGHT = 440
_HALF = Decimal("0.42")
"""Half the length of the line of a class, as a share of its room."""
_BESIDE = tuple(map(Decimal, ("0", "0.12", "-0.12", "0.24", "-0.24")))
"""Where points of a class stand in its room, one after the other: to the right and left of its middle."""


def heads_of(classes: Sequence[MarginalityRow], places: Sequence[PlaceRow], currency: str) -> Figure:
    shown = _room(classes)
    return drawn(
        _points(shown, places, currency),
        _lines(classes, shown, currency),
        height=_HEIGHT,
        xaxis={
            "title": {"text": _("Marginality")},
            "range": [-0.5, len(shown) - 0.5],
            "tickvals": list(range(len(shown))),
            "ticktext": [_below(each, classes, currency) for each in shown],
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={
            "title": {"text": _("Matched a head, %(currency)s", currency=currency)},
            "rangemode": "tozero",
        },
        hovermode="closest",
    )


def _room(classes: Sequence[MarginalityRow]) -> list[Marginality | None]:
    """All classes that there are, so that one that is missing shows; and 'not known' where that occurs."""
    known = list(Marginality)
    return [*known, None] if any(row.marginality is None for row in classes) else [*known]


def _points(shown: Sequence[Marginality | None], places: Sequence[PlaceRow], currency: str) -> Scatter:
    """By class, those first that were matched least a head."""
    located = [
        (number + beside, place)
        for number, marginality in enumerate(shown)
        for beside, place in zip(cycle(_BESIDE), _of_class(places, marginality), strict=False)
    ]
    return Scatter(
        x=[x for x, _place in located],
        y=[_major(place.matched_per_head_minor, currency) for _x, place in located],
        mode="markers",
        name=_("A community"),
        marker={"color": FUNDS, "size": 12, "line": {"color": INK, "width": 1}, "opacity": 0.9},
        hovertext=[_hover(place, currency) for _x, place in located],
        hoverinfo="text",
    )


def _of_class(places: Sequence[PlaceRow], marginality: Marginality | None) -> list[PlaceRow]:
    found = [
        place
        for place in places
        if place.marginality == marginality and place.matched_per_head_minor is not None
    ]
    return sorted(found, key=lambda place: place.matched_per_head_minor or 0)


def _lines(classes: Sequence[MarginalityRow], shown: Sequence[Marginality | None], currency: str) -> Scatter:
    """Across the room of each class, at what all of it was matched a head."""
    x: list[Decimal | None] = []
    y: list[Decimal | None] = []
    for row in classes:
        x += [shown.index(row.marginality) - _HALF, shown.index(row.marginality) + _HALF, None]
        y += [_major(row.matched_per_head_minor, currency)] * 2 + [None]
    return Scatter(
        x=x,
        y=y,
        mode="lines",
        name=_("All of the class"),
        line={"color": INK, "width": 4},
        hoverinfo="skip",
    )


def _below(marginality: Marginality | None, classes: Sequence[MarginalityRow], currency: str) -> str:
    """The name of a class, and under it what all of it was matched a head."""
    of_class = [row.matched_per_head_minor for row in classes if row.marginality == marginality]
    amount = findings.exact(of_class[0] or 0, currency) if of_class else NOTHING
    return f"{LOOKS[marginality].short}<br><b>{amount}</b>"


def _major(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else to_major(minor, currency)


def _hover(place: PlaceRow, currency: str) -> str:
    return "<br>".join(
        [
            plain(place.community.name),
            _(
                "Matched a head: %(amount)s",
                amount=findings.money(place.matched_per_head_minor or 0, currency),
            ),
            _("Matched: %(amount)s", amount=findings.money(place.community.matched_total_minor, currency)),
        ]
    )
