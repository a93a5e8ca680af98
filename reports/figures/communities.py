"""The rows of `communities`."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.figures.achievements import Achievements
from reports.figures.books import Books
from reports.figures.quotients import minor_per, quotient
from reports.figures.totals import Totals, combined
from reports.queries.registry import CommunityRecord


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """Projects and groups are those with a contribution to date, as in the summary.

    `opening_beneficiaries` is their number on the eve of the span. In the report of one fund, the cost of a
    beneficiary is that of the whole projects, from `cost_total`, which is spent and in kind of all sources.
    """

    code: str
    name: str
    admin1: str | None
    admin2: str | None
    households: int | None
    households_contributing: int
    participation: Decimal | None
    projects: int
    groups: int
    contributed_quarter_minor: int
    contributed_total_minor: int
    remittances_total_minor: int
    in_kind_total_minor: int
    matched_quarter_minor: int
    matched_total_minor: int
    disbursed_total_minor: int
    spent_total_minor: int
    leverage: Decimal | None
    beneficiaries: Decimal | None
    cost_per_beneficiary_minor: int | None
    cost_total_minor: int
    opening_beneficiaries: Decimal | None


@dataclass(frozen=True, slots=True)
class CommunityTotals:
    """A community with activity: its projects in the report, and their totals, one by one and together."""

    community: CommunityRecord
    project_ids: list[int]
    parts: list[Totals]
    sums: Totals


def community_totals(
    books: Books, totals: Mapping[int, Totals], found: Achievements
) -> list[CommunityTotals]:
    """Every community with any activity to date: money or work, a measurement, or progress of works; and those
    whose people a work of another one was counted to reach.

    `totals` are by project id, of the projects that the report shows.
    """
    active = books.projects.keys() | found.measured | found.works.keys()
    projects: defaultdict[int, list[int]] = defaultdict(list)
    for id in totals.keys() & active:
        projects[books.registry.projects[id].community_id].append(id)
    reached = {id for id, people in found.reach.people.items() if people.keys() & totals.keys()}
    known = [books.registry.communities[id] for id in projects.keys() | reached]
    communities = sorted(known, key=lambda each: each.code)
    return [_totals(community, projects[community.id], totals) for community in communities]


def community_rows(
    communities: Iterable[CommunityTotals], found: Achievements, shown: Container[int]
) -> list[CommunityRow]:
    """`shown` are the ids of the projects that the report shows."""
    return [_row(each, each.sums, found, shown) for each in communities]


def _totals(
    community: CommunityRecord, project_ids: list[int], totals: Mapping[int, Totals]
) -> CommunityTotals:
    parts = [totals[id] for id in project_ids]
    return CommunityTotals(community, project_ids, parts, combined(parts))


def _row(of: CommunityTotals, sums: Totals, found: Achievements, shown: Container[int]) -> CommunityRow:
    community = of.community
    contributing = len(sums.households.to_date)
    beneficiaries = found.reach.served(community, shown)
    return CommunityRow(
        code=community.code,
        name=community.name,
        admin1=community.admin1,
        admin2=community.admin2,
        households=community.households,
        households_contributing=contributing,
        participation=quotient(contributing, community.households),
        projects=sum(part.has_contribution_to_date for part in of.parts),
        groups=len(sums.groups.to_date),
        contributed_quarter_minor=sums.contributed.during,
        contributed_total_minor=sums.contributed.total,
        remittances_total_minor=sums.remittances.total,
        in_kind_total_minor=sums.in_kind.total,
        matched_quarter_minor=sums.matched.during,
        matched_total_minor=sums.matched.total,
        disbursed_total_minor=sums.disbursed.total,
        spent_total_minor=sums.spent.total,
        leverage=quotient(sums.matched.total, sums.contributed.total),
        beneficiaries=beneficiaries,
        cost_per_beneficiary_minor=minor_per(sums.cost.total, beneficiaries) if of.parts else None,
        cost_total_minor=sums.cost.total,
        opening_beneficiaries=found.opening_reach.served(community, shown),
    )
