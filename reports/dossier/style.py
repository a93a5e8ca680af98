"""The style of a page that stands alone: within it, and admitted by its digest."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app
from markupsafe import Markup

from reports.plotly.policy import file_policy


@dataclass(frozen=True)
class Style:
    """`policy` lets a browser read nothing but what the page holds."""

    element: Any
    policy: str


def standing_style(name: str) -> Style:
    """Of a sheet of the site. It is written as it is, so it may hold nothing that would end it early."""
    text = Path(str(current_app.static_folder), name).read_text("utf-8")
    if "<" in text:
        raise ValueError(f"{name} cannot stand within a page")
    return Style(Markup(f"<style>{text}</style>"), file_policy([text], []))
