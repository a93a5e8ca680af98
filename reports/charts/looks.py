"""How charts look: the paper and ink of the site; colours differ in lightness, so that greyscale keeps them.

Text from the books reaches a figure through `plain`, since Plotly reads tags and entities in its texts.
"""

from html import escape
from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol
from flask_babel import get_locale
from plotly.graph_objects import Figure, Layout
from plotly.graph_objs.layout import Template

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

BY_NIGHT = {
    INK: "#efe9dd",
    QUIET: "#b9af9d",
    LINE: "#443d33",
    PAPER: "#1f1c18",
    FAMILIES: "#a9c0f7",
    FUNDS: "#995a15",
    OTHERS: "#606c66",
    MUTED: "#3a342b",
    ALARM: "#ffa3a5",
}
"""What stands for each colour where the reader's screen is dark; the same for `rgba(...)` of one of them.

By day and by night INK can be read on PAPER, FUNDS, OTHERS and MUTED, and PAPER on FAMILIES and ALARM.
"""

ON_PAPER = {PAPER: "#ffffff"}

FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'


def drawn(*traces: Any, height: int = 420, **layout: Any) -> Figure:
    """A figure in the looks of the site; its title is the finding, which stands outside of it.

    What is given of an axis is added to what every axis has.
    """
    base = base_layout(height)
    axes = {name: base[name] | layout[name] for name in ("xaxis", "yaxis") if name in layout}
    return Figure(list(traces), Layout(base | layout | axes))


def plain(text: str) -> str:
    """A name from the books as Plotly has to be given it, to show it as it stands: `A & <b>` stays that.

    For every label, category, `text`, `customdata` and name of a trace; the same name everywhere, since categories
    are told apart by their text. Not for templates (`hovertemplate`), where `%{...}` is read as well: there, name
    the place in `customdata` or `text`. Not for the rows of a chart's table, which the page escapes.
    """
    return escape(text, quote=False)


def base_layout(height: int) -> dict[str, Any]:
    axis = {
        "gridcolor": LINE,
        "linecolor": LINE,
        "zerolinecolor": QUIET,
        "automargin": True,
        "fixedrange": True,
    }
    return {
        "template": Template(),  # an empty one: Plotly's own is larger than most figures
        "autosize": True,
        "height": height,
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": LINE, "font": {"color": INK}},
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,  # a finger that meets it hides nothing
        },
        "xaxis": axis,
        "yaxis": axis,
        "dragmode": False,  # a finger on a chart moves the page
        "separators": separators(),
    }


def separators() -> str:
    """The sign of decimals and that between thousands, in the reader's notation."""
    locale = get_locale() or "en"
    return f"{get_decimal_symbol(locale)}{get_group_symbol(locale)}"
