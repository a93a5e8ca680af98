"""The digest of a fund's report of a quarter, from which a sample of its vouchers is drawn."""

from sqlmodel import Session

from core.calendar import Span
from reports.closing.asked import find_sealed
from reports.closing.kept import content_of
from reports.closing.rendering import workbook_of
from reports.quarterly import quarterly_report
from reports.sheets.control.stated import digest_in


def digest_of(session: Session, programme_code: str, quarter: Span, fund: str) -> tuple[str, bool]:
    """(as the sheet `control` states it, whether the report is sealed). Raises Refusal.

    While the quarter is open, whatever is booked in it makes another report, and another sample.
    """
    sealed = find_sealed(session, programme_code, quarter, fund)
    if sealed is not None:
        return digest_in(content_of(session, sealed).content), True
    return digest_in(workbook_of(quarterly_report(session, programme_code, quarter, fund))), False
