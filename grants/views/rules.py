"""Rules as they are read: by code, each version in plain words."""

from datetime import UTC, datetime

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from core.web.lists import page_of
from grants.agreeing.labels import SIDES
from grants.agreeing.looked_at import looked_at, warnings_in_words
from grants.agreeing.recorded import agreements_of
from grants.forms.money_filters import FundFilter, asked
from grants.linting.gathering import facts_of
from grants.models.proposals import ProposalKind
from grants.models.rules import MatchingRule
from grants.proposing_once import open_about
from grants.rule_versions import Rule, VersionState, find_rule, rule_codes, rules_of
from grants.rules_in_words.sentences import sentences_of
from grants.rules_in_words.told import told

rules = Blueprint("rules", __name__, url_prefix="/programmes/<code:programme>/rules")


@rules.get("")
@allows(Action.SEE_RULES)
def rule_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        form = asked(FundFilter, reading, place.reach)
        page = page_of(reading, rule_codes(place.reach, form.of_fund(), form.given("text")))
        today = today_in(place.programme, datetime.now(UTC))
        found = rules_of(reading, place.reach, page.rows, today)
        sentences = {rule.code: sentences_of(rule.current, rule.fund) for rule in found}
        facts = facts_of(reading, place.programme_id, today)
        warnings = {rule.code: warnings_in_words(facts, rule.current) for rule in found if _holds(rule)}
        shown = render_template(
            "grants/rule_list.html",
            page=page,
            rules=found,
            sentences=sentences,
            warnings=warnings,
            form=form,
        )
        return shown, form.status if form.errors else 200


@rules.get("/<code:rule>")
@allows(Action.SEE_RULES)
def rule_detail(programme: str, rule: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found = find_rule(reading, place.reach, rule, today_in(place.programme, datetime.now(UTC)))
        if found is None:
            abort(404)
        versions = [told(each, found.fund, found.before(each)) for each in _current_first(found)]
        seen = looked_at(reading, place.reach, found, found.current)
        about = (ProposalKind.RULES, "rules", "code", rule)
        waiting = open_about(reading, place.programme_id, *about) if place.may(Action.PROPOSE) else []
        return render_template(
            "grants/rule_detail.html",
            rule=found,
            versions=versions,
            seen=seen,
            warnings=seen.warnings if _holds(found) else [],
            agreements=agreements_of(reading, found),
            waiting=waiting,
            sides=SIDES,
        )


def _holds(rule: Rule) -> bool:
    """Or will: nobody has to be warned of what has ended."""
    return rule.state_of(rule.current) is not VersionState.ENDED


def _current_first(rule: Rule) -> list[MatchingRule]:
    """What holds now, then the others from the latest to the first."""
    return [rule.current, *(each for each in reversed(rule.versions) if each is not rule.current)]
