"""Draws the works: one row a project, from what is done of it to what is spent on it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from plotly.graph_objects import Figure, Scatter

from reports.charts import findings
from reports.charts.looks import ALARM, FUNDS, INK, LINE, QUIET, drawn, plain
from reports.charts.rows_of_names import height_of, names_above, rows_axis
from reports.charts.works.pace import Pair


def works_of(pairs: Sequence[Pair]) -> Figure:
    ahead = [pair.is_ahead for pair in pairs]
    return drawn(
        _links(pairs, False),
        _links(pairs, True),
        _ends(pairs, _("Works done"), "works", {"color": INK, "size": 13}, [True] * len(pairs)),
        _ends(
            pairs,
            _("Budget spent"),
            "money",
            {"color": FUNDS, "size": 10, "symbol": "diamond", "line": {"color": INK, "width": 1}},
            [not each for each in ahead],
        ),
        _ends(
            pairs,
            _("Budget spent, ahead of the works"),
            "money",
            {"color": ALARM, "size": 15, "symbol": "triangle-right"},
            ahead,
        ),
        names_above([_label(pair) for pair in pairs]),
        height=height_of(len(pairs)),
        xaxis={
            "title": {"text": _("Percent of works, percent of budget")},
            "range": [-2, max(102, *(pair.money + 4 for pair in pairs))],
            "tickvals": list(range(0, 1001, 25)),
        },
        yaxis=rows_axis(len(pairs)),
        hovermode="closest",
    )


def _label(pair: Pair) -> tuple[str, str]:
    if not pair.is_ahead:
        return pair.project.name, ""
    return pair.project.name, _("+%(num)d points", num=round(pair.points))


def _links(pairs: Sequence[Pair], is_ahead: bool) -> Scatter:
    x: list[Decimal | None] = []
    y: list[int | None] = []
    for number, pair in enumerate(pairs):
        if pair.is_ahead == is_ahead:
            x += [pair.works, pair.money, None]
            y += [number, number, None]
    return Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": ALARM if is_ahead else QUIET, "width": 5 if is_ahead else 2},
        hoverinfo="skip",
        showlegend=False,
    )


def _ends(
    pairs: Sequence[Pair], name: str, attribute: str, marker: dict[str, Any], shown: Sequence[bool]
) -> Scatter:
    drawn_here = [(number, pair) for number, pair in enumerate(pairs) if shown[number]]
    return Scatter(
        x=[getattr(pair, attribute) for _number, pair in drawn_here],
        y=[number for number, _pair in drawn_here],
        mode="markers",
        name=name,
        marker={"line": {"color": LINE, "width": 0}} | marker,
        hovertext=[_hover(pair) for _number, pair in drawn_here],
        hoverinfo="text",
        showlegend=bool(drawn_here),
    )


def _hover(pair: Pair) -> str:
    return "<br>".join(
        [
            plain(f"{pair.project.code} · {pair.project.name}"),
            _("Works done: %(share)s", share=findings.percent(pair.works / 100)),
            _("Budget spent: %(share)s", share=findings.percent(pair.money / 100)),
        ]
    )
