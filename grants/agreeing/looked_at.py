"""A rule version as whoever agrees to it looks at it: its words, a worked example, and what is odd about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.accounts.person import Reach
from grants.agreeing.worked_example import Example, example_of
from grants.linting.facts import Facts
from grants.linting.gathering import facts_of, rule_in
from grants.linting.linting import warnings_of
from grants.linting.words import in_words
from grants.models.rules import MatchingRule
from grants.rule_versions import Rule
from grants.rules_in_words.told import ToldVersion, told


@dataclass(frozen=True)
class LookedAt:
    """`example` is None where no contribution of the programme meets the conditions.

    Of a version that only makes room for a later one the words alone are shown.
    """

    told: ToldVersion
    example: Example | None = None
    warnings: Sequence[str] = ()
    makes_room: bool = False


def looked_at(
    session: Session, reach: Reach, rule: Rule, version: MatchingRule, *, makes_room: bool = False
) -> LookedAt:
    """As the books stand, or in a rehearsal as they would; nothing is stored."""
    if makes_room:
        return LookedAt(told(version, rule.fund, rule.before(version)), makes_room=True)
    return LookedAt(
        told(version, rule.fund, rule.before(version)),
        example_of(session, reach, version),
        warnings_in_words(facts_of(session, reach.programme_id, rule.today), version),
    )


def warnings_in_words(facts: Facts, version: MatchingRule) -> list[str]:
    return [in_words(warning) for warning in warnings_of(facts, rule_in(facts, version))]
