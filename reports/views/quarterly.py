"""The reports of a programme: the quarters with anything in them, any other span, and the workbook itself."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.calendar import quarter_of
from core.database import session
from core.errors import Refusal
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here
from core.web.attachments import attached
from core.web.engine import engine
from core.web.forms import select_choices
from grants.models.funds import Fund
from grants.visible import funds_within
from reports.forms import ReportForm
from reports.quarterly import quarterly_report
from reports.quarters import quarters_of
from reports.views.programmes import programmes
from reports.workbooks import write_report

__all__ = ["programmes"]


@programmes.get("/programmes/<code:programme>/reports")
@allows(Action.SEE_REPORT)
def report_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        return _page(reading, at, _form(at, _funds(reading, at)))


@programmes.get("/programmes/<code:programme>/report.xlsx")
@allows(Action.SEE_REPORT)
def report_download(programme: str) -> ResponseReturnValue:
    """The report as a file; what cannot be had is said beside the field that asked for it."""
    with session(engine()) as reading:
        at = here(reading, programme)
        form = _form(at, _funds(reading, at))
        if not at.reach.is_whole and not at.reach.has_fund(form.fund.data):
            abort(404)
        if form.validate():
            try:
                return _file(reading, at, form)
            except Refusal as refusal:
                form.span.errors = [sentence(refusal)]
        return _page(reading, at, form), 422


def _file(reading: Session, at: Here, form: ReportForm) -> ResponseReturnValue:
    code, fund, span = at.programme.code, form.fund.data or None, form.chosen_span
    report = quarterly_report(reading, code, span, fund)
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.xlsx")
        write_report(report, path)
        name = "-".join(part for part in (code, str(span).replace("..", "--"), fund) if part)
        return attached(path, f"{name}.xlsx")


def _page(reading: Session, at: Here, form: ReportForm) -> str:
    quarters = quarters_of(reading, at.reach)
    if form.span.data is None:
        form.span.data = str(quarters[0]) if quarters else ""
    return render_template(
        "reports/report_list.html",
        form=form,
        quarters=quarters,
        current=quarter_of(today_in(at.programme, datetime.now(UTC))),
        funds=_funds(reading, at),
    )


def _funds(reading: Session, at: Here) -> list[Fund]:
    query = select(Fund).where(funds_within(at.reach)).order_by(col(Fund.code))
    return list(reading.exec(query))


def _form(at: Here, funds: list[Fund]) -> ReportForm:
    """A donor has the choice of their own funds only."""
    form = ReportForm(request.args)
    whole = [("", _("the whole programme"))] if at.reach.is_whole else []
    form.fund.choices = select_choices(
        [*whole, *((fund.code, f"{fund.code} · {fund.name}") for fund in funds)]
    )
    if form.fund.data in (None, "None"):
        form.fund.data = ""
    return form
