"""The report as a page with charts, and as one file that stands alone."""

from typing import Any

from flask import Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.calendar import Span
from core.roles import Action
from core.web.access import Here, allows
from reports.charts.page import shown
from reports.html_file import html_of
from reports.invented import is_invented
from reports.plotly.policy import page_policy
from reports.plotly.script import plotly_script
from reports.quarters import quarters_of
from reports.report import QuarterlyReport
from reports.views.asking import answered, file_name, report_form
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


def _page(reading: Session, at: Here, report: QuarterlyReport) -> ResponseReturnValue:
    asked: dict[str, Any] = {"programme": at.programme.code, "span": report.span, "fund": report.fund or ""}
    response = make_response(
        render_template(
            "reports/report_page.html",
            **shown(report),
            is_invented=is_invented(reading, at.programme.id),
            form=report_form(reading, at),
            around=_around(reading, at, report.span),
            actions=[
                (_("Excel workbook"), url_for("reports.report_download", **asked)),
                (_("One file to take along"), url_for("reports.report_file", **asked)),
            ],
            plotly=url_for("plotly.script", name=plotly_script().name),
        )
    )
    response.headers["Content-Security-Policy"] = page_policy()
    return response


def _file(reading: Session, at: Here, report: QuarterlyReport) -> ResponseReturnValue:
    response = Response(html_of(report, is_invented(reading, at.programme.id)), mimetype="text/html")
    response.headers.set("Content-Disposition", "attachment", filename=file_name(report, "html"))
    return response


def _around(reading: Session, at: Here, span: Span) -> list[tuple[str, Span]]:
    """The quarters before and after that have anything in them."""
    quarters = quarters_of(reading, at.reach)
    before = next((each for each in quarters if each.ends_on < span.starts_on), None)
    after = next((each for each in reversed(quarters) if each.starts_on > span.ends_on), None)
    found = [(_("Previous"), before), (_("Next"), after)]
    return [(label, each) for label, each in found if each]
