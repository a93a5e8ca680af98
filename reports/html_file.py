"""The report as one file that stands alone: it opens anywhere, asks for nothing, and says what its page says."""

from base64 import b64encode
from pathlib import Path
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup

from core.errors import Refusal
from reports.charts.page import shown
from reports.closing.asked import Asked
from reports.plotly.policy import file_policy
from reports.plotly.script import plotly_script
from reports.refusals import ReportReason


def html_of(asked: Asked, is_invented: bool) -> bytes:
    """The same report in the same language gives the same bytes."""
    style, scripts = _style(), [plotly_script().text, _static("charts.js")]
    return render_template(
        "reports/_report_file.html",
        **shown(asked.report),
        asked=asked,
        is_invented=is_invented,
        policy=file_policy([style], scripts),
        style=_element("style", style),
        inlined=[_element("script", script) for script in scripts],
    ).encode()


def write_html(asked: Asked, is_invented: bool, path: Path) -> None:
    """Raises Refusal."""
    write_file(path, html_of(asked, is_invented))


def write_file(path: Path, content: bytes) -> None:
    """Raises Refusal."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refusal(ReportReason.NOT_WRITABLE, file=path, problem=error.strerror) from error


def _style() -> str:
    """The sheet of the site, with the one picture that it names within it."""
    band = b64encode(_static("band.svg").encode()).decode()
    return _static("hashar.css").replace("url(band.svg)", f"url(data:image/svg+xml;base64,{band})")


def _static(name: str) -> str:
    return Path(str(current_app.static_folder), name).read_text("utf-8")


def _element(name: str, text: str) -> Any:
    """As its policy admits it by the digest of its text; what would end it early cannot be written into it."""
    if f"</{name}" in text.lower() or "<!--" in text:
        raise ValueError(f"a text that cannot stand in <{name}>")
    return Markup(f"<{name}>{text}</{name}>")
