"""Somebody signs that they prepared or checked a quarter's report, over the figures that they saw."""

from datetime import datetime

from sqlmodel import Session, select

from core.errors import Refusal
from core.journal.append import lock_head
from core.programmes import Closing, Programme, today_in
from grants.entering.entering import enter_new
from grants.importing.importing import Occasion
from grants.models.quarters import Part
from grants.telling.refusals import TellingReason
from grants.telling.signatures import holding, refuse_two_parts, signature_row, signatures_of
from reports.report import QuarterlyReport
from reports.signing.digest import figures_digest
from reports.signing.statements import statement_of

SIGNED_HERE = (Part.PREPARED, Part.CHECKED)
"""A report is approved by whoever closes its quarter."""


def sign(
    session: Session,
    programme: Programme,
    report: QuarterlyReport,
    part: Part,
    *,
    seen: str,
    by: str,
    at: datetime,
) -> None:
    """`report` is the programme's as it stands, `seen` the digest of the one that they looked at.

    Whatever is booked between the two and this moment shows in the digest: the signature is for what was seen.
    Raises Refusal.
    """
    assert programme.id is not None
    assert part in SIGNED_HERE
    quarter, figures = str(report.span), figures_digest(report)
    if seen != figures:
        raise Refusal(TellingReason.OTHER_FIGURES, quarter=quarter)
    lock_head(session, programme.id)
    _refuse_time(session, programme, report, at)
    signatures = signatures_of(session, programme.id, quarter)
    refuse_two_parts(signatures, by, part)
    held = holding(signatures).get(part)
    if held is not None and held.figures == figures:
        raise Refusal(TellingReason.SIGNED_ALREADY, quarter=quarter, name=held.signed_by)
    statement = statement_of(report, part, programme.language)
    row = signature_row(
        *(signatures, programme, quarter, part), statement=statement, figures=figures, by=by, at=at
    )
    enter_new(session, programme.code, {"signatures": [row]}, Occasion(by, at))


def _refuse_time(session: Session, programme: Programme, report: QuarterlyReport, at: datetime) -> None:
    quarter = str(report.span)
    if report.span.ends_on >= today_in(programme, at):
        raise Refusal(TellingReason.NOT_OVER, quarter=quarter)
    closed = select(Closing.id).where(Closing.programme_id == programme.id, Closing.quarter == quarter)
    if session.exec(closed).first() is not None:
        raise Refusal(TellingReason.CLOSED, quarter=quarter)
