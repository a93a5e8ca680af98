"""The rows of `reached`: each community's people and households against all, what a person cost, who is served."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.money import largest_remainder
from reports.figures.achievements import BENEFICIARIES, Achievements
from reports.figures.books import Books
from reports.figures.communities import CommunityTotals
from reports.figures.impact import DataQuality, ImpactRow, by_project, quality_of
from reports.figures.quotients import minor_per, quotient
from reports.figures.reach import Reach
from reports.figures.totals import Totals


@dataclass(frozen=True, slots=True)
class ReachedRow:
    """`people_reached` are served, served in part, or were reached by works that have stopped serving.

    A work's cost falls on the communities that it reaches in proportion to their people; `cost_minor` is what
    falls on this one. `people_before` had the service before the works.
    """

    code: str
    name: str
    population: int | None
    households: int | None
    people_before: Decimal | None
    people_reached: Decimal | None
    people_served: Decimal | None
    people_partly: Decimal | None
    people_stopped: Decimal | None
    share: Decimal | None
    households_reached: int | None
    households_share: Decimal | None
    works: int
    works_partly: int
    works_stopped: int
    cost_minor: int
    cost_per_person_minor: int | None
    counted_on: date | None
    age_days: int | None
    reports_due: int
    reports_missing: int
    missing_share: Decimal | None


def reached_rows(
    books: Books,
    communities: Iterable[CommunityTotals],
    totals: Mapping[int, Totals],
    found: Achievements,
    impact: Iterable[ImpactRow],
) -> list[ReachedRow]:
    """Of the communities of the report, in their order; `totals` are by project id, of those that it shows."""
    costs, rows = _costs(books, totals, found.reach), by_project(impact)
    return [_row(books, each, totals.keys(), found, costs, rows) for each in communities]


def _row(
    books: Books,
    of: CommunityTotals,
    shown: Iterable[int],
    found: Achievements,
    costs: Mapping[int, int],
    rows: Mapping[str, list[ImpactRow]],
) -> ReachedRow:
    community, reach, shown = of.community, found.reach, frozenset(shown)
    projects = {id for id in reach.projects_of(community.id) if id in shown}
    reached, served = reach.ever(community, shown), reach.served(community, shown)
    fully = reach.fully_served(community, shown)
    households = _households(reach, community.id, projects, community.households)
    quality, counted_on = _quality(books, projects, of.project_ids, rows), _counted_on(books, found, projects)
    day = books.span.ends_on
    return ReachedRow(
        code=community.code,
        name=community.name,
        population=community.population,
        households=community.households,
        people_before=_before(books, projects, rows, community.population),
        people_reached=reached,
        people_served=served,
        people_partly=None if served is None or fully is None else served - fully,
        people_stopped=None if reached is None or served is None else reached - served,
        share=None if served is None else quotient(served, community.population),
        households_reached=households,
        households_share=None if households is None else quotient(households, community.households),
        works=len(projects),
        works_partly=len(projects & reach.partly),
        works_stopped=len(projects & reach.stopped),
        cost_minor=costs.get(community.id, 0),
        cost_per_person_minor=minor_per(costs.get(community.id, 0), served),
        counted_on=counted_on,
        age_days=None if counted_on is None else max(0, (day - counted_on).days),
        reports_due=quality.due,
        reports_missing=quality.missing,
        missing_share=quality.share_missing,
    )


def _costs(books: Books, totals: Mapping[int, Totals], reach: Reach) -> dict[int, int]:
    """By community id: of each work its part, to the minor unit; where nobody was counted, all on its own."""
    people: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
    for community_id, by_id in reach.people.items():
        for project_id, count in by_id.items():
            people[project_id][community_id] = count
    costs: defaultdict[int, int] = defaultdict(int)
    for id, of in totals.items():
        places = {community: int(count) for community, count in sorted(people[id].items()) if count >= 1}
        places = places or {books.registry.projects[id].community_id: 1}
        for community, part in zip(
            places, largest_remainder(of.cost.total, list(places.values())), strict=True
        ):
            costs[community] += part
    return costs


def _households(
    reach: Reach, community_id: int, projects: Iterable[int], households: int | None
) -> int | None:
    """The most that one work that serves was counted to reach; at most all there are."""
    known = reach.households.get(community_id, {})
    counts = [0 if id in reach.stopped else known[id] for id in projects if id in known]
    if not counts:
        return None
    return max(counts) if households is None else min(max(counts), households)


def _before(
    books: Books, projects: Iterable[int], rows: Mapping[str, list[ImpactRow]], population: int | None
) -> Decimal | None:
    """The most whom a baseline of these works found served already."""
    found = [
        row.baseline
        for id in projects
        for row in rows.get(books.registry.projects[id].code, [])
        if row.code == BENEFICIARIES and row.baseline is not None
    ]
    if not found:
        return None
    return max(found) if population is None else min(max(found), Decimal(population))


def _quality(
    books: Books, reaching: Iterable[int], standing: Iterable[int], rows: Mapping[str, list[ImpactRow]]
) -> DataQuality:
    """Of the works that stand in the community, and those of others that reach it."""
    codes = {books.registry.projects[id].code for id in {*reaching, *standing}}
    return quality_of(row for code in codes for row in rows.get(code, []))


def _counted_on(books: Books, found: Achievements, projects: Iterable[int]) -> date | None:
    """The day of the oldest of the counts that stand behind the people."""
    days = [found.reach.days[id] for id in projects if id in found.reach.days]
    return min(days, default=None)
