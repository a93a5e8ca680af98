"""How charts look: the paper and ink of the site; colours differ in lightness, so that greyscale keeps them."""

from typing import Any

from plotly.graph_objects import Figure, Layout

INK, QUIET, LINE, PAPER = "#1f1a15", "#5d5446", "#ddd3c1", "#fffdf9"
FAMILIES = "#1e3f8a"
"""What groups and households gave: the darkest."""
FUNDS = "#d98e32"
"""What funds matched."""
OTHERS = "#9aa7a0"
"""What other partners brought, and work in kind."""
MUTED = "#e7dfd0"
"""What is only there to compare with: a plan, a target, an outline."""
ALARM = "#9b1b30"
"""What needs a look; always beside a word or another shape."""

FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'


def drawn(*traces: Any, height: int = 420, **layout: Any) -> Figure:
    """A figure in the looks of the site; its title is the finding, which stands outside of it."""
    return Figure(list(traces), Layout(base_layout(height) | layout))


def base_layout(height: int) -> dict[str, Any]:
    axis = {
        "gridcolor": LINE,
        "linecolor": LINE,
        "zerolinecolor": QUIET,
        "automargin": True,
        "fixedrange": True,
    }
    return {
        "template": None,
        "autosize": True,
        "height": height,
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": LINE, "font": {"color": INK}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": axis,
        "yaxis": axis,
        "separators": ".,",
    }
