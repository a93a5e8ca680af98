"""The forms of a trial: the present values of a rule, a fund or a rate, and the way to what comes of them."""

from collections.abc import Sequence
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, select

from core.database import session
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.entering.known_rows import texts_of
from grants.entering.said import said
from grants.entering.typed import place_of
from grants.forms.sheet_form import SheetForm
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.rule_versions import rules_within
from grants.rules_in_words.sections import TERM_SECTIONS
from grants.trying.alterations import Alteration, How, pairs_of
from grants.trying.altering import NotAltered, alter
from grants.visible import funds_within
from grants.workbook.sheets import SHEETS
from reports.trying.forms import TRY, cells_of, filled, fund_form_of, rate_form_of, rule_form_of
from reports.views.what_if import what_if
from reports.views.what_if_choosing import asked, choice_page, query_of, seen

__all__ = ["what_if"]


@what_if.get("/rules/<code:rule>/<int:version>")
@allows(Action.SEE_RULES)
def trial_rule(programme: str, rule: str, version: int) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        known = select(MatchingRule.id).where(
            rules_within(at.reach), MatchingRule.code == rule, MatchingRule.version == version
        )
        if reading.exec(known).first() is None:
            abort(404)
        form = rule_form_of(reading, at.reach, is_new=False)
        return _form_page(reading, at, form, Alteration("rules", (rule, str(version))))


@what_if.get("/new-rule")
@allows(Action.SEE_RULES)
def trial_new_rule(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        code = request.args.get("code", "").strip()
        form = rule_form_of(reading, at.reach, is_new=True)
        return _form_page(reading, at, form, Alteration("rules", (code, "1"), How.ADD))


@what_if.get("/funds/<code:fund>")
@allows(Action.SEE_RULES)
def trial_fund(programme: str, fund: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        if reading.exec(select(Fund.id).where(funds_within(at.reach), Fund.code == fund)).first() is None:
            abort(404)
        return _form_page(reading, at, fund_form_of(), Alteration("funds", (fund,)))


@what_if.get("/rates")
@allows(Action.SEE_RULES)
def trial_rate(programme: str) -> ResponseReturnValue:
    """Rates are the whole programme's, and so are trials with them."""
    with session(engine()) as reading:
        at = here(reading, programme)
        if not at.reach.is_whole:
            abort(404)
        key = request.args.get("currency", "").strip().upper(), request.args.get("month", "").strip()
        return _form_page(reading, at, rate_form_of(), Alteration("rates", key))


def _form_page(reading: Session, at: Here, of: type[SheetForm], row: Alteration) -> ResponseReturnValue:
    """The present values, and over them what the address says; once it is filled in, the way to the result."""
    try:
        others = [each for each in asked() if (each.sheet, each.key) != (row.sheet, row.key)]
        own = next((each.cells for each in asked() if (each.sheet, each.key) == (row.sheet, row.key)), {})
    except Refusal as refusal:
        return choice_page(reading, at, [], [sentence(refusal)])
    # A rule that is added has no present values; one of the same code may be another fund's.
    known = None if row.how is How.ADD else texts_of(reading, at.programme, row.sheet, row.row_key)
    texts = known or {}
    key = dict(zip(SHEETS[row.sheet].key, row.key, strict=True))
    form = filled(of, request.args, {**texts, **key, **own})
    if TRY not in request.args:
        return _show_form(form, row, others, 200)
    if not form.validate():
        return _show_form(form, row, others, 422)
    otherwise = _only_otherwise(reading, at, replace(row, cells=cells_of(form)), form)
    if otherwise is None:
        return _show_form(form, row, others, 422)
    address = url_for("what_if.trial_detail", programme=at.programme.code, **query_of([*others, otherwise]))
    return redirect(address)


def _only_otherwise(reading: Session, at: Here, wanted: Alteration, form: SheetForm) -> Alteration | None:
    """With the cells alone that differ, so that the address is short; None with what is wrong beside its field."""
    try:
        altered = alter(reading, at.programme, [wanted], seen(at))
    except NotAltered as refused:
        form.take(problem for problem in refused.problems if place_of(problem)[2] in form._fields)
        form.form_errors += [
            said(problem) for problem in refused.problems if place_of(problem)[2] not in form._fields
        ]
        return None
    if altered.is_nothing:
        form.form_errors += [_("This is how it is already. Change a value to see what would come of it.")]
        return None
    [row] = altered.rows
    columns = row.columns if row.before else [name for name, text in wanted.cells.items() if text]
    return replace(wanted, cells={name: text for name, text in wanted.cells.items() if name in columns})


def _show_form(
    form: SheetForm, row: Alteration, others: Sequence[Alteration], status: int
) -> ResponseReturnValue:
    page = render_template(
        "reports/trial_form.html",
        form=form,
        row=row,
        is_new=row.how is How.ADD,
        term_sections=TERM_SECTIONS if row.sheet == "rules" else (),
        others=pairs_of(others),
        query=query_of(others),
        marker=TRY,
    )
    return page, status
