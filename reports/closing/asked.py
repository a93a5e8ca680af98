"""What a reader of a quarter is given: the sealed report, or one computed from the books of today."""

from dataclasses import dataclass

from sqlmodel import Session

from core.calendar import Span
from core.errors import Refusal
from reports.closing.kept import ClosedQuarter, Sealed, closed_quarter, figures_of
from reports.quarterly import quarterly_report
from reports.queries.registry import ProgrammeRecord, find_programme
from reports.refusals import ReportReason
from reports.report import QuarterlyReport


@dataclass(frozen=True)
class Asked:
    """`closed` is None while the quarter is open. `is_as_sealed`: the figures are those that were sealed."""

    report: QuarterlyReport
    closed: ClosedQuarter | None
    is_as_sealed: bool


def report_asked_for(session: Session, programme_code: str, span: Span, fund: str | None) -> Asked:
    """For pages: of a sealed quarter the figures as they were sealed, where they can be read. Raises Refusal."""
    closed = closed_quarter(session, get_programme(session, programme_code).id, str(span), fund)
    kept = figures_of(session, closed.sealed) if closed and closed.sealed else None
    if kept is not None:
        return Asked(kept, closed, True)
    return Asked(quarterly_report(session, programme_code, span, fund), closed, False)


def find_sealed(session: Session, programme_code: str, span: Span, fund: str | None) -> Sealed | None:
    """The sealed file of a quarter, where there is one. Raises Refusal for an unknown programme."""
    closed = closed_quarter(session, get_programme(session, programme_code).id, str(span), fund)
    return closed.sealed if closed else None


def get_programme(session: Session, code: str) -> ProgrammeRecord:
    """Raises Refusal."""
    programme = find_programme(session, code)
    if programme is None:
        raise Refusal(ReportReason.UNKNOWN_PROGRAMME, programme=code)
    return programme
