"""Every term of a rule is said, in the reader's language."""

from datetime import date
from typing import Any

import pytest
from flask_babel import force_locale

from grants.models.funds import Fund
from grants.models.rules import CapPeriod, InKind, MatchingRule
from grants.rules_in_words.differences import differences
from grants.rules_in_words.sections import TERM_SECTIONS
from grants.rules_in_words.sentences import sentences_of
from grants.rules_in_words.values import term_tables
from grants.workbook.mapping import MAPPED
from household_groups.models.registry import Sex

pytestmark = pytest.mark.usefixtures("a_reader_of_english")

A_TERM_IN_WORDS: list[tuple[dict[str, Any], str]] = [
    ({"ratio": "2"}, "2.00 for each 1.00."),
    ({"ratio": "0.125"}, "0.125 for each 1.00."),
    ({"ratio": "0.33333333333333333333"}, "0.33333333333333333333 for each 1.00."),
    (
        {"ratio": None, "tiers": "0=2;5000=1"},
        "2.00 for each 1.00 up to 5,000.00 of a project, then 1.00.",
    ),
    (
        {"ratio": None, "tiers": "0=3;100=2;500=0"},
        "3.00 for each 1.00 up to 100.00 of a project, then 2.00 up to 500.00, then 0.00.",
    ),
    ({"effective_from": date(2019, 7, 1)}, "For contributions received from 1 Jul 2019 on."),
    (
        {"effective_from": date(2017, 1, 1), "effective_to": date(2017, 8, 9)},
        "For contributions received from 1 Jan 2017 until 9 Aug 2017.",
    ),
    ({"priority": 3}, "Its place in the order of rules is 3; a smaller number comes first."),
    (
        {"joint": "3x1"},
        "It pays only in step with the other rules of the scheme 3x1: what one of them cannot pay, the others "
        "hold back.",
    ),
    ({"projects": "W-2;W-1"}, "Only for these projects: W-1 and W-2."),
    ({"sectors": "14;12"}, "Only for projects whose sector code begins with 14 or 12."),
    ({"communities": "FAR"}, "Only for projects in these communities: FAR."),
    ({"marginality": "very_high;high"}, "Only where the marginality of the community is high or very high."),
    ({"kinds": "cash;bank_transfer"}, "Only what is given as bank transfer or cash."),
    ({"sources": "remittance"}, "Only money whose source is given as remittance from abroad."),
    ({"group_min_members": 10}, "Only groups with at least 10 members."),
    ({"group_min_members": 1}, "Only groups with at least 1 member."),
    ({"group_leader": Sex.FEMALE}, "Only groups that a woman leads."),
    ({"group_leader": Sex.MALE}, "Only groups that a man leads."),
    ({"group_min_days": 90}, "Only groups registered at least 90 days before the contribution."),
    ({"group_certificate": True}, "Only groups whose certificate is valid on the day of the contribution."),
    ({"project_cost_min_minor": 30_000_000}, "Only projects whose budget is at least 300,000.00."),
    ({"record_within_days": 30}, "Only contributions recorded within 30 days of being received."),
    ({}, "Contributions in kind are not matched."),
    ({"in_kind": InKind.NONE}, "Contributions in kind are not matched."),
    ({"in_kind": InKind.MATCH}, "Contributions in kind are matched like money."),
    (
        {"in_kind": InKind.THRESHOLD},
        "Contributions in kind are not matched, but count for the threshold.",
    ),
    (
        {"in_kind": InKind.MATCH, "in_kind_weight": "0.5"},
        "Contributions in kind are matched like money, at 50% of their value.",
    ),
    (
        {"in_kind": InKind.THRESHOLD, "in_kind_weight": "0.3333333"},
        "Contributions in kind are not matched, but count for the threshold at 33.33333% of their value.",
    ),
    (
        {"in_kind": InKind.MATCH, "in_kind_limit_share": "0.05"},
        "In kind counts up to 5% of the project's budget.",
    ),
    (
        {"counted_min_minor": 100_000},
        "Nothing is matched before the project has 1,000.00; then what waited is matched too.",
    ),
    (
        {"counted_min_share": "0.1"},
        "Nothing is matched before the project has 10% of its budget; then what waited is matched too.",
    ),
    ({"match_per_contribution_minor": 90_000}, "At most 900.00 for a contribution."),
    ({"match_per_household_minor": 150_000}, "At most 1,500.00 for a household in all."),
    (
        {"match_per_household_minor": 150_000},
        "Only contributions that name their household, since there is a limit for each.",
    ),
    (
        {"match_per_household_minor": 150_000, "cap_period": CapPeriod.YEAR},
        "At most 1,500.00 for a household in a calendar year.",
    ),
    ({"match_per_group_minor": 30_000}, "At most 300.00 for a group in all."),
    (
        {"match_per_group_minor": 30_000, "cap_period": CapPeriod.QUARTER},
        "At most 300.00 for a group in a quarter.",
    ),
    ({"match_per_project_minor": 0}, "At most 0.00 for a project."),
    ({"match_share_of_cost": "0.6"}, "The fund bears at most 60% of a project's budget."),
    ({"match_per_community_minor": 12_345}, "At most 123.45 for a community in all."),
    (
        {"counted_per_household_minor": 70_000, "cap_period": CapPeriod.QUARTER},
        "Of what one household gives, at most 700.00 counts in a quarter.",
    ),
    (
        {"counted_per_household_minor": 70_000, "cap_period": CapPeriod.TOTAL},
        "Of what one household gives, at most 700.00 counts in all.",
    ),
    ({"match_per_project_minor": 5}, "Amounts are in USD."),
]


def the_fund(currency: str = "USD") -> Fund:
    return Fund(
        programme_id=1,
        code="F",
        name="The fund",
        donor="A donor",
        currency=currency,
        budget_minor=1,
        opens_on=date(2019, 1, 1),
    )


def version(**terms: Any) -> MatchingRule:
    least: dict[str, Any] = {
        "programme_id": 1,
        "code": "R",
        "fund_id": 1,
        "version": 1,
        "priority": 1,
        "ratio": "1",
        "effective_from": date(2019, 7, 1),
    }
    return MatchingRule(**least | terms)


@pytest.mark.parametrize(("terms", "sentence"), A_TERM_IN_WORDS, ids=lambda each: str(each)[:60])
def test_a_term_is_said(terms: dict[str, Any], sentence: str) -> None:
    assert sentence in sentences_of(version(**terms), the_fund())


def test_every_term_has_its_sentence_here() -> None:
    """A term that is added to the contract needs words of its own."""
    said = {name.removesuffix("_minor") for terms, _ in A_TERM_IN_WORDS for name in terms}
    named_by_the_page = {"code", "fund", "version"}
    assert said | named_by_the_page == {column.name for column in MAPPED["rules"].columns}


def test_nothing_else_is_said_of_a_rule_without_conditions() -> None:
    assert sentences_of(version(), the_fund()) == [
        "1.00 for each 1.00.",
        "For contributions received from 1 Jul 2019 on.",
        "Its place in the order of rules is 1; a smaller number comes first.",
        "Contributions in kind are not matched.",
    ]


def test_numbers_are_those_of_the_reader() -> None:
    with force_locale("de"):
        said = sentences_of(version(tiers="0=2;5000=1", ratio=None), the_fund("JPY"))
    assert said[0] == "2 for each 1 up to 5.000 of a project, then 1."


def test_every_column_of_a_rule_stands_in_one_section() -> None:
    placed = [name for section in TERM_SECTIONS for name in section.columns]
    assert sorted(placed) == sorted(column.name for column in MAPPED["rules"].columns)


def test_the_table_shows_what_is_given_and_no_more() -> None:
    rule = version(
        tiers="0=2;1500=1",
        ratio=None,
        kinds="cash;labour",
        group_certificate=False,
        match_share_of_cost="0.123456",
        match_per_group_minor=30_000,
        cap_period=CapPeriod.QUARTER,
    )
    shown = {str(table.heading): dict(table.terms) for table in term_tables(rule, the_fund())}
    assert shown == {
        "Who pays": {
            "Code": "R",
            "Fund": "F",
            "Version": "1",
            "In force from": "1 Jul 2019",
            "Order": "1",
        },
        "How much": {"Tiers": "2.00 for each 1.00 up to 1,500.00 of a project, then 1.00"},
        "Which contributions": {
            "Only these kinds": "Cash and Labour",
            "The group needs a valid certificate": "no",
        },
        "Limits": {
            "At most for a group": "300.00 USD",
            "At most this share of the project's budget": "12.3456%",
            "Limits of households, groups and communities run": "For each quarter",
        },
    }


def test_versions_differ_in_words() -> None:
    before = version(match_per_project_minor=20_000_000, group_min_members=10, in_kind_weight="0.33333333")
    after = version(
        version=2,
        effective_from=date(2020, 1, 1),
        match_per_project_minor=25_000_000,
        counted_min_share="0.1",
        in_kind_weight="0.33333334",
    )
    assert differences(before, after, the_fund("MDL")) == [
        "The group has at least so many members: no longer, it was 10.",
        "Weight of in kind: 33.333334% instead of 33.333333%.",
        "Nothing is matched before this share of the budget is there: 10%, which was not said before.",
        "At most for a project: 250,000.00 MDL instead of 200,000.00 MDL.",
    ]


def test_the_same_terms_do_not_differ() -> None:
    assert differences(version(), version(version=2, effective_from=date(2020, 1, 1)), the_fund()) == []
    before, after = (
        version(communities="B;A", kinds="cash;labour"),
        version(communities="A;B", kinds="labour;cash"),
    )
    assert differences(before, after, the_fund()) == []
