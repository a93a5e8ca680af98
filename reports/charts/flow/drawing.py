"""The bands of the flow: stops in three columns, each with its name and its part of the whole on top of it."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from plotly.graph_objects import Figure, Sankey

from core.money import to_major
from reports.charts import findings
from reports.charts.flow.stops import stop_names
from reports.charts.flow.way import Stop, Tone, Way, tone_of
from reports.charts.looks import QUIET, drawn, plain
from reports.charts.notes import lines, note
from reports.report import QuarterlyReport

_HEIGHT, _TOP, _FOOT = 700, 72, 8
_PAD = 38
"""Above each stop, room for its name in two lines of letters."""
_WIDEST = (17, 19, 17)
"""Letters of a line in each column: together a phone's width."""
_ACROSS = (Decimal("0.001"), Decimal("0.5"), Decimal("0.999"))
"""Where the columns stand; Plotly takes a 0 for no place."""
_ANCHORS = ("left", "center", "right")
_SHIFTS = (-8, 0, 8)
_COLORS = {
    Tone.FAMILIES: "rgba(30, 63, 138, 0.75)",
    Tone.IN_KIND: "rgba(30, 63, 138, 0.3)",
    Tone.FUNDS: "rgba(217, 142, 50, 0.95)",
    Tone.OTHERS: "rgba(154, 167, 160, 0.45)",
}
"""Four steps of lightness, which greyscale keeps."""
_VEIL = "rgba(255, 253, 249, 0.6)"
"""Between a name and the bands behind it."""


def figure_of(report: QuarterlyReport, way: Way) -> Figure:
    currency, names = report.programme.currency, stop_names(way, report)
    middles, tops = _places(way)
    amounts = [findings.money(minor, currency) for minor in way.links.values()]
    numbers = {stop: number for number, stop in enumerate(way.stops)}
    return drawn(
        Sankey(
            arrangement="fixed",
            node={
                "color": [
                    _COLORS[tone_of(stop, report.fund)] if stop.origin else QUIET for stop in way.stops
                ],
                "line": {"width": 0},
                "pad": _PAD,
                "thickness": 14,
                "x": [_ACROSS[stop.column] for stop in way.stops],
                "y": [middles[stop] for stop in way.stops],
                "customdata": [
                    f"{plain(names[stop])}<br>{findings.money(minor, currency)}"
                    for stop, minor in way.stops.items()
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
            link={
                "source": [numbers[link.start] for link in way.links],
                "target": [numbers[link.end] for link in way.links],
                "value": [to_major(minor, currency) for minor in way.links.values()],
                "color": [_COLORS[link.tone] for link in way.links],
                "customdata": [
                    f"{plain(names[link.start])} →<br>{plain(names[link.end])}<br>{money}"
                    for link, money in zip(way.links, amounts, strict=True)
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
        ),
        height=_HEIGHT,
        margin={"l": 8, "r": 8, "t": _TOP, "b": _FOOT},
        annotations=[
            *(_head(column, text) for column, text in enumerate((_("From"), _("For"), _("Community")))),
            *(_name(stop, names[stop], tops[stop], way) for stop in way.stops),
        ],
    )


def _name(stop: Stop, name: str, top: Decimal, way: Way) -> dict[str, Any]:
    """On top of the stop, where no band passes, with its part of the whole."""
    share = findings.percent(Decimal(way.stops[stop]) / way.whole)
    text = lines(name, _WIDEST[stop.column], ending=share)
    return note(text, y=1 - top, font={"size": 12}, bgcolor=_VEIL, **_across(stop.column))


def _places(way: Way) -> tuple[dict[Stop, Decimal], dict[Stop, Decimal]]:
    """How far down the middle of each stop is, and its top: every column takes the whole height."""
    height = Decimal(_HEIGHT - _TOP - _FOOT)
    columns = [way.column(number) for number in range(3)]
    per_minor = min((height - _PAD * (len(column) - 1)) / way.whole for column in columns)
    middles: dict[Stop, Decimal] = {}
    tops: dict[Stop, Decimal] = {}
    for column in columns:
        left = height - per_minor * way.whole
        between = left / (len(column) - 1) if len(column) > 1 else Decimal(0)
        down = left / 2 if len(column) == 1 else Decimal(0)
        for stop, minor in column.items():
            tops[stop] = down / height
            middles[stop] = (down + per_minor * minor / 2) / height
            down += per_minor * minor + between
    return middles, tops


def _head(column: int, text: str) -> dict[str, Any]:
    return note(text, y=1, yshift=40, font={"weight": "bold"}, **_across(column))


def _across(column: int) -> dict[str, Any]:
    anchor = _ANCHORS[column]
    place = {"x": _ACROSS[column], "xshift": _SHIFTS[column], "xanchor": anchor, "align": anchor}
    return place | {"xref": "paper", "yref": "paper"}
