"""The page of a closed quarter as it was signed and as it is known today, and the same as a workbook."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.calendar import Span
from core.database import session, snapshot
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.views.offering import offered
from core.web.access import Here, allows, here
from core.web.attachments import attached
from core.web.engine import engine
from core.web.jobs import asked_for, is_large, press
from reports.closing.kept import ClosedQuarter, closed_quarter
from reports.closing.quarters import read_quarter
from reports.comparing import labels, shown
from reports.comparing.addresses import address_of
from reports.comparing.asked import compared_with
from reports.comparing.comparing import Comparison
from reports.comparing.figure import Level
from reports.comparing.finding import finding_of
from reports.comparing.job import wish_for
from reports.comparing.told import blocks_of, places_told
from reports.comparing.workbook import write_comparison
from reports.making.sizes import effort_of
from reports.naming import file_name
from reports.views.asking import funds_of

comparing = Blueprint(
    "comparing", __name__, url_prefix="/programmes/<code:programme>/quarters/<code:quarter>"
)

_MOST_SHOWN = 50
"""Lines under one figure; the workbook has all."""


@dataclass(frozen=True)
class _Asked:
    """Of a quarter of the programme, or of one fund in it. `closed` is None while it is open."""

    at: Here
    span: Span
    fund: str | None
    closed: ClosedQuarter | None

    def address(self, page: str, fund: str | None) -> str:
        of: dict[str, Any] = {"programme": self.at.programme.code, "quarter": str(self.span)}
        return url_for(f"comparing.{page}", **of, fund=fund)


@comparing.get("/known")
@allows(Action.SEE_REPORT)
def quarter_known(programme: str, quarter: str) -> ResponseReturnValue:
    with snapshot(engine()) as reading:
        asked = _asked(reading, programme, quarter)
        if _is_too_large(reading, asked):
            return _offered(asked)
        compared, fault = _compared(reading, asked)
        return render_template(
            "reports/quarter_known.html",
            asked=asked,
            closed=asked.closed,
            fault=fault,
            finding=finding_of(compared, asked.closed.closed_on) if compared and asked.closed else [],
            blocks=blocks_of(compared.of(Level.PROGRAMME)) if compared else [],
            levels=[(level, places_told(compared, level)) for level in labels.LEVELS] if compared else [],
            tabs=_tabs(reading, asked),
            here_is=asked.address("quarter_known", asked.fund),
            download=asked.address("quarter_known_download", asked.fund),
            address_of=lambda line: address_of(asked.at, line),
            labels=labels,
            shown=shown,
            most=_MOST_SHOWN,
        )


@comparing.get("/known.xlsx")
@allows(Action.SEE_REPORT)
def quarter_known_download(programme: str, quarter: str) -> ResponseReturnValue:
    """Where there is nothing to compare, the page says why."""
    with snapshot(engine()) as reading:
        asked = _asked(reading, programme, quarter)
        if _is_too_large(reading, asked):
            return _offered(asked)
        compared, _fault = _compared(reading, asked)
        if compared is None or asked.closed is None:
            return redirect(asked.address("quarter_known", asked.fund), 303)
        with TemporaryDirectory() as folder:
            path = Path(folder, "known.xlsx")
            write_comparison(compared, finding_of(compared, asked.closed.closed_on), path)
            return attached(path, file_name(asked.at.programme.code, f"{quarter}-known", asked.fund, "xlsx"))


@comparing.post("/known.xlsx")
@allows(Action.SEE_REPORT)
def quarter_known_make(programme: str, quarter: str) -> ResponseReturnValue:
    """The workbook, made in the background."""
    with session(engine()) as reading:
        asked = _asked(reading, programme, quarter)
    press()
    return asked_for(programme, wish_for(asked.at, asked.span, asked.fund))


def _asked(reading: Session, programme: str, quarter: str) -> _Asked:
    """404 for what is no quarter of the programme, and for a fund that is not theirs."""
    at = here(reading, programme)
    try:
        span = read_quarter(quarter)
    except Refusal:
        abort(404)
    if span.ends_on < at.programme.starts_on:
        abort(404)
    fund = _fund(reading, at)
    return _Asked(at, span, fund, closed_quarter(reading, at.programme_id, quarter, fund))


def _fund(reading: Session, at: Here) -> str | None:
    """The one asked for; where none is, the whole programme, or the first of a donor's own."""
    known = [fund.code for fund in funds_of(reading, at)]
    asked = request.args.get("fund") or ""
    if asked:
        return asked if asked in known else abort(404)
    if at.reach.is_whole:
        return None
    return known[0] if known else abort(404)


def _compared(reading: Session, asked: _Asked) -> tuple[Comparison | None, str | None]:
    """And why there is none, where that is no matter of course."""
    if asked.closed is None:
        return None, None
    try:
        return compared_with(reading, asked.at.programme.code, asked.closed), None
    except Refusal as refusal:
        return None, sentence(refusal)


def _is_too_large(reading: Session, asked: _Asked) -> bool:
    """All rows of the programme are looked at, however early the quarter."""
    if not (asked.closed and asked.closed.sealed):
        return False
    return is_large(effort_of(reading, asked.at.programme_id, Span(date.min, date.max)))


def _offered(asked: _Asked) -> str:
    title = _("%(quarter)s as signed, as known today", quarter=str(asked.span))
    return offered(title, [(_("Make the Excel workbook"), asked.address("quarter_known_make", asked.fund))])


def _tabs(reading: Session, asked: _Asked) -> list[tuple[str, str]]:
    """The whole programme and its funds, each a page of its own."""
    whole = [(_("The whole programme"), asked.address("quarter_known", None))]
    own = [
        (_("Fund %(fund)s", fund=fund.code), asked.address("quarter_known", fund.code))
        for fund in funds_of(reading, asked.at)
    ]
    return [*(whole if asked.at.reach.is_whole else []), *own]
