"""What came to a project from families, from how far they are: for a board that names nobody."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import month_name
from core.money import round_half_even
from core.rates import exchange_of
from core.tables import table, total
from household_groups.models.contributions import IN_KIND, Contribution, ContributionSource, Reversal
from household_groups.models.projects import Project
from reports.equity.figures import FEWEST_HOUSEHOLDS


@dataclass(frozen=True)
class FromFamilies:
    """Money in the project's currency. `abroad` and `here` are None where so few gave that one would be known."""

    together: int
    abroad: int | None
    here: int | None


def from_families(session: Session, project: Project) -> FromFamilies:
    """Verified contributions in money, less what was reversed of them, each at the rate of its month."""
    exchange = exchange_of(session, project.programme_id)
    t, back = table(Contribution).c, table(Reversal).c
    reversed_ = sa.select(total(back.amount_minor)).where(back.contribution_id == t.id).scalar_subquery()
    query = sa.select(
        *(t.kind, t.source, t.amount_minor, t.currency, t.received_on),
        *(reversed_, t.household_id, t.group_id),
    ).where(t.project_id == project.id, t.verified_seq.is_not(None))
    sums, givers = {True: 0, False: 0}, defaultdict[bool, set[tuple[int | None, int]]](set)
    for kind, source, amount, currency, on, taken_back, household, group in session.execute(query):
        if kind in IN_KIND:
            continue
        value = exchange.convert(amount, currency, project.currency, month_name(on))
        is_abroad = source is ContributionSource.REMITTANCE
        sums[is_abroad] += value - round_half_even(value * taken_back, amount)
        givers[is_abroad].add((household, group))
    together = sum(sums.values())
    if any(0 < len(each) < FEWEST_HOUSEHOLDS for each in givers.values()):
        return FromFamilies(together, None, None)
    return FromFamilies(together, sums[True], sums[False])
