"""What the rows of `grievances` say, in a sentence; and what its rows are called."""

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.web.i18n import figure
from grants.grievances.labels import CATEGORIES
from grants.grievances.timing import DAYS_TO_ACKNOWLEDGE, DAYS_TO_RESOLVE
from reports.figures.grievances import ALL, RESTRICTED, GrievanceRow
from reports.report import QuarterlyReport

ROWS: dict[str, LazyString] = {
    **{category.value: word for category, word in CATEGORIES.items()},
    RESTRICTED: _l("Kept from others"),
    ALL: _l("All"),
}


def lead_of(report: QuarterlyReport) -> str:
    """Of all of them: what came, what was resolved, what is open and for too long."""
    row = next(each for each in report.grievances if each.category == ALL)
    came = ngettext(
        "%(num)s grievance was received in these months and %(resolved)s resolved; %(open)s open at their end.",
        "%(num)s grievances were received in these months and %(resolved)s resolved; %(open)s open at their end.",
        row.received_quarter,
        resolved=figure(str(row.resolved_quarter)),
        open=_open(row),
    )
    return f"{came} {_in_time(row)}".strip()


def promise() -> str:
    return str(
        _(
            "Who complains gets an answer within %(days)s days, and an outcome within %(more)s.",
            days=DAYS_TO_ACKNOWLEDGE,
            more=DAYS_TO_RESOLVE,
        )
    )


def _open(row: GrievanceRow) -> str:
    return str(ngettext("%(num)s is", "%(num)s are", row.open))


def _in_time(row: GrievanceRow) -> str:
    if not row.open:
        return ""
    if not row.overdue:
        return str(_("None of them is past its day."))
    return str(
        ngettext("%(num)s of them is past its day.", "%(num)s of them are past their day.", row.overdue)
    )
