"""The page of equity: who got how much beside whom, and who has waited longest."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, select

from core.calendar import Span
from core.database import snapshot
from core.errors import Refusal
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.visible import groups_within
from household_groups.models.registry import HouseholdGroup
from reports.charts import numbers
from reports.charts.equity.chart import equity as chart_of
from reports.charts.looks import BY_NIGHT, ON_PAPER
from reports.charts.page import figure_of, megabytes
from reports.closing.asked import report_asked_for
from reports.equity import words
from reports.equity.figures import ComparedBy, GroupRow
from reports.equity.waiting import longest_waits
from reports.forms import ReportForm
from reports.plotly.policy import page_policy
from reports.plotly.script import plotly_script
from reports.quarterly import quarterly_report
from reports.quarters import quarters_of
from reports.report import QuarterlyReport
from reports.views.asking import funds_of, report_form

equity = Blueprint("equity", __name__)

_GROUPS = 50


@equity.get("/programmes/<code:programme>/equity")
@allows(Action.SEE_REPORT)
def equity_view(programme: str) -> ResponseReturnValue:
    """`?span=…&fund=…`: as for a report; by default the latest quarter, of all that the person sees."""
    with snapshot(engine()) as reading:
        at = here(reading, programme)
        form = report_form(reading, at)
        span = _chosen(reading, at, form)
        if not at.reach.is_whole and not at.reach.has_fund(form.fund.data):
            abort(404)
        report = None
        if span is not None:
            try:
                report = _report(reading, at, span, form.fund.data or None)
            except Refusal as refusal:
                form.span.errors = [sentence(refusal)]
        response = make_response(_page(reading, at, form, report), form.status if form.errors else 200)
        response.headers["Content-Security-Policy"] = page_policy()
        return response


def _chosen(reading: Session, at: Here, form: ReportForm) -> Span | None:
    """None where it cannot be read, which is said beside the field, and where nothing was booked yet."""
    if form.fund.data == "" and not at.reach.is_whole:
        form.fund.data = next((fund.code for fund in funds_of(reading, at)), "")
    if "span" in request.args:
        return form.chosen_span if form.validate() else None
    latest = next(iter(quarters_of(reading, at.reach)), None)
    form.span.data = str(latest or "")
    return latest


def _report(reading: Session, at: Here, span: Span, fund: str | None) -> QuarterlyReport:
    """Of a sealed quarter as it was sealed; from the books, where that had no such figures."""
    asked = report_asked_for(reading, at.programme.code, span, fund)
    if asked.is_as_sealed and not asked.report.equity:
        return quarterly_report(reading, at.programme.code, span, fund)
    return asked.report


def _page(reading: Session, at: Here, form: ReportForm, report: QuarterlyReport | None) -> str:
    chart = chart_of(report) if report else None
    return render_template(
        "reports/equity_view.html",
        form=form,
        report=report,
        words=words,
        compared=[(each, words.TITLES[each], words.rows_by(report, each)) for each in ComparedBy]
        if report
        else [],
        chart=chart,
        groups=_groups(reading, at, report) if report else [],
        waits=longest_waits(reading, at.reach, today_in(at.programme, datetime.now(UTC))),
        **_drawing() if chart else {},
    )


def _groups(reading: Session, at: Here, report: QuarterlyReport) -> list[tuple[GroupRow, HouseholdGroup]]:
    """Those that were matched least for what they gave come first; for whoever sees the registry."""
    reach = at.reach_of(Action.SEE_REGISTRY)
    if not reach:
        return []
    named = {each.code: each for each in reading.exec(select(HouseholdGroup).where(groups_within(reach)))}
    rated = [
        (row, named[row.code]) for row in report.groups if row.code in named and row.match_rate is not None
    ]
    return sorted(rated, key=lambda each: (each[0].match_rate or 0, each[0].code))[:_GROUPS]


def _drawing() -> dict[str, Any]:
    """What the chart's template needs beside the chart."""
    return {
        "figure_of": figure_of,
        "head_of": numbers.head_of,
        "is_number": numbers.is_number,
        "rows_of": numbers.rows_of,
        "colours": {"night": BY_NIGHT, "paper": ON_PAPER},
        "megabytes": megabytes(),
        "plotly": url_for("plotly.script", name=plotly_script().name),
    }
