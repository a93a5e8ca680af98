"""Reports that are made by a job: offered where one is too large to wait for, and asked for."""

from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.calendar import Span
from core.database import session
from core.roles import Action
from core.views.offering import offered
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.jobs import asked_for, press
from reports.making.kinds import PAGE, WORKBOOK, wish_for
from reports.views.asking import report_form
from reports.views.programmes import programmes

__all__ = ["programmes"]


def offered_report(at: Here, span: Span, fund: str | None) -> str:
    """Which file one would like, in place of the report itself."""
    of: dict[str, Any] = {"programme": at.programme.code, "span": str(span), "fund": fund or ""}
    ways = [
        (_("Make the Excel workbook"), url_for("reports.report_make", **of)),
        (_("Make the page with charts, as one file"), url_for("reports.report_file_make", **of)),
    ]
    return offered(_("Report of %(span)s", span=str(span)), ways)


@programmes.post("/programmes/<code:programme>/report.xlsx")
@allows(Action.SEE_REPORT)
def report_make(programme: str) -> ResponseReturnValue:
    return _asked_for(programme, WORKBOOK)


@programmes.post("/programmes/<code:programme>/report.html")
@allows(Action.SEE_REPORT)
def report_file_make(programme: str) -> ResponseReturnValue:
    return _asked_for(programme, PAGE)


def _asked_for(programme: str, kind: str) -> ResponseReturnValue:
    """`?span=` and `?fund=` as the report itself has them."""
    with session(engine()) as reading:
        at = here(reading, programme)
        form = report_form(reading, at)
        if not (at.reach.is_whole or at.reach.has_fund(form.fund.data)) or not form.validate():
            abort(404)
    press()
    return asked_for(programme, wish_for(kind, at, form.chosen_span, form.fund.data or None))
