"""The digest of a fund's report of a quarter, from which a sample of its vouchers is drawn."""

from sqlmodel import Session

from core.calendar import Span
from core.errors import Refusal
from grants.reviewing.refusals import ReviewReason
from reports.closing.asked import get_programme
from reports.closing.kept import closed_quarter, content_of
from reports.closing.rendering import workbook_of
from reports.quarterly import quarterly_report
from reports.sheets.control.stated import digest_in


def digest_of(session: Session, programme_code: str, quarter: Span, fund: str) -> str:
    """As the sheet `control` states it. Raises Refusal.

    None is given of an open quarter: whoever books something in it would draw again until they like the sample.
    """
    programme = get_programme(session, programme_code)
    closed = closed_quarter(session, programme.id, str(quarter), fund)
    if closed is None:
        raise Refusal(ReviewReason.QUARTER_OPEN)
    if closed.sealed is not None:
        return digest_in(content_of(session, closed.sealed).content)
    return digest_in(workbook_of(quarterly_report(session, programme_code, quarter, fund)))
