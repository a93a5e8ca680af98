"""What every way to a report has in common: who asks for which, and what is said where it cannot be had."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select
from wtforms.fields.choices import SelectChoice

from core.calendar import Span, quarter_of
from core.database import snapshot
from core.errors import Refusal
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, here
from core.web.engine import engine
from core.web.forms import select_choices
from grants.models.funds import Fund
from grants.visible import funds_within
from reports.closing.kept import closed_quarters
from reports.closing.quarters import next_to_close
from reports.forms import ReportForm
from reports.quarters import quarters_of

Answer = Callable[[Session, Here, Span, str | None], ResponseReturnValue]
"""For a span, and one fund or all of the programme. Raises Refusal where the report cannot be had."""


def answered(programme: str, answer: Answer) -> ResponseReturnValue:
    """The report that the address asks for, as `answer` gives it; else what is wrong, beside the field of it."""
    with snapshot(engine()) as reading:
        at = here(reading, programme)
        form = report_form(reading, at)
        if not at.reach.is_whole and not at.reach.has_fund(form.fund.data):
            abort(404)
        if form.validate():
            try:
                return answer(reading, at, form.chosen_span, form.fund.data or None)
            except Refusal as refusal:
                form.span.errors = [sentence(refusal)]
        return list_page(reading, at, form), 422


def report_form(reading: Session, at: Here) -> ReportForm:
    """A donor has the choice of their own funds only."""
    form = ReportForm(request.args)
    form.fund.choices = choices_of_funds(reading, at)
    if form.fund.data in (None, "None"):
        form.fund.data = ""
    return form


def choices_of_funds(reading: Session, at: Here) -> list[SelectChoice]:
    """For one fund, or for all of the programme where they may see that."""
    whole = [("", _("the whole programme"))] if at.reach.is_whole else []
    return select_choices(
        [*whole, *((fund.code, f"{fund.code} · {fund.name}") for fund in funds_of(reading, at))]
    )


def list_page(reading: Session, at: Here, form: ReportForm) -> str:
    quarters = quarters_of(reading, at.reach)
    if form.span.data is None:
        form.span.data = str(quarters[0]) if quarters else ""
    today = today_in(at.programme, datetime.now(UTC))
    closable = next_to_close(reading, at.programme, today) if at.may(Action.PROPOSE) else None
    return render_template(
        "reports/report_list.html",
        form=form,
        quarters=quarters,
        current=quarter_of(today),
        closed=closed_quarters(reading, at.programme_id),
        closable=closable,
        funds=funds_of(reading, at),
    )


def funds_of(reading: Session, at: Here) -> list[Fund]:
    """Those whose reports the person may see."""
    query = select(Fund).where(funds_within(at.reach)).order_by(col(Fund.code))
    return list(reading.exec(query))
