"""How many contributions there are in each state, and what they add up to in each currency."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.person import Reach
from core.tables import total
from grants.visible import contributions_within, tallies_within
from household_groups.models.contributions import Contribution, ContributionStatus, ContributionTally

Conditions = Sequence[sa.ColumnElement[bool]]


@dataclass(frozen=True)
class Totals:
    """By state and currency, how many and how much; of all states together where none is asked for."""

    _found: dict[tuple[ContributionStatus, str], tuple[int, int]] = field(default_factory=dict)

    @property
    def by_state(self) -> dict[ContributionStatus, int]:
        """Also of the states in which there is none."""
        return {state: self.count(state) for state in ContributionStatus}

    def count(self, state: ContributionStatus | None = None) -> int:
        return sum(number for (each, _), (number, _) in self._found.items() if state in (None, each))

    def sums(self, state: ContributionStatus | None = None) -> list[tuple[str, int]]:
        """Currency and minor units, each currency once."""
        sums: defaultdict[str, int] = defaultdict(int)
        for (each, currency), (_, minor) in self._found.items():
            if state in (None, each):
                sums[currency] += minor
        return sorted(sums.items())


def totals_within(session: Session, reach: Reach, *states: ContributionStatus) -> Totals:
    """Of all contributions within reach, or those in some states, from the tallies where there are some."""
    within = tallies_within(reach)
    asked_for = states or tuple(ContributionStatus)
    if within is None:
        of_state = col(Contribution.status).in_(asked_for)
        return totals_of(session, [contributions_within(reach), of_state])
    tally = ContributionTally
    number, minor = total(col(tally.contributions)), total(col(tally.minor))
    query = sa.select(col(tally.status), col(tally.currency), number, minor)
    query = query.where(within, col(tally.status).in_(asked_for))
    return _totals(session, query.group_by(col(tally.status), col(tally.currency)))


def totals_of(session: Session, conditions: Conditions) -> Totals:
    """Of the contributions that meet the conditions, counted one by one."""
    status, currency = col(Contribution.status), col(Contribution.currency)
    query = sa.select(status, currency, sa.func.count(), total(col(Contribution.amount_minor)))
    return _totals(session, query.where(*conditions).group_by(status, currency))


def _totals(session: Session, query: sa.Select[ContributionStatus, str, int, int]) -> Totals:
    return Totals(
        {(state, currency): (number, minor) for state, currency, number, minor in session.execute(query)}
    )
