"""The two halves of the chart over time: bars of each month above, lines of what they add up to below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from plotly.graph_objects import Bar, Figure, Scatter

from reports.charts import findings
from reports.charts.findings import Scale
from reports.charts.looks import FAMILIES, FUNDS, MUTED, base_layout, drawn, plain
from reports.charts.notes import note
from reports.charts.over_time.giving import gave_name, matched_name
from reports.figures.months import MonthRow
from reports.report import QuarterlyReport

_HEIGHT = 500
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Of how many months one is named below the axis."""
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class _Series:
    """What families gave, or funds matched: in each month or up to its end, in minor units."""

    name: str
    color: str
    minor: list[int]


@dataclass(frozen=True, slots=True)
class _Half:
    """The upper or the lower one: its place, and what it shows of each month."""

    head: str
    axis: str
    domain: tuple[float, float]
    series: tuple[_Series, _Series]

    def scale(self, currency: str) -> Scale:
        return findings.scale(max(abs(minor) for each in self.series for minor in each.minor), currency)


def figure_of(report: QuarterlyReport) -> Figure:
    months, currency = report.months, report.programme.currency
    above, below = _halves(report)
    names = [plain(findings.month(row.starts_on)) for row in months]
    inside = [place for place, row in enumerate(months) if row.starts_on in report.span]
    return drawn(
        *(Bar(marker_color=each.color, **_points(each, above, names, currency)) for each in above.series),
        *(_line(each, _points(each, below, names, currency), currency) for each in below.series),
        height=_HEIGHT,
        margin={"l": 8, "r": 8, "t": 64, "b": 8},
        legend={"orientation": "h", "x": 0, "y": 1.06, "yanchor": "bottom"},
        legend2={"x": 0.01, "y": below.domain[1], "yanchor": "top", "bgcolor": "rgba(0, 0, 0, 0)"},
        bargap=0.2,
        xaxis={"type": "category", "anchor": "y2", "showgrid": False, "tickangle": 0} | _named(months, names),
        yaxis=_axis(above, currency),
        yaxis2=base_layout(_HEIGHT)["yaxis"] | _axis(below, currency) | _room_for_legend(below, currency),
        shapes=[_shade(inside[0], inside[-1])],
        annotations=[
            *(_head(half) for half in (above, below)),
            note(plain(findings.when(report.span)), x=inside[-1] + 0.5, y=1, yref="paper", xanchor="right"),
        ],
    )


def _halves(report: QuarterlyReport) -> tuple[_Half, _Half]:
    months, gave, matched = report.months, gave_name(), matched_name(report)
    monthly = (
        _Series(gave, FAMILIES, [row.contributed_minor for row in months]),
        _Series(matched, FUNDS, [row.matched_minor for row in months]),
    )
    to_date = (
        _Series(gave, FAMILIES, [row.contributed_total_minor for row in months]),
        _Series(matched, FUNDS, [row.matched_total_minor for row in months]),
    )
    since = _("Added up since %(month)s", month=findings.month(months[0].starts_on))
    return _Half(_("Each month"), "y", (0.54, 1), monthly), _Half(since, "y2", (0, 0.42), to_date)


def _points(series: _Series, half: _Half, months: list[str], currency: str) -> dict[str, Any]:
    scale = half.scale(currency)
    return {
        "name": series.name,
        "x": months,
        "y": [scale(each) for each in series.minor],
        "yaxis": half.axis,
        "customdata": [
            f"{month}<br>{series.name}: {findings.money(each, currency)}"
            for month, each in zip(months, series.minor, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _line(series: _Series, points: dict[str, Any], currency: str) -> Scatter:
    """With a point at its end, which is all there is to see of a single month, and its amount in the legend."""
    amount = findings.whole(series.minor[-1], currency)
    end = {
        "color": series.color,
        "size": [*[0] * (len(series.minor) - 1), 9],
        "line": {"width": 0},
        "opacity": 1,
    }
    return Scatter(
        points | {"name": _("%(what)s %(amount)s", what=series.name, amount=amount), "legend": "legend2"},
        mode="lines+markers",
        line={"color": series.color, "width": 3},
        marker=end,
    )


def _named(months: Sequence[MonthRow], names: list[str]) -> dict[str, Any]:
    """What stands below the axis, counted from its end; the year where it begins, and below the first."""
    step = next((step for step in _STEPS if len(months) <= step * _MOST_NAMES), len(months))
    shown = range((len(months) - 1) % step, len(months), step)
    texts, year = [], 0
    for day in (months[place].starts_on for place in shown):
        texts.append(findings.short_month(day) + (f"<br>{day.year}" if day.year != year else ""))
        year = day.year
    return {"tickvals": [names[place] for place in shown], "ticktext": texts}


def _axis(half: _Half, currency: str) -> dict[str, Any]:
    title = {"text": half.scale(currency).unit, "font": {"size": 13}}
    return {"domain": half.domain, "title": title, "nticks": 6, "rangemode": "tozero", "tickformat": ",~f"}


def _room_for_legend(half: _Half, currency: str) -> dict[str, Any]:
    """Above the lines, half of what they take."""
    highest = max(minor for each in half.series for minor in each.minor)
    return {"autorangeoptions": {"include": half.scale(currency)(highest * 3 // 2)}}


def _shade(first: int, last: int) -> dict[str, Any]:
    """Behind the months of the span, in both halves; months are counted from 0."""
    place = {"x0": first - 0.5, "x1": last + 0.5, "y0": 0, "y1": 1, "yref": "paper"}
    return place | {"type": "rect", "fillcolor": MUTED, "line": {"width": 0}, "layer": "below"}


def _head(half: _Half) -> dict[str, Any]:
    place = {"x": 0, "xref": "paper", "y": half.domain[1], "yref": "paper", "xanchor": "left"}
    return note(half.head, font={"weight": "bold"}, **place)
