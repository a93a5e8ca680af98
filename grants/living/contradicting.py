"""Whether what `projects` says of a project agrees with the latest step of its life."""

from dataclasses import dataclass
from datetime import date

from grants.living.facts import Facts
from grants.living.transitions import STATUSES
from household_groups.models.life import ProjectStepKind
from household_groups.models.projects import ProjectStatus
from household_groups.project_states import state_of


@dataclass(frozen=True)
class Contradiction:
    """What the steps say: the status, and since when the project is approved."""

    step: ProjectStepKind
    status: ProjectStatus
    approved_on: date | None


def contradiction_in(facts: Facts) -> Contradiction | None:
    """None where they agree, and where there are no steps: then the status is free."""
    if facts.state is None:
        return None
    status, approved_on = STATUSES[facts.state], approved_by_steps(facts)
    if state_of(facts.project) is status and facts.project.approved_on == approved_on:
        return None
    return Contradiction(facts.state, status, approved_on)


def approved_by_steps(facts: Facts) -> date | None:
    """The day of the approval among the steps; it may come once."""
    days = [step.decided_on for step in facts.steps if step.step is ProjectStepKind.APPROVED]
    return days[-1] if days else None
