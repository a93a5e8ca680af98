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
from grants.forms.money_filters import FundFilter, asked
from grants.models.proposals import ProposalKind
from grants.models.rules import MatchingRule
from grants.proposing_once import open_about
from grants.rule_versions import Rule, find_rule, rule_codes, rules_of
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
        found = rules_of(reading, place.reach, page.rows, today_in(place.programme, datetime.now(UTC)))
        sentences = {rule.code: sentences_of(rule.current, rule.fund) for rule in found}
        shown = render_template(
            "grants/rule_list.html", page=page, rules=found, sentences=sentences, form=form
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
        about = (ProposalKind.RULES, "rules", "code", rule)
        waiting = open_about(reading, place.programme_id, *about) if place.may(Action.PROPOSE) else []
        return render_template("grants/rule_detail.html", rule=found, versions=versions, waiting=waiting)


def _current_first(rule: Rule) -> list[MatchingRule]:
    """What holds now, then the others from the latest to the first."""
    return [rule.current, *(each for each in reversed(rule.versions) if each is not rule.current)]
