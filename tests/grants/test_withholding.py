"""A reader who may not know the rules of other funds is told neither their codes nor why they do not apply."""

from typing import Any

import pytest

from grants.explaining.withholding import without_other_rules
from grants.explanations import sentence, step_rows
from grants.matching.explain import explanation_of
from grants.matching.explained import Explanation
from tests.grants.matching.village import Village

pytestmark = pytest.mark.usefixtures("a_reader_of_english")


def scheme(**of_theirs: Any) -> Village:
    """Two funds that pay in step; the rule of the other one is THEIRS."""
    village = Village()
    village.fund("G")
    village.rule("OURS", joint="S", in_kind="match")
    village.rule("THEIRS", fund="G", joint="S", **of_theirs)
    return village


def of_ours(village: Village) -> Explanation:
    [*_, ours] = [entry for entry in village.entries if entry.rule.code == "OURS"]
    return explanation_of(ours)


def told(explanation: Explanation) -> str:
    """All that is said: the sentence, and the notes of the table."""
    return " | ".join([sentence(explanation), *(row.note for row in step_rows(explanation) if row.note)])


def test_why_the_rule_of_another_does_not_apply() -> None:
    village = scheme(group_min_members=1_000)
    village.give(50)
    explanation = of_ours(village)
    assert "THEIRS of the same scheme does not apply (Too few members in the group)" in told(explanation)
    assert told(without_other_rules(explanation, {"OURS"})) == (
        "Nothing is granted: another rule of the same scheme does not apply. | another rule does not apply"
    )


def test_whose_limit_holds_the_scheme_back() -> None:
    village = scheme(match_per_project=20)
    village.give(50)
    explanation = of_ours(village)
    assert "THEIRS can pay no more" in told(explanation)
    withheld = told(without_other_rules(explanation, {"OURS"}))
    assert "because the scheme pays in step and another rule can pay no more." in withheld
    assert "THEIRS" not in withheld


def test_who_desires_nothing() -> None:
    village = scheme(in_kind="threshold")
    village.give(50, kind="labour")
    explanation = of_ours(village)
    assert "THEIRS desires nothing" in told(explanation)
    withheld = told(without_other_rules(explanation, {"OURS"}))
    assert "the scheme pays in step, and another rule desires nothing." in withheld
    assert "THEIRS" not in withheld


def test_the_readers_own_rules_are_told() -> None:
    village = scheme(match_per_project=20)
    village.give(50)
    explanation = of_ours(village)
    assert without_other_rules(explanation, {"OURS", "THEIRS"}) == explanation
