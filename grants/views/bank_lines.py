"""The account of a fund: what the bank shows and what the books say, line by line."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.lists import page_among, page_of
from grants.banking.account import Account, What, account_of
from grants.banking.pairing import propose
from grants.banking.ticking import tick, untick
from grants.entering.entering import NotEntered
from grants.entering.history import history_of
from grants.entering.said import said
from grants.forms.bank_forms import TickForm, UntickForm
from grants.importing.importing import Occasion
from grants.models.bank import BankLine
from grants.models.funds import Fund
from grants.reviewing.payees import shown_payee
from grants.visible import funds_within

bank_lines = Blueprint(
    "bank_lines", __name__, url_prefix="/programmes/<code:programme>/funds/<code:fund>/bank"
)


@bank_lines.get("")
@allows(Action.SEE_FUND)
def bank_detail(programme: str, fund: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return _account_page(reading, place, find_fund_or_404(reading, place, fund))


@bank_lines.get("/lines/<code:bank_line>")
@allows(Action.SEE_FUND)
def bank_line_detail(programme: str, fund: str, bank_line: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return _line_page(reading, place, find_fund_or_404(reading, place, fund), bank_line, UntickForm())


@bank_lines.post("")
@allows(Action.MANAGE)
def bank_line_tick(programme: str, fund: str) -> ResponseReturnValue:
    """One pair, or all that are sure: each line is one payment, and each payment one line.

    Under the address of the account, so that what is shown again after a refusal can be opened anew and leafed.
    """
    with session(engine()) as reading:
        place = here(reading, programme)
        found = find_fund_or_404(reading, place, fund)
    form = TickForm()
    pairs = _pairs()
    if form.validate():
        occasion = Occasion(person().name, datetime.now(UTC))
        try:
            transaction(engine(), lambda books: tick(books, place.programme, found, pairs, occasion))
        except Refusal as refusal:
            form.form_errors.append(sentence(refusal))
        except NotEntered as refused:
            form.form_errors += dict.fromkeys(said(problem) for problem in refused.problems)
        else:
            flash(
                ngettext("%(num)s line is ticked off.", "%(num)s lines are ticked off.", len(pairs)), "good"
            )
            return redirect(url_for(".bank_detail", programme=programme, fund=fund), 303)
    with session(engine()) as reading:
        return _account_page(reading, place, found, form), 409 if form.form_errors else form.status


@bank_lines.post("/lines/<code:bank_line>/untick")
@allows(Action.MANAGE)
def bank_line_untick(programme: str, fund: str, bank_line: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found = find_fund_or_404(reading, place, fund)
        _find_line_or_404(reading, found, bank_line)
    form = UntickForm()
    if form.validate():
        occasion = Occasion(person().name, datetime.now(UTC), reason=(form.reason.data or "").strip())
        try:
            transaction(engine(), lambda books: untick(books, place.programme, found, bank_line, occasion))
        except Refusal as refusal:
            form.form_errors.append(sentence(refusal))
        else:
            flash(_("The line %(line)s is open again.", line=bank_line), "good")
            address = url_for(".bank_line_detail", programme=programme, fund=fund, bank_line=bank_line)
            return redirect(address, 303)
    with session(engine()) as reading:
        shown = _line_page(reading, place, found, bank_line, form)
    return shown, 409 if form.form_errors else form.status


def find_fund_or_404(reading: Session, place: Here, code: str) -> Fund:
    found = reading.exec(select(Fund).where(funds_within(place.reach), Fund.code == code)).first()
    if found is None:
        abort(404)
    return found


def _account_page(reading: Session, place: Here, fund: Fund, form: TickForm | None = None) -> str:
    account = account_of(reading, fund)
    proposed = propose(account.open_lines, account.open_payments)
    open_lines = page_among(account.open_lines, "line")
    of_page = (each for line in open_lines.rows for each in proposed[line.reference])
    ticked = select(BankLine).where(BankLine.fund_id == fund.id, col(BankLine.ticks).is_not(None))
    latest = ticked.order_by(col(BankLine.booked_on).desc(), col(BankLine.reference))
    return render_template(
        "grants/bank_detail.html",
        fund=fund,
        account=account,
        open_lines=open_lines,
        open_payments=page_among(account.open_payments, "entry"),
        proposed=proposed,
        sure=[each for each in of_page if each.is_sure],
        ticked=page_of(reading, latest),
        form=form or TickForm(),
        **_words(place),
    )


def _line_page(reading: Session, place: Here, fund: Fund, reference: str, form: UntickForm) -> str:
    line = _find_line_or_404(reading, fund, reference)
    account: Account = account_of(reading, fund)
    candidates = [each for each in account.open_payments if each.minor == line.amount_minor]
    return render_template(
        "grants/bank_line_detail.html",
        fund=fund,
        line=line,
        candidates=[] if line.ticks else candidates,
        history=history_of(reading, place.programme_id, "bank_lines", reference)
        if place.reach.is_whole
        else [],
        form=form,
        tick_form=TickForm(),
        **_words(place),
    )


def _find_line_or_404(reading: Session, fund: Fund, reference: str) -> BankLine:
    query = select(BankLine).where(BankLine.fund_id == fund.id, BankLine.reference == reference)
    found = reading.exec(query).first()
    if found is None:
        abort(404)
    return found


def _words(place: Here) -> dict[str, Any]:
    """How a party is shown to this reader: a donor does not read the names of persons."""
    sees_people = place.may(Action.SEE_HOUSEHOLDS)
    return {"payee": lambda text: shown_payee(text, sees_people)}


def _pairs() -> list[tuple[str, What]]:
    lines, sheets, references = (request.form.getlist(name) for name in ("line", "sheet", "ticks"))
    if not lines or not len(lines) == len(sheets) == len(references):
        abort(400)
    return [
        (line, What(sheet, reference))
        for line, sheet, reference in zip(lines, sheets, references, strict=True)
    ]
