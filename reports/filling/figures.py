"""The report from which a form is filled: of a sealed quarter the figures of the seal, proved beforehand."""

from sqlmodel import Session

from core.calendar import Span
from core.errors import Refusal
from reports.closing.asked import find_sealed
from reports.closing.kept import Sealed, content_of, figures_of
from reports.closing.refusals import SealedReason
from reports.closing.rendering import workbook_of
from reports.filling.offered import Filled
from reports.people import without_people
from reports.quarterly import quarterly_report
from reports.report import QuarterlyReport
from reports.sheets.control.stated import digest_in


def filled_from(
    session: Session, programme: str, span: Span, fund: str | None, *, shows_people: bool = True
) -> Filled:
    """Raises Refusal."""
    sealed = find_sealed(session, programme, span, fund)
    report = quarterly_report(session, programme, span, fund) if sealed is None else _proved(session, sealed)
    return Filled(report if shows_people else without_people(report), sealed)


def _proved(session: Session, sealed: Sealed) -> QuarterlyReport:
    """The figures as they were sealed: a workbook written from them says what the sealed one says."""
    original = content_of(session, sealed)
    report = figures_of(session, sealed)
    if report is None:
        raise Refusal(SealedReason.NO_FIGURES, quarter=sealed.quarter)
    if digest_in(workbook_of(report)) != digest_in(original.content):
        raise Refusal(SealedReason.OTHER_FIGURES, quarter=sealed.quarter)
    return report
