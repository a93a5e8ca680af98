"""Who agreed to what and when, as the page of a rule tells it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from grants.agreeing.english import agreed_sentence
from grants.models.agreements import RuleAgreement
from grants.models.rules import MatchingRule
from grants.rule_versions import Rule


@dataclass(frozen=True)
class Agreed:
    """The sides of one version. `other_sentence` is what they read, where the version says otherwise by now."""

    sides: Sequence[RuleAgreement]
    other_sentence: str | None


def agreements_of(session: Session, rule: Rule) -> dict[int, Agreed]:
    """By number of the version; those to which nobody agreed here are not among them."""
    query = (
        select(RuleAgreement)
        .where(RuleAgreement.programme_id == rule.last.programme_id, RuleAgreement.rule == rule.code)
        .order_by(col(RuleAgreement.version), col(RuleAgreement.side).desc())
    )
    sides: dict[int, list[RuleAgreement]] = defaultdict(list)
    for agreement in session.exec(query):
        sides[agreement.version].append(agreement)
    by_number = {version.version: version for version in rule.versions}
    return {
        number: Agreed(of, _other_sentence(by_number[number], rule, of))
        for number, of in sides.items()
        if number in by_number
    }


def _other_sentence(version: MatchingRule, rule: Rule, sides: Sequence[RuleAgreement]) -> str | None:
    now = agreed_sentence(version, rule.fund)
    return next((side.sentence for side in sides if side.sentence != now), None)
