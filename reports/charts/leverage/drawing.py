"""The bars of leverage, and the line of all communities together."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from plotly.graph_objects import Bar, Figure

from reports.charts import findings
from reports.charts.looks import FUNDS, INK, drawn, plain
from reports.charts.notes import lines, note
from reports.charts.over_time.giving import gave_name, matched_name
from reports.figures.communities import CommunityRow
from reports.report import QuarterlyReport

_BAR = 38
_WIDEST = 24
"""Letters of a name on one line: what a phone has room for beside the bars."""


def figure_of(giving: list[CommunityRow], together: Decimal, report: QuarterlyReport) -> Figure:
    """From the top the highest first, as they come."""
    rows = giving[::-1]  # an axis begins at its foot
    codes = [plain(row.code) for row in rows]
    most = max(together, *map(_of, rows), Decimal(0))
    return drawn(
        Bar(
            orientation="h",
            y=codes,
            x=[_of(row) for row in rows],
            marker_color=FUNDS,
            text=[findings.ratio(_of(row)) for row in rows],
            textposition=["auto" if row.leverage else "outside" for row in rows],
            insidetextanchor="start",
            insidetextfont_color=INK,
            cliponaxis=False,
            customdata=[_hover(row, report) for row in rows],
            hovertemplate="%{customdata}<extra></extra>",
        ),
        height=_BAR * len(rows) + 110,
        margin={"l": 8, "r": 24, "t": 32, "b": 8},
        bargap=0.35,
        xaxis={
            "title": {
                "text": _("Matched per %(currency)s given", currency=report.programme.currency),
                "font": {"size": 13},
            },
            "range": [min(Decimal(0), *map(_of, rows)), most * Decimal("1.15") or 1],
            "nticks": 6,
        },
        yaxis={
            "type": "category",
            "tickvals": codes,
            "ticktext": [lines(_name(row), _WIDEST) for row in rows],
            "tickfont": {"size": 12},
            "showgrid": False,
        },
        shapes=[_line(together)],
        annotations=[_line_name(together, most)],
    )


def _of(row: CommunityRow) -> Decimal:
    return row.leverage or Decimal(0)


def _name(row: CommunityRow) -> str:
    return f"{row.name}, {row.admin1}" if row.admin1 else row.name


def _hover(row: CommunityRow, report: QuarterlyReport) -> str:
    """The community, and the two amounts of which the bar is the quotient."""
    currency = report.programme.currency
    gave = f"{gave_name()}: {findings.money(row.contributed_total_minor, currency)}"
    matched = f"{matched_name(report)}: {findings.money(row.matched_total_minor, currency)}"
    return f"{plain(_name(row))}<br>{gave}<br>{matched}"


def _line(together: Decimal) -> dict[str, Any]:
    place = {"x0": together, "x1": together, "y0": 0, "y1": 1, "yref": "paper"}
    return place | {"type": "line", "line": {"color": INK, "width": 2, "dash": "dot"}}


def _line_name(together: Decimal, most: Decimal) -> dict[str, Any]:
    """Above its line, on the side on which there is room for it."""
    text = _("All together: %(ratio)s", ratio=findings.ratio(together))
    anchor = "left" if together * 2 < most else "right"
    return note(text, x=together, y=1, yref="paper", xanchor=anchor)
