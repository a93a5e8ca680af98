"""Whom works reach, community by community, and who of them is still served at a day."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grants.impact.serving import latest_of, partly, stopped
from reports.figures.books import Books
from reports.figures.past import check_then, reached_then
from reports.queries.registry import CommunityRecord
from reports.queries.serving import CheckRecord, ReachedRecord

ByCommunity = Mapping[int, Mapping[int, Decimal]]
"""People by community id and project id."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people a work was found to reach on a day."""

    people: Decimal
    measured_on: date


@dataclass(frozen=True, slots=True)
class Reach:
    """On one day: people, and households where they were counted, by community and project; how works serve.

    A work of several communities reaches each as it was counted there; any other reaches its own.
    """

    people: ByCommunity
    households: Mapping[int, Mapping[int, int]]
    checked: frozenset[int]
    stopped: frozenset[int]
    partly: frozenset[int]
    days: Mapping[int, date]
    """By project id, on which its people were counted last."""

    def projects_of(self, community_id: int) -> Mapping[int, Decimal]:
        return self.people.get(community_id, {})

    def ever(self, community: CommunityRecord, shown: Container[int]) -> Decimal | None:
        """Whom its works were counted to reach, whether they still serve or not."""
        return _together(community, [n for id, n in self.projects_of(community.id).items() if id in shown])

    def served(self, community: CommunityRecord, shown: Container[int]) -> Decimal | None:
        """Without those whom only a work reached that has stopped serving; None where nobody was counted."""
        counts = [
            Decimal(0) if id in self.stopped else people
            for id, people in self.projects_of(community.id).items()
            if id in shown
        ]
        return _together(community, counts)

    def fully_served(self, community: CommunityRecord, shown: Container[int]) -> Decimal | None:
        """Without those, too, whom only works reach that serve in part."""
        counts = [
            Decimal(0) if id in self.stopped | self.partly else people
            for id, people in self.projects_of(community.id).items()
            if id in shown
        ]
        return _together(community, counts)


@dataclass(frozen=True, slots=True)
class Service:
    """Checks and counts of the people reached, as they count by the end of the span."""

    checks: list[CheckRecord]
    reached: list[ReachedRecord]

    def reach(self, books: Books, beneficiaries: Mapping[int, Counted], *, opening: bool = False) -> Reach:
        """At the end of the span, or on its eve; `beneficiaries` are those of projects as a whole."""
        checks = [each for each in self.checks if not opening or books.is_before(each.counted_on)]
        latest = latest_of(checks, books.span.ends_on)
        people: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
        households: defaultdict[int, dict[int, int]] = defaultdict(dict)
        days = {project_id: each.measured_on for project_id, each in beneficiaries.items()}
        counted = set()
        for each in self.reached:
            if opening and not books.is_before(each.counted_on):
                continue
            counted.add(each.project_id)
            days[each.project_id] = each.measured_on
            people[each.community_id][each.project_id] = Decimal(each.people)
            if each.households is not None:
                households[each.community_id][each.project_id] = each.households
        for project_id in beneficiaries.keys() - counted:
            own = books.registry.projects[project_id].community_id
            people[own][project_id] = beneficiaries[project_id].people
        return Reach(people, households, frozenset(latest), stopped(latest), partly(latest), days)


def service_of(books: Books, checks: Iterable[CheckRecord], reached: Iterable[ReachedRecord]) -> Service:
    """As these records stood at the end of the span, each in the order of its days."""
    registry = books.registry
    projects, communities = registry.projects, registry.communities
    return Service(
        [check_then(registry.facts, projects[each.project_id], each) for each in checks],
        [
            reached_then(
                *(registry.facts, projects[each.project_id].code, communities[each.community_id].code, each)
            )
            for each in reached
        ],
    )


def _together(community: CommunityRecord, counts: list[Decimal]) -> Decimal | None:
    """The most that one project serves, as the same people may use several; at most the population."""
    if not counts:
        return None
    population = community.population
    return max(counts) if population is None else min(max(counts), Decimal(population))
