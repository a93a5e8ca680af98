"""The forms of a trial: the present values of a rule, a fund or a rate, and the way to what comes of them."""

from contextlib import suppress
from datetime import UTC, datetime

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlmodel import select

from core.database import session
from core.errors import Refusal
from core.journal.append import row_key
from core.programmes import today_in
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from grants.entering.known_rows import texts_of
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.rule_versions import find_rule, rules_within
from grants.trying.alterations import Alteration, How
from grants.visible import funds_within
from reports.trying.forms import (
    fund_form_of,
    rate_form_of,
    rule_form_of,
    version_form_of,
)
from reports.views.what_if import what_if
from reports.views.what_if_choosing import asked
from reports.views.what_if_form_page import form_page

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
        return form_page(reading, at, form, Alteration("rules", (rule, str(version))))


@what_if.get("/rules/<code:rule>/<int:version>/next")
@allows(Action.SEE_RULES)
def trial_next_version(programme: str, rule: str, version: int) -> ResponseReturnValue:
    """Another version after one that is there, which ends the day before."""
    with session(engine()) as reading:
        at = here(reading, programme)
        found = find_rule(reading, at.reach, rule, today_in(at.programme, datetime.now(UTC)))
        followed = [each for each in found.versions if each.version == version] if found else []
        if found is None or not followed:
            abort(404)
        present = texts_of(reading, at.programme, "rules", row_key(rule, str(version)))
        assert present is not None
        number = _added_version(rule) or str(found.next_number)
        row = Alteration(
            "rules", (rule, number), How.ADD, {name: present[name] for name in ("fund", "joint")}
        )
        texts = present | {"effective_from": ""}
        return form_page(reading, at, version_form_of(), row, texts, followed[0])


@what_if.get("/new-rule")
@allows(Action.SEE_RULES)
def trial_new_rule(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        code = request.args.get("code", "").strip()
        form = rule_form_of(reading, at.reach, is_new=True)
        row = Alteration("rules", (code, _added_version(code) or "1"), How.ADD)
        # It has no present values; one of the same code may be another fund's.
        return form_page(reading, at, form, row, {})


@what_if.get("/funds/<code:fund>")
@allows(Action.SEE_RULES)
def trial_fund(programme: str, fund: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        if reading.exec(select(Fund.id).where(funds_within(at.reach), Fund.code == fund)).first() is None:
            abort(404)
        return form_page(reading, at, fund_form_of(), Alteration("funds", (fund,)))


@what_if.get("/rates")
@allows(Action.SEE_RULES)
def trial_rate(programme: str) -> ResponseReturnValue:
    """Rates are the whole programme's, and so are trials with them."""
    with session(engine()) as reading:
        at = here(reading, programme)
        if not at.reach.is_whole:
            abort(404)
        key = request.args.get("currency", "").strip().upper(), request.args.get("month", "").strip()
        return form_page(reading, at, rate_form_of(), Alteration("rates", key))


def _added_version(rule: str) -> str | None:
    """Of the version of the rule that the address adds already."""
    with suppress(Refusal):
        return next((each.key[1] for each in asked() if each.how is How.ADD and each.key[0] == rule), None)
    return None
