"""Charts of one row a thing, its name above its row: so that long names fit on a phone."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from plotly.graph_objects import Scatter

from reports.charts.looks import plain

_ROW, _AROUND = 36, 110
"""Pixels of a row, and of what is above and below all of them."""
_LONGEST = 44
"""Letters that fit on a phone."""


def names_above(labels: Sequence[tuple[str, str]], x: Decimal = Decimal(0)) -> Scatter:
    """Of each row its name, cut where it is long, behind what is to be said of it, in bold; from `x` on."""
    return Scatter(
        x=[x] * len(labels),
        y=[number - 0.42 for number in range(len(labels))],
        mode="text",
        text=[_written(name, remark) for name, remark in labels],
        textposition="middle right",
        textfont={"size": 12},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def rows_axis(rows: int) -> dict[str, Any]:
    """Rows are counted from 0, the first at the top."""
    return {"range": [rows - 0.5, -0.8], "showticklabels": False, "showgrid": False, "zeroline": False}


def height_of(rows: int) -> int:
    return _ROW * rows + _AROUND


def _written(name: str, remark: str) -> str:
    room = _LONGEST - len(remark) - 2 if remark else _LONGEST
    shown = plain(name if len(name) <= room else f"{name[: room - 1]}…")
    return f"<b>{plain(remark)}</b>  {shown}" if remark else shown
