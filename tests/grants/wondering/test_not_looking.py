"""Why a rule did not look at a contribution, with the fact that it saw: each of the seven conditions of scope."""

from typing import Any

import pytest

from grants.matching.scope import out_of_scope
from grants.matching.terms import Reason
from grants.wondering.not_looking import NotLooking
from grants.wondering.not_looking_words import not_looking_in_words
from tests.grants.matching.village import Village

pytestmark = pytest.mark.usefixtures("a_reader_of_english")


@pytest.mark.parametrize(
    ("reason", "terms", "sentence"),
    [
        (
            Reason.NOT_IN_FORCE,
            {"since": "2020-03-01"},
            "The rule is in force from 1 Mar 2020 on, and this was received on 1 Feb 2020.",
        ),
        (
            Reason.NOT_IN_FORCE,
            {"until": "2020-01-31"},
            "The rule was in force until 31 Jan 2020, and this was received on 1 Feb 2020.",
        ),
        (
            Reason.PROJECT,
            {"projects": frozenset({"X", "Y"})},
            "The rule is for other projects than W: X or Y.",
        ),
        (
            Reason.SECTOR,
            {"sectors": ("21",)},
            "The rule is for sectors that begin with 21, and the project's sector is 14031.",
        ),
        (Reason.COMMUNITY, {"communities": frozenset({"U"})}, "The rule is for communities other than V: U."),
        (
            Reason.MARGINALITY,
            {"marginality": frozenset({"very_high"})},
            "The rule is for communities whose marginality is very high, and that of V is not known.",
        ),
    ],
)
def test_what_the_rule_asks_for_and_what_it_saw(reason: Reason, terms: dict[str, Any], sentence: str) -> None:
    village = Village()
    village.rule(**terms)
    assert (reason, sentence) == told(village)


def test_a_fund_that_was_closed() -> None:
    village = Village()
    village.fund("H", closes_on="2020-01-10")
    village.rule(fund="H")
    assert told(village) == (
        Reason.FUND_CLOSED,
        "The fund closed on 10 Jan 2020, and this was received on 1 Feb 2020.",
    )


def test_a_project_that_was_settled() -> None:
    village = Village()
    village.rule()
    village.settle(500)
    assert told(village) == (
        Reason.SETTLED,
        "The project was settled or cancelled before this could be decided.",
    )


def told(village: Village) -> tuple[Reason | None, str]:
    """Why the rule of the village did not look at what is given on 1 Feb 2020, and that in words."""
    assert village.give(50) == []
    [given], [rule] = village.books.contributions.values(), village.books.rules
    of = NotLooking(rule, given, out_of_scope(rule, given))
    return of.reason, not_looking_in_words(of)
