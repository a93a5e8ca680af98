"""What may come next in the life of a project: each step with what it lacks, and who may take it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.roles import Action
from grants.living.facts import Facts
from grants.living.lacking import Lack, Standing, lacks_of
from grants.living.transitions import FINAL, Transition, doers_barred, following, is_barred
from household_groups.models.life import ProjectStepKind
from household_groups.models.projects import ProjectStatus
from household_groups.project_states import state_of

AWAY = frozenset({ProjectStepKind.DECLINED, ProjectStepKind.CANCELLED})
"""Steps that lead out of the way ahead."""


@dataclass(frozen=True)
class Ahead:
    """A step that may come next; `not_by` are the names of those who may not take it."""

    found: Transition
    lacks: list[Lack]
    not_by: list[str]
    is_barred: bool = False
    is_mine: bool = False

    @property
    def step(self) -> ProjectStepKind:
        return self.found.step

    @property
    def blocking(self) -> list[Lack]:
        """What no words make up for."""
        return [lack for lack in self.lacks if not _may_be_said(lack)]

    @property
    def to_be_said(self) -> list[Lack]:
        """What words may make up for."""
        return [lack for lack in self.lacks if _may_be_said(lack)]


def steps_ahead(facts: Facts, on: date, by: str, may: Callable[[Action], bool]) -> list[Ahead]:
    """As of a day and for a person; in the order of the table, so that the way ahead comes first."""
    return [_ahead(facts, found, on, by, may) for found in _following(facts)]


def next_of(facts: Facts, on: date, by: str, may: Callable[[Action], bool]) -> Ahead | None:
    """The next step on the way ahead; None where nothing is due, or nothing was entered of what came before."""
    if facts.state in FINAL:
        return None
    return next((each for each in steps_ahead(facts, on, by, may) if each.step not in AWAY), None)


def _following(facts: Facts) -> list[Transition]:
    """What is under way without any step is told from its beginning in a file, or stays as it is."""
    if facts.state is None and state_of(facts.project) is not ProjectStatus.PROPOSED:
        return []
    return following(facts.state)


def _ahead(facts: Facts, found: Transition, on: date, by: str, may: Callable[[Action], bool]) -> Ahead:
    barred = is_barred(found, by, facts.steps)
    return Ahead(
        found,
        lacks_of(found, _standing(facts, found, on, by)),
        list(dict.fromkeys(doers_barred(found, facts.steps).values())),
        is_barred=barred,
        is_mine=may(found.action) and not barred,
    )


def _standing(facts: Facts, found: Transition, on: date, by: str) -> Standing:
    """A proposal stands on the latest meeting that chose the project."""
    meeting = None
    if found.step is ProjectStepKind.PROPOSED:
        chosen = [facts.meetings[id] for id in facts.chosen_in if facts.meetings[id].held_on <= on]
        meeting = max(chosen, key=lambda each: each.held_on, default=None)
    return Standing(facts, facts.steps, on, meeting, by=by)


def _may_be_said(lack: Lack) -> bool:
    return lack.paper is not None and lack.paper.unless_said
