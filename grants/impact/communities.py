"""Each community's people as works serve them today: against all who live there, and who no longer is served."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col, select

from grants.impact.indicators import IndicatorNow
from grants.impact.people import BENEFICIARIES
from grants.impact.works import Work
from household_groups.models.registry import Community
from household_groups.models.service import Reached


@dataclass(frozen=True)
class CommunityReached:
    """`served` and `reached` as reports have them: the most that one work serves, at most all who live there.

    `households` are those that a count has told.
    """

    community: Community
    works: int
    stopped: int
    reached: int
    served: int
    households: int | None

    @property
    def percent(self) -> int | None:
        population = self.community.population
        return round(Decimal(100 * self.served) / population) if population else None


@dataclass(frozen=True)
class _Count:
    people: int
    households: int | None
    has_stopped: bool


def communities_reached(
    session: Session,
    programme_id: int,
    works: Iterable[Work],
    indicators: Mapping[int, Sequence[IndicatorNow]],
) -> list[CommunityReached]:
    """Of these works, by the names of the communities."""
    known = {work.project.id or 0: work for work in works}
    communities = {
        each.id or 0: each
        for each in session.exec(select(Community).where(Community.programme_id == programme_id))
    }
    counts: defaultdict[int, dict[int, _Count]] = defaultdict(dict)
    rows = select(Reached).where(Reached.programme_id == programme_id).order_by(col(Reached.measured_on))
    shared = set()
    for row in session.exec(rows):
        if row.project_id in known:
            shared.add(row.project_id)
            count = _Count(row.people, row.households, known[row.project_id].has_stopped)
            counts[row.community_id][row.project_id] = count
    for id in known.keys() - shared:
        for now in indicators.get(id, ()):
            if now.indicator.code == BENEFICIARIES and now.latest is not None:
                people = int(Decimal(now.latest.value))
                counts[known[id].project.community_id][id] = _Count(people, None, known[id].has_stopped)
    found = [_of(communities[id], list(by.values())) for id, by in counts.items()]
    return sorted(found, key=lambda each: each.community.name)


def _of(community: Community, counts: Sequence[_Count]) -> CommunityReached:
    households = [
        0 if each.has_stopped else each.households for each in counts if each.households is not None
    ]
    return CommunityReached(
        community,
        works=len(counts),
        stopped=sum(each.has_stopped for each in counts),
        reached=_at_most(max(each.people for each in counts), community.population),
        served=_at_most(max(0 if each.has_stopped else each.people for each in counts), community.population),
        households=_at_most(max(households), community.households) if households else None,
    )


def _at_most(count: int, all_of_them: int | None) -> int:
    return count if all_of_them is None else min(count, all_of_them)
