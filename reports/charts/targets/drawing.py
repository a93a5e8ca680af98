"""Draws indicators: one row a code, a point for each project, a bar up to their median."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _
from plotly.graph_objects import Bar, Figure, Scatter

from core.web.i18n import figure
from reports.charts import findings
from reports.charts.looks import INK, OTHERS, PAPER, drawn, plain
from reports.charts.rows_of_names import height_of, names_above, rows_axis
from reports.charts.targets.achieving import name_of
from reports.figures.achievements import IndicatorRow
from reports.figures.targets import TargetRow, has_reached

LEAST, MOST = -100, 200
"""Percent; what is beyond is drawn at the edge, as an arrow."""


def targets_of(rows: Sequence[TargetRow], projects: dict[str, str]) -> Figure:
    reach = [Decimal(0), Decimal(100), *(_within(_percent(each)) for row in rows for each in row.indicators)]
    return drawn(
        Bar(
            x=[_within(row.median * 100) for row in rows],
            y=list(range(len(rows))),
            orientation="h",
            width=0.3,
            marker={"color": OTHERS},
            name=_("Median"),
            hovertext=[_("Median: %(share)s", share=findings.percent(row.median)) for row in rows],
            hoverinfo="text",
        ),
        _points(rows, projects, _("Reached its target"), True, INK),
        _points(rows, projects, _("Not yet"), False, PAPER),
        _target(len(rows)),
        names_above([_label(row) for row in rows], min(reach)),
        height=height_of(len(rows)),
        xaxis={
            "title": {"text": _("Percent of the way to the target")},
            "range": [min(reach) - 4, max(reach) + 4],
            "tickvals": list(range(LEAST, MOST + 1, 50)),
        },
        yaxis=rows_axis(len(rows)),
        hovermode="closest",
    )


def is_beyond(row: IndicatorRow) -> bool:
    """Whether its progress is outside of what is drawn."""
    return not LEAST <= _percent(row) <= MOST


def _label(row: TargetRow) -> tuple[str, str]:
    if len(row.indicators) == 1:
        return name_of(row), ""
    return name_of(row), _("%(num)d of %(all)d", num=row.reached, all=len(row.indicators))


def _target(rows: int) -> Scatter:
    """A line through all rows."""
    return Scatter(
        x=[100, 100],
        y=[-0.8, rows - 0.5],
        mode="lines",
        name=_("Target"),
        line={"color": INK, "width": 2, "dash": "dot"},
        hoverinfo="skip",
    )


def _points(
    rows: Sequence[TargetRow], projects: dict[str, str], name: str, reached: bool, colour: str
) -> Scatter:
    shown = [
        (number, each)
        for number, row in enumerate(rows)
        for each in row.indicators
        if has_reached(each) == reached
    ]
    return Scatter(
        x=[_within(_percent(each)) for _number, each in shown],
        y=[number for number, _each in shown],
        mode="markers",
        name=name,
        marker={
            "color": colour,
            "size": 11,
            "opacity": 0.8,
            "line": {"color": INK, "width": 1.5},
            "symbol": [_symbol(each) for _number, each in shown],
        },
        hovertext=[_hover(each, projects) for _number, each in shown],
        hoverinfo="text",
        showlegend=bool(shown),
    )


def _percent(row: IndicatorRow) -> Decimal:
    return (row.progress or Decimal(0)) * 100


def _within(percent: Decimal) -> Decimal:
    return min(max(percent, Decimal(LEAST)), Decimal(MOST))


def _symbol(row: IndicatorRow) -> str:
    if not is_beyond(row):
        return "circle"
    return "triangle-right" if _percent(row) > MOST else "triangle-left"


def _hover(row: IndicatorRow, projects: dict[str, str]) -> str:
    known = {
        "unit": row.unit,
        "actual": figure(format(row.actual or 0, "f")),
        "target": figure(f"{row.target:f}"),
    }
    return "<br>".join(
        [
            plain(f"{row.project} · {projects.get(row.project, '')}"),
            plain(f"{row.name}: {findings.percent(row.progress or Decimal(0))}"),
            plain(_("%(actual)s of %(target)s %(unit)s", **known)),
        ]
    )
