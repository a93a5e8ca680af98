"""Which step follows on which, and how long a grievance took."""

from datetime import date

import pytest

from grants.grievances.codes import is_code, new_code
from grants.grievances.states import State, may_follow, state_after, transition
from grants.grievances.timing import timing_of
from household_groups.models.grievances import GrievanceStepKind as Step

RECEIVED = date(2026, 3, 2)
A, F, R, O = Step.ACKNOWLEDGED, Step.REFERRED, Step.RESOLVED, Step.REOPENED  # noqa: E741


def on(day: int) -> date:
    return date(2026, 3, day)


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), State.RECEIVED),
        ((A,), State.ACKNOWLEDGED),
        ((A, F), State.REFERRED),
        ((A, F, F, R), State.RESOLVED),
        ((R,), State.RESOLVED),
        ((R, O), State.REOPENED),
        ((R, O, R), State.RESOLVED),
    ],
)
def test_steps_lead_from_state_to_state(steps: tuple[Step, ...], state: State) -> None:
    assert state_after(steps) is state


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (State.RECEIVED, O),
        (State.ACKNOWLEDGED, A),
        (State.RESOLVED, R),
        (State.RESOLVED, A),
        (State.REOPENED, O),
        (State.REOPENED, A),
    ],
)
def test_other_steps_do_not_follow(state: State, step: Step) -> None:
    assert transition(state, step) is None


def test_who_recorded_it_does_not_say_that_it_is_resolved() -> None:
    own = may_follow(State.ACKNOWLEDGED, by="ZARINA", recorded_by="zarina")
    other = may_follow(State.ACKNOWLEDGED, by="munira", recorded_by="zarina")
    assert {each.step for each in own} == {F}
    assert {each.step for each in other} == {F, R}


def test_days_are_counted_from_the_day_on_which_it_was_received() -> None:
    found = timing_of(RECEIVED, [(A, on(4)), (R, on(20))])
    assert (found.days_to_acknowledge, found.days_to_resolve, found.is_open) == (2, 18, False)


def test_an_outcome_that_did_not_stand_is_no_outcome() -> None:
    steps = [(A, on(4)), (R, on(10)), (O, on(15)), (R, on(31))]
    assert timing_of(RECEIVED, steps, on(20)).days_to_resolve is None
    assert timing_of(RECEIVED, steps, on(20)).open_since == on(15)
    assert timing_of(RECEIVED, steps).days_to_resolve == 29


def test_it_is_overdue_the_day_after_an_answer_or_an_outcome_was_due() -> None:
    unanswered, answered = timing_of(RECEIVED, []), timing_of(RECEIVED, [(A, on(3))])
    assert (unanswered.due_on, answered.due_on) == (on(7), date(2026, 4, 1))
    assert not unanswered.is_overdue(on(7))
    assert unanswered.is_overdue(on(8))
    assert not answered.is_overdue(on(8))
    assert answered.is_overdue(date(2026, 4, 2))
    assert not timing_of(RECEIVED, [(R, on(3))]).is_overdue(date(2027, 1, 1))


def test_codes_are_no_count() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(map(is_code, codes))
    assert not is_code("GR-001")
