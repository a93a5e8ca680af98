"""Every entry can be explained in words, from what is stored and without replay."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale
from sqlmodel import Session, col, select

from app import create_app
from core.database import session
from grants.explaining import words
from grants.explanations import StepRow, explanation_of_stored, sentence, step_rows
from grants.importing.importing import import_workbook
from grants.matching.explain import explanation_of
from grants.matching.explained import LIMITS, Explanation
from grants.matching.terms import CAPS, Reason
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.reasons import REASONS
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from tests.grants.matching.feeding import eventful_sheets, programme_of
from tests.grants.matching.village import Village
from tests.grants.programme import TODAY
from tests.web import app_on

EXAMPLES = sorted((Path(__file__).parents[1] / "contract").glob("*.xlsx"))


CONDITIONS = {
    *(Reason.KIND, Reason.SOURCE, Reason.HOUSEHOLD, Reason.GROUP_MEMBERS, Reason.GROUP_LEADER),
    *(Reason.GROUP_AGE, Reason.GROUP_CERTIFICATE, Reason.PROJECT_COST, Reason.LATE, Reason.JOINT_CONDITION),
}


class Told(NamedTuple):
    """A stored entry in words."""

    contribution: str
    rule: str
    reason: str
    sentence: str
    rows: list[StepRow]


@pytest.fixture
def told(sqlite_engine: sa.Engine, request: pytest.FixtureRequest) -> list[Told]:
    """All entries of an example, in the order of booking."""
    [workbook] = [path for path in EXAMPLES if path.stem == request.param]
    assert import_workbook(sqlite_engine, workbook, by="tester", at=TODAY).problems == []
    with session(sqlite_engine) as reading, app_on(sqlite_engine).test_request_context():
        return list(stories(reading))


def stories(reading: Session) -> Iterator[Told]:
    entries = select(MatchEntry).order_by(col(MatchEntry.seq), col(MatchEntry.line))
    for entry in reading.exec(entries):
        rule = reading.get_one(MatchingRule, entry.rule_id)
        fund = reading.get_one(Fund, entry.fund_id)
        contribution = reading.get_one(Contribution, entry.contribution_id)
        project = reading.get_one(Project, entry.project_id)
        explanation = explanation_of_stored(entry, rule, fund, contribution, project)
        yield Told(
            contribution.reference, rule.code, entry.reason, sentence(explanation), step_rows(explanation)
        )


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(Reason)
    assert len({str(label) for label in REASONS.values()}) == len(Reason)


def test_every_condition_and_limit_has_its_clause() -> None:
    said_otherwise = {Reason.GROUP_LEADER, Reason.JOINT_CONDITION}
    assert set(words.FAILED) | said_otherwise == CONDITIONS
    assert set(words.CUT) == LIMITS
    assert set(words.WAITED) == {None, *(LIMITS - CAPS), Reason.IN_KIND_THRESHOLD}


@pytest.mark.parametrize("told", [path.stem for path in EXAMPLES], indirect=True)
def test_every_entry_of_an_example_is_told(told: list[Told]) -> None:
    assert told
    for each in told:
        assert each.sentence.endswith(".")
        assert each.rows
        assert all(row.step for row in each.rows)


KHATLON = {
    ("FAK-001", "IOM-W", "waiting"): (
        "It waits: 433.17 counts for the project so far, and the rule grants from 800.00 on."
    ),
    ("FAK-001", "IOM-W", "full"): (
        "It had waited for the threshold with 433.17; "
        "2.00 for each 1.00 up to 1,500.00, then 1.00: 866.34 for 433.17."
    ),
    ("FAK-001", "IOM-LEAD", "full"): "0.25 for each 1.00: 108.29 for 433.17.",
    ("FAK-003", "IOM-W", "full"): (
        "In kind counts at 50% of its value; "
        "2.00 for each 1.00 up to 1,500.00, then 1.00: 309.40 for 154.70 after 1,133.17."
    ),
    ("FAK-003", "JAM-1", "kind"): "Nothing is granted: the rule does not match labour.",
    ("FAK-004", "IOM-LEAD", "match_per_group"): (
        "0.25 for each 1.00: 162.50 for 650.01; cut from 162.50 to 15.58 because a group gets at most 300.00."
    ),
    ("HIL-001", "IOM-LEAD", "group_leader"): (
        "Nothing is granted: the rule is for groups that a woman leads."
    ),
    ("HIL-001", "IOM-W", "household"): (
        "Nothing is granted: no household is named, and the rule has a limit for each."
    ),
    ("FAK-006", "IOM-W", "reversed"): (
        "233.33 of 700.00 is released because 4,000.00 of 12,000.00 TJS was reversed."
    ),
    ("FAK-008", "IOM-W", "funding_gap"): (
        "700.00 of 1,372.55 counts because a household counts up to 700.00 a quarter; "
        "2.00 for each 1.00 up to 1,500.00, then 1.00: 700.00 for 700.00 after 3,185.63; "
        "cut from 700.00 to 430.85 because the project is then fully funded."
    ),
    ("FAK-008", "JAM-1", "funding_gap"): (
        "0.10 for each 1.00: 1,400.00 for 14,000.00; "
        "cut from 1,400.00 to 900.00 because a contribution gets at most 900.00; "
        "cut from 900.00 to 0.09 because the project is then fully funded."
    ),
}


@pytest.mark.parametrize("told", ["khatlon_water"], indirect=True)
def test_the_entries_of_khatlon_say_why(told: list[Told]) -> None:
    said = {(each.contribution, each.rule, each.reason): each.sentence for each in told}
    assert {key: said[key] for key in KHATLON} == KHATLON


@pytest.mark.parametrize("told", ["khatlon_water"], indirect=True)
def test_the_steps_stand_in_a_table_with_the_currency_where_it_is_not_the_funds(told: list[Told]) -> None:
    """4,985.63 USD of the fund were granted by then, of 60 % of 120,000.00 TJS at 9.6876, and of 9,000.00."""
    [rows] = [each.rows for each in told if (each.contribution, each.rule) == ("FAK-008", "IOM-W")]
    assert rows == [
        StepRow("Value at the rate of the month", "14,000.00 TJS", "", "1,372.55", "", False),
        StepRow("Limit of what counts of a household", "1,372.55", "700.00", "700.00", "", True),
        StepRow("Ratio", "700.00", "", "700.00", "after 3,185.63", False),
        StepRow("Share of the project's cost", "700.00", "2,446.55", "700.00", "", False),
        StepRow("What the project still lacks", "700.00", "430.85", "430.85", "", True),
        StepRow("Fund's budget", "430.85", "4,014.37", "430.85", "", False),
    ]


CORNERS = {
    ("FL-1", "FARM-1", "in_kind_threshold"): "It had waited for the threshold, for which alone it counts.",
    ("FL-3", "FARM-1", "in_kind_threshold"): "In kind counts for the threshold only.",
    ("JN-1", "HOME-1", "joint_condition"): (
        "Nothing is granted: HOME-2 of the same scheme does not apply (Too few members in the group)."
    ),
    ("JN-1", "HOME-2", "group_members"): (
        "Nothing is granted: the number of members of the group is 8, and the rule asks for at least 9."
    ),
    ("JN-3", "HOME-1", "match_per_household"): (
        "1.00 for each 1.00: 90.00 for 90.00; "
        "cut from 90.00 to 50.00 because a household gets at most 150.00 a year."
    ),
    ("JN-3", "HOME-2", "joint"): (
        "2.00 for each 1.00: 180.00 for 90.00; "
        "cut from 180.00 to 100.00 because the scheme pays in step and HOME-1 can pay no more."
    ),
    ("YEN-1", "TOWN-1", "funding_gap"): (
        "1.00 for each 1.00: 2.00 for 2.00; cut from 2.00 to 1.02 because the project is then fully funded."
    ),
    ("YE-2", "CLINIC-1", "yearly_envelope"): (
        "1.00 for each 1.00: 300.00 for 300.00; "
        "cut from 300.00 to 100.00 because the fund's envelope for the year is then used up."
    ),
    ("RA-3", "HALL-1", "group_certificate"): (
        "Nothing is granted: the certificate of the group ended on 30 Jun 2020."
    ),
    ("PA-4", "POWER-3", "source"): (
        "Nothing is granted: the rule does not match money whose source is local."
    ),
    ("CA-1", "LATR-1", "settled"): (
        "80.00 of 200.00 is released because the project is settled and needs it no longer; "
        "120.00 more was paid out already and is due as a refund."
    ),
}


@pytest.mark.parametrize("told", ["corners"], indirect=True)
def test_the_entries_of_every_corner_say_why(told: list[Told]) -> None:
    said = {(each.contribution, each.rule, each.reason): each.sentence for each in told}
    assert {key: said[key] for key in CORNERS} == CORNERS


@pytest.fixture
def app_without_books() -> Iterator[Flask]:
    app = create_app(DATABASE_URL="sqlite://")
    with app.test_request_context():
        yield app


@pytest.mark.usefixtures("app_without_books")
def test_every_entry_of_random_programmes_is_told() -> None:
    for seed in range(12):
        for entry in programme_of(eventful_sheets(seed)).entries():
            explanation = explanation_of(entry)
            assert sentence(explanation).endswith(".")
            assert "%(" not in sentence(explanation)
            assert len(step_rows(explanation)) == len(entry.steps)


def last(village: Village) -> Explanation:
    return explanation_of(village.entries[-1])


@pytest.mark.usefixtures("app_without_books")
def test_a_rematch_says_what_the_match_had_and_what_it_lacked() -> None:
    village = Village(fund=10)
    village.rule()
    village.give(50)
    village.set_fund("budget", 30)
    village.rematch()
    assert sentence(last(village)) == (
        "The match had 10.00 of the 50.00 desired and lacked 40.00; "
        "cut from 40.00 to 20.00 because the fund's budget is then used up."
    )
    village.set_fund("budget", 90)
    village.rematch()
    assert sentence(last(village)) == (
        "The match had 30.00 of the 50.00 desired and lacked 20.00; now it is granted in full."
    )


@pytest.mark.usefixtures("app_without_books")
def test_one_that_waits_for_another_rule_of_its_scheme_says_so() -> None:
    village = Village()
    village.fund("X")
    village.rule("A", joint="J", counted_min=10)
    village.rule("B", fund="X", joint="J", counted_min=90)
    village.give(20)
    first, second = (sentence(explanation_of(entry)) for entry in village.entries)
    assert first == "It waits until another rule of the scheme has reached its threshold."
    assert second == "It waits: 20.00 counts for the project so far, and the rule grants from 90.00 on."


@pytest.mark.usefixtures("app_without_books")
def test_where_another_desires_nothing_the_scheme_says_which() -> None:
    village = Village()
    village.fund("X")
    village.rule("A", joint="J", in_kind="threshold")
    village.rule("B", fund="X", joint="J", in_kind="match")
    village.give(20, kind="labour")
    first, second = (sentence(explanation_of(entry)) for entry in village.entries)
    assert first == "In kind counts for the threshold only."
    assert second == (
        "1.00 for each 1.00: 20.00 for 20.00; "
        "nothing is granted: the scheme pays in step, and A desires nothing."
    )


@pytest.mark.usefixtures("app_without_books")
def test_numbers_are_written_as_the_reader_writes_them() -> None:
    village = Village(currency="JPY", budget=1_000_000, rates={"JPY": 100})
    village.fund("J", 9_000_000, "JPY")
    village.rule(fund="J", tiers={0: "1.5", 150_000: "0.333"}, match_per_project=200_000)
    village.give(200_000, currency="JPY")
    assert sentence(last(village)) == (
        "1.5 for each 1 up to 150,000, then 0.333: 241,650 for 200,000; "
        "cut from 241,650 to 200,000 because a project gets at most 200,000."
    )
    with force_locale("de"):
        assert "1,5 for each 1 up to 150.000, then 0,333: 241.650" in sentence(last(village))


@pytest.mark.usefixtures("app_without_books")
def test_what_is_not_given_is_said_to_be_missing() -> None:
    village = Village()
    village.rule("A", sources=frozenset({"local"}))
    village.rule("B", group_min_members=10)
    village.rule("C", group_certificate=True)
    village.rule("D", group_leader="m")
    village.give(5)
    assert [sentence(explanation_of(entry)) for entry in village.entries] == [
        "Nothing is granted: its source is not given, and the rule asks for it.",
        "Nothing is granted: the number of members of the group is not given, and the rule asks for it.",
        "Nothing is granted: the group has no certificate.",
        "Nothing is granted: the rule is for groups that a man leads.",
    ]
