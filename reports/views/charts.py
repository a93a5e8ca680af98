"""The report as a page with charts, and as one file that stands alone."""

from typing import Any

from flask import Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.calendar import Span
from core.roles import Action
from core.web.access import Here, allows
from core.web.jobs import is_large
from reports.charts.page import shown
from reports.closing.asked import Asked, report_asked_for
from reports.html_file import html_of
from reports.invented import is_invented
from reports.making.sizes import effort_of
from reports.naming import file_name
from reports.plotly.policy import page_policy
from reports.plotly.script import plotly_script
from reports.quarters import quarters_of
from reports.views.asking import answered, report_form
from reports.views.making import offered_report
from reports.views.quarterly import programmes

__all__ = ["programmes"]


@programmes.get("/programmes/<code:programme>/report")
@allows(Action.SEE_REPORT)
def report_page(programme: str) -> ResponseReturnValue:
    return answered(programme, _page)


@programmes.get("/programmes/<code:programme>/report.html")
@allows(Action.SEE_REPORT)
def report_file(programme: str) -> ResponseReturnValue:
    return answered(programme, _file)


def _page(reading: Session, at: Here, span: Span, fund: str | None) -> ResponseReturnValue:
    if is_large(effort_of(reading, at.programme_id, span)):
        return offered_report(at, span, fund)
    asked = report_asked_for(reading, at.programme.code, span, fund)
    of: dict[str, Any] = {"programme": at.programme.code, "span": span, "fund": fund or ""}
    response = make_response(
        render_template(
            "reports/report_page.html",
            **shown(asked.report),
            asked=asked,
            is_invented=is_invented(reading, at.programme.id),
            form=report_form(reading, at),
            around=_around(reading, at, span),
            actions=[
                (_download(asked), url_for("reports.report_download", **of)),
                (_("One file to take along"), url_for("reports.report_file", **of)),
                *_known_today(asked, of),
            ],
            plotly=url_for("plotly.script", name=plotly_script().name),
        )
    )
    response.headers["Content-Security-Policy"] = page_policy()
    return response


def _download(asked: Asked) -> str:
    sealed = asked.closed and asked.closed.sealed
    return str(_("The sealed Excel workbook") if sealed else _("Excel workbook"))


def _known_today(asked: Asked, of: dict[str, Any]) -> list[tuple[str, str]]:
    """The way to the same quarter by today's knowledge, where it was sealed."""
    if not (asked.closed and asked.closed.sealed):
        return []
    where = {"programme": of["programme"], "quarter": str(of["span"]), "fund": of["fund"] or None}
    return [(_("As known today"), url_for("comparing.quarter_known", **where))]


def _file(reading: Session, at: Here, span: Span, fund: str | None) -> ResponseReturnValue:
    if is_large(effort_of(reading, at.programme_id, span)):
        return offered_report(at, span, fund)
    asked = report_asked_for(reading, at.programme.code, span, fund)
    response = Response(html_of(asked, is_invented(reading, at.programme.id)), mimetype="text/html")
    response.headers.set(
        "Content-Disposition", "attachment", filename=file_name(at.programme.code, span, fund, "html")
    )
    return response


def _around(reading: Session, at: Here, span: Span) -> list[tuple[str, Span]]:
    """The quarters before and after that have anything in them."""
    quarters = quarters_of(reading, at.reach)
    before = next((each for each in quarters if each.ends_on < span.starts_on), None)
    after = next((each for each in reversed(quarters) if each.starts_on > span.ends_on), None)
    found = [(_("Previous"), before), (_("Next"), after)]
    return [(label, each) for label, each in found if each]
