"""The report as one file that stands alone: it opens anywhere, asks for nothing, and says what its page says."""

import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from flask import current_app, render_template
from markupsafe import Markup

from core.errors import Refusal
from reports.charts.page import shown
from reports.closing.asked import Asked
from reports.plotly.policy import file_policy, page_policy
from reports.plotly.script import plotly_script
from reports.refusals import ReportReason

_SCRIPTS = b"<!-- scripts -->"
"""Where the page has its scripts, which are larger than all else and are put in as the bytes that they are."""


def html_of(asked: Asked, is_invented: bool) -> bytes:
    """The same report in the same language gives the same bytes."""
    return b"".join(_parts(asked, is_invented))


def prepare() -> None:
    """Look through Plotly's script, once in a process: best done before memory is full of rows."""
    page_policy()
    assert plotly_script().compressed


def write_html(asked: Asked, is_invented: bool, path: Path) -> None:
    """Raises Refusal."""
    try:
        with path.open("wb") as file:
            file.writelines(_parts(asked, is_invented))
    except OSError as error:
        raise _not_writable(path, error) from error


def _parts(asked: Asked, is_invented: bool) -> Iterator[bytes]:
    style, scripts = _style(), [plotly_script().content, _static("charts.js").encode()]
    page = render_template(
        "reports/_report_file.html",
        **shown(asked.report),
        asked=asked,
        is_invented=is_invented,
        policy=file_policy([style], scripts),
        style=Markup(b"".join(_element(b"style", style.encode())).decode()),
        scripts=Markup(_SCRIPTS.decode()),
    )
    before, _, after = page.encode().partition(_SCRIPTS)
    yield before
    for script in scripts:
        yield from _element(b"script", script)
        yield b"\n"
    yield after


def write_file(path: Path, content: bytes) -> None:
    """Raises Refusal."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise _not_writable(path, error) from error


def _style() -> str:
    """The sheet of the site, with the one picture that it names within it."""
    band = b64encode(_static("band.svg").encode()).decode()
    return _static("hashar.css").replace("url(band.svg)", f"url(data:image/svg+xml;base64,{band})")


def _static(name: str) -> str:
    return Path(str(current_app.static_folder), name).read_text("utf-8")


def _element(name: bytes, text: bytes) -> tuple[bytes, bytes, bytes]:
    """As its policy admits it by the digest of its text; what would end it early cannot be written into it."""
    if re.search(b"</%b|<!--" % name, text, re.IGNORECASE):
        raise ValueError(f"a text that cannot stand in <{name.decode()}>")
    return b"<%b>" % name, text, b"</%b>" % name


def _not_writable(path: Path, error: OSError) -> Refusal:
    return Refusal(ReportReason.NOT_WRITABLE, file=path, problem=error.strerror)
