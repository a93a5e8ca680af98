"""What a reader of a closed quarter is given: the comparison, or why there is none."""

from sqlmodel import Session

from core.errors import Refusal
from core.exchange import MissingRate
from reports.closing.asked import get_programme
from reports.closing.kept import ClosedQuarter, content_of, figures_of
from reports.closing.refusals import SealedReason
from reports.comparing.comparing import Comparison, compare
from reports.refusals import ReportReason


def compared_with(session: Session, programme: str, closed: ClosedQuarter) -> Comparison | None:
    """None where nothing is sealed here.

    Raises Refusal: the sealed file was altered, its figures cannot be read, or a rate is missing.
    """
    if closed.sealed is None:
        return None
    content_of(session, closed.sealed)
    report = figures_of(session, closed.sealed)
    if report is None:
        raise Refusal(SealedReason.NO_FIGURES, quarter=closed.quarter)
    try:
        return compare(session, report, get_programme(session, programme), closed.sealed.position)
    except MissingRate as missing:
        raise Refusal(ReportReason.MISSING_RATE, currency=missing.currency, month=missing.month) from missing
