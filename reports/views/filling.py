"""The donor's own form: uploaded, filled from a report, and handed back; nothing of it is kept."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from core.database import session, snapshot
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here
from core.web.attachments import XLSX
from core.web.engine import engine
from grants.workbook.problems import Problem
from reports.filling.figures import filled_from
from reports.filling.form import NotFilled, filled_form
from reports.filling.forms import FillForm
from reports.filling.labels import in_words
from reports.filling.listing import groups
from reports.filling.offered import Filled
from reports.filling.template import TEMPLATE
from reports.naming import file_name
from reports.people import shows_people
from reports.quarters import quarters_of
from reports.views.asking import choices_of_funds

filling = Blueprint("filling", __name__, url_prefix="/programmes/<code:programme>")

_AROUND_A_FILE = 64 * 1024
"""Bytes of a request beside the file that it brings."""
_MOST_SHOWN = 200


@filling.get("/form")
@allows(Action.SEE_REPORT)
def form_fill(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        form = _form(reading, at)
        if not form.span.data:
            latest = next(iter(quarters_of(reading, at.reach)), None)
            form.span.data = request.args.get("span") or (str(latest) if latest else "")
        return _page(form)


@filling.post("/form")
@allows(Action.SEE_REPORT)
def form_filled(programme: str) -> ResponseReturnValue:
    """The filled form, or all that is wrong with it, cell by cell."""
    request.max_content_length = TEMPLATE.file_bytes + _AROUND_A_FILE
    with snapshot(engine()) as reading:
        at = here(reading, programme)
        form = _form(reading, at)
        if not form.validate():
            return _page(form), form.status
        fund = form.fund.data or None
        if not at.reach.is_whole and not at.reach.has_fund(fund or ""):
            abort(404)
        try:
            filled = filled_from(
                reading,
                at.programme.code,
                form.chosen_span,
                fund,
                shows_people=shows_people(at, fund),
            )
        except Refusal as refusal:
            form.span.errors = [sentence(refusal)]
            return _page(form), 422
    return _filled(at, form, filled)


@filling.get("/form/placeholders")
@allows(Action.SEE_REPORT)
def placeholder_list(programme: str) -> ResponseReturnValue:
    """What a form can name: of the report as a whole, or of the rows of one sheet, as all are too many."""
    sheet, known = request.args.get("sheet", ""), list(groups())
    shown = [group for group in known if group.sheet == sheet]
    if not shown:
        abort(404)
    with session(engine()) as reading:
        here(reading, programme)
        sheets = [group for group in known if group.sheet]
        return render_template("reports/placeholder_list.html", groups=shown, sheets=sheets, sheet=sheet)


def _filled(at: Here, form: FillForm, filled: Filled) -> ResponseReturnValue:
    with TemporaryDirectory() as folder:
        path = Path(folder, "form.xlsx")
        form.file.data.save(path)
        try:
            content = filled_form(path, filled)
        except NotFilled as refused:
            return _page(form, refused.problems), 422
    report = filled.report
    name = file_name(at.programme.code, report.span, report.fund, "form.xlsx")
    return send_file(BytesIO(content), XLSX, as_attachment=True, download_name=name)


def _form(reading: Session, at: Here) -> FillForm:
    """A donor has the choice of their own funds only."""
    form = FillForm()
    form.fund.choices = choices_of_funds(reading, at)
    if form.fund.data in (None, "None"):
        first = form.fund.choices[0].value if form.fund.choices else ""
        form.fund.data = request.args.get("fund") or first
    return form


def _page(form: FillForm, problems: list[Problem] | None = None) -> str:
    found = problems or []
    return render_template(
        "reports/form_fill.html",
        form=form,
        problems=[(each.sheet, each.cell, in_words(each)) for each in found[:_MOST_SHOWN]],
        count=len(found),
        name=form.file.data.filename if found else "",
    )
