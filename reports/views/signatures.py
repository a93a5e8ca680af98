"""The page of a quarter's signatures: what is signed, by whom, over which figures."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.calendar import Span
from core.database import session, snapshot, transaction
from core.errors import Refusal
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.models.quarters import Part
from grants.telling.labels import PARTS, PREPARED_BY, SECTIONS
from grants.telling.refusals import TellingReason
from grants.telling.signatures import part_of, signatures_of
from reports import labels
from reports.closing.asked import Asked, report_asked_for
from reports.closing.forms import SeenForm
from reports.closing.imbalances import imbalances_of
from reports.closing.labels import IMBALANCES
from reports.closing.quarters import read_quarter
from reports.languages import language_of
from reports.narrating.told import sections_told
from reports.quarterly import quarterly_report
from reports.signing.certification import SignatureState
from reports.signing.digest import figures_digest
from reports.signing.figures_shown import summary_shown
from reports.signing.labels import STATES, TONES
from reports.signing.signing import SIGNED_HERE, sign
from reports.signing.statements import statement_of

signatures = Blueprint(
    "signatures", __name__, url_prefix="/programmes/<code:programme>/quarters/<code:quarter>/signatures"
)


@signatures.get("")
@allows(Action.SIGN)
def signature_list(programme: str, quarter: str) -> ResponseReturnValue:
    return _page(programme, quarter)


@signatures.post("/<any(prepared,checked):part>")
@allows(Action.SIGN)
def signature_new(programme: str, quarter: str, part: str) -> ResponseReturnValue:
    form, by, at = SeenForm(), person().name, datetime.now(UTC)
    with snapshot(engine()) as reading:
        place = whole_here(reading, programme)
        span = quarter_or_404(place, quarter)
        try:
            report = quarterly_report(reading, programme, span)
        except Refusal as refusal:
            return _page(programme, quarter, [sentence(refusal)]), HTTPStatus.CONFLICT
    if not form.validate():
        fault = _("This page was open for too long. Look it over, and sign once more.")
        return _page(programme, quarter, [fault]), form.status
    seen = form.seen.data or ""

    def work(writing: Session) -> None:
        sign(writing, place.programme, report, Part(part), seen=seen, by=by, at=at)

    try:
        transaction(engine(), work)
    except Refusal as refusal:
        own = refusal.reason == TellingReason.SIGNED_OTHER_PART
        status = HTTPStatus.FORBIDDEN if own else HTTPStatus.CONFLICT
        return _page(programme, quarter, [sentence(refusal)]), status
    flash(_("Signed."), "good")
    address = url_for("signatures.signature_list", programme=programme, quarter=quarter)
    return redirect(address, HTTPStatus.SEE_OTHER)


def whole_here(reading: Session, programme: str) -> Here:
    """A report is of the whole programme: so is the reach of whoever signs it."""
    place = here(reading, programme)
    if not place.reach.is_whole:
        abort(404)
    return place


def quarter_or_404(place: Here, quarter: str) -> Span:
    """404 for what is no quarter of the programme."""
    try:
        span = read_quarter(quarter)
    except Refusal:
        abort(404)
    if span.ends_on < place.programme.starts_on:
        abort(404)
    return span


def _page(programme: str, quarter: str, faults: list[str] | None = None) -> str:
    now = datetime.now(UTC)
    with session(engine()) as reading:
        place = whole_here(reading, programme)
        span = quarter_or_404(place, quarter)
        signed = signatures_of(reading, place.programme_id, quarter)
        asked, missing = _asked(reading, place, span)
    report = asked.report if asked else None
    own = part_of(signed, person().name)
    is_over = span.ends_on < today_in(place.programme, now)
    language = place.programme.language
    return render_template(
        "reports/signature_list.html",
        quarter=quarter,
        period=labels.period(span),
        faults=[*(faults or []), *missing],
        asked=asked,
        report=report,
        summary=summary_shown(report) if report else [],
        imbalances=imbalances_of(report) if report else [],
        what_is_off=IMBALANCES,
        told=sections_told(report.narrative) if report else {},
        section_labels=SECTIONS,
        rows=report.certification if report else [],
        history=signed,
        own=own,
        is_over=is_over,
        may_sign=bool(report and is_over and not (asked and asked.closed)),
        signed_here=SIGNED_HERE,
        statements={part: statement_of(report, part, language) for part in SIGNED_HERE} if report else {},
        language=language_of(language),
        form=SeenForm(formdata=None, seen=figures_digest(report) if report else ""),
        figures=figures_digest(report) if report else "",
        part_labels=PARTS,
        prepared_by=PREPARED_BY,
        states=STATES,
        tones=TONES,
        not_signed=SignatureState.NOT_SIGNED,
        Part=Part,
    )


def _asked(reading: Session, place: Here, span: Span) -> tuple[Asked | None, list[str]]:
    """The report as it was sealed or stands, else why there is none."""
    try:
        return report_asked_for(reading, place.programme.code, span, None), []
    except Refusal as refusal:
        return None, [sentence(refusal)]
