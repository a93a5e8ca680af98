"""A bank's file into the account of a fund: chosen, its columns named, its lines looked at, then booked."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage

from core.database import session, transaction
from core.errors import Refusal
from core.programmes import Programme, today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import allows, here, person
from core.web.engine import engine
from grants.banking.csv_files import Table, read_table
from grants.banking.entering import enter_lines, known_lines
from grants.banking.files import MOST_FILE_BYTES, text_of
from grants.banking.statement_problems import Fault, about_workbook, currency_faults, day_faults, faults_of
from grants.banking.statements import Days, lines_of
from grants.entering.entering import NotEntered, rehearsed
from grants.forms.bank_forms import ColumnsForm, StatementForm
from grants.importing.importing import Occasion
from grants.models.funds import Fund
from grants.uploading.keeping import shortened
from grants.views.bank_lines import bank_lines, find_fund_or_404
from grants.workbook.labels import describe
from grants.workbook.problems import RefusedFile

__all__ = ["bank_lines"]

_AROUND_A_FILE = 64 * 1024
"""Bytes of a request beside the file that it brings."""


@bank_lines.route("/statement", methods=["GET", "POST"])
@allows(Action.MANAGE)
def bank_statement(programme: str, fund: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found = find_fund_or_404(reading, place, fund)
    if request.method != "POST":
        return _choose(found, StatementForm())
    request.max_content_length = MOST_FILE_BYTES + _AROUND_A_FILE
    if "text" in request.form:
        return _lines(place.programme, found)
    return _columns(found)


def _choose(fund: Fund, form: StatementForm) -> str:
    return render_template("grants/bank_statement.html", fund=fund, form=form)


def _columns(fund: Fund) -> ResponseReturnValue:
    """The file was sent: which of its columns is what?"""
    form = StatementForm()
    if not form.validate():
        return _choose(fund, form), form.status
    file = form.file.data
    try:
        found = text_of(_content(file))
        table = read_table(found.text)
    except (Refusal, RefusedFile) as refusal:
        form.file.errors = [_said(refusal)]
        return _choose(fund, form), form.status
    for notice in found.notices:
        flash(describe(notice), "waiting")
    columns = ColumnsForm(formdata=None)
    columns.offer(table)
    columns.fill(table)
    columns.text.data = found.text
    columns.statement.data = shortened(file.filename or "")
    return _look(fund, columns, table, [], [])


def _said(refusal: Refusal | RefusedFile) -> str:
    return sentence(refusal) if isinstance(refusal, Refusal) else about_workbook(refusal.problem)


def _content(file: FileStorage | None) -> bytes:
    """As much of it as tells whether it is too much."""
    if file is None:
        return b""
    with file.stream as stream:
        return bytes(stream.read(MOST_FILE_BYTES + 1))


def _lines(programme: Programme, fund: Fund) -> ResponseReturnValue:
    """The columns were named: the lines are shown, and booked if it is they that were seen."""
    form = ColumnsForm()
    try:
        table = read_table(str(form.text.data or ""))
    except Refusal as refusal:
        again = StatementForm(formdata=None)
        again.file.errors = [sentence(refusal)]
        return _choose(fund, again), 422
    form.offer(table)
    if not form.validate():
        return _look(fund, form, table, [], []), form.status
    columns = form.columns()
    rows = lines_of(table, columns, Days(form.days.data), fund.code, str(form.statement.data or ""))
    occasion = Occasion(person().name, datetime.now(UTC))
    is_seen = form.seen.data == form.answers and "book" in request.form
    with session(engine()) as reading:
        known = known_lines(reading, fund, rows)
    today = today_in(programme, occasion.at)
    faults = [*currency_faults(table, columns, fund), *day_faults(table, rows, programme, today)]
    if faults:
        form.seen.data = ""
        return _look(fund, form, table, rows, faults, known), 422
    try:
        if not is_seen:
            rehearsed(engine(), lambda books: enter_lines(books, programme.code, fund, rows, occasion))
            form.seen.data = form.answers
            return _look(fund, form, table, rows, [], known)
        count = transaction(engine(), lambda books: enter_lines(books, programme.code, fund, rows, occasion))
    except NotEntered as refused:
        new = [
            number for number, row in zip(table.numbers, rows, strict=True) if row["reference"] not in known
        ]
        form.seen.data = ""
        return _look(fund, form, table, rows, faults_of(refused.problems, new), known), 422
    told = ngettext("%(num)s line is entered.", "%(num)s lines are entered.", count)
    before = _("All of its lines were entered before.")
    flash(told if count else before, "good" if count else "waiting")
    return redirect(url_for("bank_lines.bank_detail", programme=programme.code, fund=fund.code), 303)


def _look(
    fund: Fund,
    form: ColumnsForm,
    table: Table,
    rows: list[dict[str, str]],
    faults: list[Fault],
    known: set[str] | None = None,
) -> str:
    return render_template(
        "grants/bank_statement_look.html",
        fund=fund,
        form=form,
        table=table,
        rows=rows,
        faults=faults,
        known=known or set(),
        may_book=bool(rows) and not faults and form.seen.data == form.answers,
    )
