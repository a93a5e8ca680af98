"""Proposals about rules: a new rule, a new version, the end of a version. Terms in force are never changed."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col

from core.database import session
from core.journal.append import row_key
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.agreeing.looked_at import LookedAt, looked_at
from grants.entering.entering import NotEntered, enter_new
from grants.entering.known_rows import texts_of
from grants.entering.problems import EntryProblem
from grants.entering.typed import Rows
from grants.forms.row_form import require
from grants.forms.rule_form import (
    at_the_new_version,
    end_form,
    initial_values,
    rows_of_end,
    rows_of_new_rule,
    rows_of_new_version,
    rule_form,
)
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Imported
from grants.importing.rule_checks import last_decided_day
from grants.models.proposals import ProposalKind
from grants.models.rules import MatchingRule
from grants.rule_versions import Rule, find_rule
from grants.rules_in_words.sections import TERM_SECTIONS
from grants.views.before_proposing import Draft, taken
from grants.views.rules import rules
from grants.workbook.problems import Problem
from grants.workbook.texts import clean_code

__all__ = ["rules"]
"""The blueprint, with the routes that this module adds."""


Page = Callable[[LookedAt | None], str]


@rules.route("/new", methods=["GET", "POST"])
@allows(Action.PROPOSE)
def rule_new(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form_of = rule_form(reading, place.reach, is_new_rule=True)
        decided = last_decided_day(reading, place.programme_id)
        form = form_of(data={"priority": str(_next_priority(reading, place))})

    def look(books: Session, _: Imported) -> LookedAt:
        found = _get_rule(books, place, clean_code(form["code"].data.strip()))
        if len(found.versions) > 1:
            raise NotEntered([_taken(found.code)])
        return looked_at(books, place.reach, found, found.last)

    def at_its_code(problems: Iterable[Problem]) -> list[Problem]:
        """A version that is known already is one of a code that is taken."""
        return [
            _taken(form["code"].data) if each.kind is EntryProblem.KEY_TAKEN else each for each in problems
        ]

    page = _page("grants/rule_new.html", form=form, decided=decided)
    if request.method != "POST":
        return page(None)
    rows = rows_of_new_rule(form)
    draft = Draft(
        place.programme, ProposalKind.RULES, form, rows, look, page, placed=at_its_code, enter=enter_new
    )
    return taken(draft)


@rules.route("/<code:rule>/versions/new", methods=["GET", "POST"])
@allows(Action.PROPOSE)
def version_new(programme: str, rule: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found = _find_or_404(reading, place, rule)
        form_of = rule_form(reading, place.reach, is_new_rule=False)
        decided = last_decided_day(reading, place.programme_id)
        last = texts_of(reading, place.programme, "rules", row_key(rule, str(found.last.version)))
    assert last is not None
    form = form_of(data=initial_values(last, form_of))
    page = _page("grants/version_new.html", form=form, rule=found, decided=decided)
    rows = rows_of_new_version(form, last, found.next_number)
    return _answer(place, form, rows, _last_of(place, rule), page)


@rules.route("/<code:rule>/end", methods=["GET", "POST"])
@allows(Action.PROPOSE)
def rule_end(programme: str, rule: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found = _find_or_404(reading, place, rule)
        decided = last_decided_day(reading, place.programme_id)
    form = end_form()()
    page = _page("grants/rule_end.html", form=form, rule=found, decided=decided)

    def check() -> None:
        require(form["effective_to"], _l("The day is missing."))

    return _answer(place, form, rows_of_end(form, found.last), _last_of(place, rule), page, check)


def _taken(code: str) -> Problem:
    return Problem(EntryProblem.KEY_TAKEN, "rules", "code 1", {"column": "code", "key": code.strip()})


def _answer(
    place: Here,
    form: SheetForm,
    rows: Rows,
    look: Callable[[Session, Imported], LookedAt],
    page: Page,
    check: Callable[[], None] = lambda: None,
) -> ResponseReturnValue:
    if request.method != "POST":
        return page(None)
    return taken(
        Draft(place.programme, ProposalKind.RULES, form, rows, look, page, check, at_the_new_version)
    )


def _page(template: str, **context: object) -> Page:
    return lambda seen: render_template(template, seen=seen, term_sections=TERM_SECTIONS, **context)


def _last_of(place: Here, code: str) -> Callable[[Session, Imported], LookedAt]:
    """What the rule says last, once the rows are entered, and how that differs from before."""

    def look(books: Session, _: Imported) -> LookedAt:
        found = _get_rule(books, place, code)
        return looked_at(books, place.reach, found, found.last)

    return look


def _get_rule(books: Session, place: Here, code: str) -> Rule:
    found = find_rule(books, place.reach, code, today_in(place.programme, datetime.now(UTC)))
    assert found is not None, "its rows have just been entered"
    return found


def _find_or_404(reading: Session, place: Here, code: str) -> Rule:
    found = find_rule(reading, place.reach, code, today_in(place.programme, datetime.now(UTC)))
    if found is None:
        abort(404)
    return found


def _next_priority(reading: Session, place: Here) -> int:
    query = sa.select(sa.func.max(col(MatchingRule.priority)))
    highest = reading.execute(query.where(col(MatchingRule.programme_id) == place.programme_id)).scalar_one()
    return 1 if highest is None else min(highest + 1, 10**9 - 1)
