"""What a grievance goes through: the one table of which step follows on which."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.accounts.names import name_key
from household_groups.models.grievances import GrievanceStepKind as Step


class State(StrEnum):
    """Where a grievance stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    REFERRED = "referred"
    RESOLVED = "resolved"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Transition:
    """One step. `needs_another`: not by who recorded the grievance, so that nobody judges what they wrote."""

    before: State
    step: Step
    after: State
    needs_words: bool = False
    needs_another: bool = False


_OPEN = (State.RECEIVED, State.ACKNOWLEDGED, State.REFERRED, State.REOPENED)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(State.RECEIVED, Step.ACKNOWLEDGED, State.ACKNOWLEDGED),
    *(Transition(before, Step.REFERRED, State.REFERRED, needs_words=True) for before in _OPEN),
    *(
        Transition(before, Step.RESOLVED, State.RESOLVED, needs_words=True, needs_another=True)
        for before in _OPEN
    ),
    Transition(State.RESOLVED, Step.REOPENED, State.REOPENED, needs_words=True),
)


def transition(before: State, step: Step) -> Transition | None:
    """None where the step does not follow."""
    return next((each for each in TRANSITIONS if each.before is before and each.step is step), None)


def state_after(steps: Iterable[Step]) -> State:
    """Of steps in their order; one that does not follow, of which there are none in the books, changes nothing."""
    state = State.RECEIVED
    for step in steps:
        found = transition(state, step)
        state = found.after if found else state
    return state


def may_follow(state: State, *, by: str, recorded_by: str) -> list[Transition]:
    """What this person may do next, of those who handle grievances."""
    own = name_key(by) == name_key(recorded_by)
    return [each for each in TRANSITIONS if each.before is state and not (each.needs_another and own)]
