"""How long a grievance took, and whether it takes too long: days from the day on which it was received.

The targets are the programme's promise to whoever complains. No law sets them; five and thirty days are what
large funders print on their boards: an answer within the week, an outcome within the month.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from grants.grievances.states import State, state_after
from household_groups.models.grievances import GrievanceStepKind as Step

DAYS_TO_ACKNOWLEDGE = 5
DAYS_TO_RESOLVE = 30

Taken = tuple[Step, date]
"""A step, and its day."""


@dataclass(frozen=True, slots=True)
class Timing:
    """As of a day: `open_since` is the day on which it was received, or reopened last; None once resolved.

    `acknowledged_on` is the day of the first step, whatever it was: from then on who complains has an answer.
    `resolved_on` is that of the last outcome, if it stands.
    """

    state: State
    received_on: date
    acknowledged_on: date | None
    resolved_on: date | None
    open_since: date | None

    @property
    def is_open(self) -> bool:
        return self.resolved_on is None

    @property
    def days_to_acknowledge(self) -> int | None:
        return None if self.acknowledged_on is None else (self.acknowledged_on - self.received_on).days

    @property
    def days_to_resolve(self) -> int | None:
        return None if self.resolved_on is None else (self.resolved_on - self.received_on).days

    @property
    def due_on(self) -> date | None:
        """Until when the next thing has to be done; None where nothing is to be done."""
        if self.open_since is None:
            return None
        resolve_by = self.open_since + timedelta(DAYS_TO_RESOLVE)
        if self.acknowledged_on is None:
            return min(self.received_on + timedelta(DAYS_TO_ACKNOWLEDGE), resolve_by)
        return resolve_by

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


def timing_of(received_on: date, steps: Iterable[Taken], on: date | None = None) -> Timing:
    """Of the steps up to the day `on`, or of all; they come in their order."""
    taken = [(step, day) for step, day in steps if on is None or day <= on]
    state = state_after(step for step, _ in taken)
    reopened = [day for step, day in taken if step is Step.REOPENED]
    is_resolved = state is State.RESOLVED
    return Timing(
        state,
        received_on,
        acknowledged_on=taken[0][1] if taken else None,
        resolved_on=taken[-1][1] if is_resolved else None,
        open_since=None if is_resolved else max([received_on, *reopened]),
    )
