"""Words within a chart. What tags would say with styles, a note says with the properties of its font."""

from textwrap import wrap
from typing import Any

from reports.charts.looks import plain


def note(text: str, **place: Any) -> dict[str, Any]:
    """An annotation without an arrow, standing on its place; a text from the books has been made plain."""
    return {"text": text, "showarrow": False, "yanchor": "bottom", **place}


def lines(text: str, widest: int, most: int = 2, ending: str = "") -> str:
    """A text from the books, plain, in at most so many lines of so many letters; of a longer one, its beginning.

    `ending` stands behind it in any case.
    """
    shown = text
    while len(parts := _wrapped(f"{shown} {ending}", widest)) > most and len(shown) > 1:
        shown = f"{shown.removesuffix('…')[:-1].rstrip()}…"
    return "<br>".join(map(plain, parts))


def _wrapped(text: str, widest: int) -> list[str]:
    """Also after a slash."""
    return [part.replace("/ ", "/") for part in wrap(text.replace("/", "/ "), widest)]
