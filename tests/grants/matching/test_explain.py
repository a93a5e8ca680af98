"""The steps of an entry tell what went in, the limit and what came out."""

import json
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.matching.explain import Unexplainable, explain, explain_stored, explanation_of
from grants.matching.explained import LIMITS, Amount, Calculation, ExplainedStep, Share, Whose
from grants.matching.terms import Reason
from tests.grants.matching.feeding import eventful_sheets, programme_of
from tests.grants.matching.village import Village


def fund(minor: int) -> Amount:
    return Amount(minor, Whose.FUND)


def test_a_decision_is_explained_from_value_to_grant() -> None:
    village = Village(fund=10, rates={"TJS": 10})
    village.rule(ratio=2, counted_per_household=8)
    village.give(100, currency="TJS", household="H")
    assert explain(village.entries[-1].steps) == (
        ExplainedStep(Calculation.VALUE, Amount(10_000, Whose.CONTRIBUTION), None, fund(1_000)),
        ExplainedStep(Reason.COUNTED_PER_HOUSEHOLD, fund(1_000), fund(800), fund(800)),
        ExplainedStep(Calculation.RATIO, fund(800), None, fund(1_600), (fund(0),)),
        ExplainedStep(Reason.FUNDING_GAP, fund(1_600), fund(99_000), fund(1_600)),
        ExplainedStep(Reason.FUND_BUDGET, fund(1_600), fund(1_000), fund(1_000)),
    )
    assert [step.name for step in explain(village.entries[-1].steps) if step.is_cut] == [
        Reason.COUNTED_PER_HOUSEHOLD,
        Reason.FUND_BUDGET,
    ]


@pytest.mark.parametrize(
    ("stored", "explained"),
    [
        (
            ["kind", "labour", "cash;bank_transfer"],
            ExplainedStep(Reason.KIND, "labour", ("cash", "bank_transfer")),
        ),
        (["kind", "labour", ""], ExplainedStep(Reason.KIND, "labour", ())),
        (["source", None, "local"], ExplainedStep(Reason.SOURCE, None, ("local",))),
        (["household", None, None], ExplainedStep(Reason.HOUSEHOLD)),
        (["group_members", 8, 10], ExplainedStep(Reason.GROUP_MEMBERS, 8, 10)),
        (["group_members", None, 10], ExplainedStep(Reason.GROUP_MEMBERS, None, 10)),
        (["group_leader", "m", "f"], ExplainedStep(Reason.GROUP_LEADER, "m", "f")),
        (["group_age", 30, 31], ExplainedStep(Reason.GROUP_AGE, 30, 31)),
        (
            ["group_certificate", "2020-06-30", None],
            ExplainedStep(Reason.GROUP_CERTIFICATE, date(2020, 6, 30)),
        ),
        (["group_certificate", None, None], ExplainedStep(Reason.GROUP_CERTIFICATE)),
        (["project_cost", 99, 100], ExplainedStep(Reason.PROJECT_COST, fund(99), fund(100))),
        (["late", 6, 5], ExplainedStep(Reason.LATE, 6, 5)),
        (
            ["joint_condition", "FED", "late"],
            ExplainedStep(Reason.JOINT_CONDITION, beside=("FED", Reason.LATE)),
        ),
        (["in_kind_weight", 7, 4], ExplainedStep(Calculation.IN_KIND_WEIGHT, fund(7), None, fund(4))),
        (["in_kind_limit", 7, 5, 5], ExplainedStep(Reason.IN_KIND_LIMIT, fund(7), fund(5), fund(5))),
        (["in_kind_threshold", 7, 0], ExplainedStep(Reason.IN_KIND_THRESHOLD, fund(7), None, fund(0))),
        (["threshold", 7, 9], ExplainedStep(Calculation.THRESHOLD, fund(7), fund(9))),
        (["waited", 7, None], ExplainedStep(Calculation.WAITED, None, None, fund(7), (None,))),
        (
            ["waited", 7, "in_kind_limit"],
            ExplainedStep(Calculation.WAITED, None, None, fund(7), (Reason.IN_KIND_LIMIT,)),
        ),
        (
            ["joint", 200, 412, 800, 103, 5, "FED"],
            ExplainedStep(
                Reason.JOINT, fund(200), Share(412, 800), fund(103), (Amount(5, Whose.PROJECT), "FED")
            ),
        ),
        (
            ["joint_nothing", 200, "FED"],
            ExplainedStep(Calculation.JOINT_NOTHING, fund(200), None, fund(0), ("FED",)),
        ),
        (["demand", 9, 4, 5], ExplainedStep(Calculation.DEMAND, fund(9), None, fund(5), (fund(4),))),
        (["reversed", 9, 4], ExplainedStep(Reason.REVERSED, fund(9), None, fund(4))),
        (["settled", 9, 4, 6, 4], ExplainedStep(Reason.SETTLED, fund(9), fund(4), fund(4), (fund(6),))),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_stored_step_is_read(stored: list[str | int | None], explained: ExplainedStep) -> None:
    assert explain_stored(json.dumps([stored])) == (explained,)


@pytest.mark.parametrize(
    "step", [["full", 1], ["value", 1], ["value", 1, 2, 3], [None], [7, 7], ["waited", 1, "x"]]
)
def test_a_step_of_another_format_is_refused(step: list[str | int | None]) -> None:
    with pytest.raises(Unexplainable):
        explain([step])


def test_what_the_engine_refused_is_explained_by_what_was_seen_and_asked_for() -> None:
    village = Village()
    village.fund("X")
    village.rule("A", joint="J")
    village.rule("B", fund="X", joint="J", group_min_members=10)
    village.give(5)
    first, second = (explanation_of(entry) for entry in village.entries)
    assert first.steps == (ExplainedStep(Reason.JOINT_CONDITION, beside=("B", Reason.GROUP_MEMBERS)),)
    assert second.steps == (ExplainedStep(Reason.GROUP_MEMBERS, None, 10),)


def test_an_explanation_knows_the_currency_of_each_amount() -> None:
    village = Village(currency="JPY", rates={"TJS": 10, "JPY": 100})
    village.rule()
    village.give(5, currency="TJS")
    explanation = explanation_of(village.entries[-1])
    assert [explanation.currency_of(Amount(1, whose)) for whose in Whose] == ["TJS", "USD", "JPY"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_every_entry_of_every_programme_is_explained_by_its_steps(seed: int) -> None:
    """What goes into a step came out of the one before, and what comes out last was granted or released."""
    for entry in programme_of(eventful_sheets(seed)).entries():
        steps = explain(json.loads(json.dumps(entry.steps)))
        assert steps == explanation_of(entry).steps
        amounts = [step.came_out for step in steps if isinstance(step.came_out, Amount)]
        outcome = amounts[-1].minor if amounts else 0
        if entry.reason is not Reason.WAITING:
            assert outcome == entry.granted + entry.released
        cuts = [step for step in steps if step.is_cut]
        if entry.granted < entry.desired:
            assert cuts or steps[0].name is Calculation.DEMAND
        for before, after in pairwise(steps):
            assert after.name not in LIMITS or before.came_out == after.went_in
