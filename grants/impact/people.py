"""Whom each work reaches, by the books of today: of each community its people, against all who live there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from core.money import round_half_even
from grants.impact.indicators import IndicatorNow
from grants.impact.works import Work
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from household_groups.models.service import Reached

BENEFICIARIES = "BENEF"


@dataclass(frozen=True)
class PeopleOf:
    """Of one community, as they were counted last; `before` had the service before the works."""

    community: Community
    people: int
    female: int | None
    male: int | None
    households: int | None
    counted_on: date
    source: str | None
    before: str | None = None

    @property
    def percent(self) -> int | None:
        """Of those who live there; never more than all."""
        population = self.community.population
        return min(100, round(Decimal(100 * self.people) / population)) if population else None


@dataclass(frozen=True)
class ReachedBy:
    """`places` are those that the work reaches; `served` is nobody once it has stopped serving."""

    places: Sequence[PeopleOf]
    has_stopped: bool

    @property
    def people(self) -> int:
        return sum(each.people for each in self.places)

    @property
    def served(self) -> int:
        return 0 if self.has_stopped else self.people

    def cost_each(self, cost_minor: int) -> int | None:
        """For each person served, in minor units as the report has it; None where nobody is."""
        return round_half_even(cost_minor, self.served) if self.served else None


def people_of(
    session: Session, programme_id: int, indicators: Mapping[int, Sequence[IndicatorNow]]
) -> dict[int, int]:
    """By project id, how many its work was counted to reach in all communities."""
    found = {
        id: int(Decimal(now.latest.value))
        for id, each in indicators.items()
        for now in each
        if now.indicator.code == BENEFICIARIES and now.latest is not None
    }
    counted: defaultdict[int, dict[int, int]] = defaultdict(dict)
    query = select(Reached).where(Reached.programme_id == programme_id)
    for row in session.exec(query.order_by(col(Reached.measured_on))):
        counted[row.project_id][row.community_id] = row.people
    return found | {id: sum(by.values()) for id, by in counted.items() if id in indicators}


def reached_by(
    session: Session,
    project: Project,
    community: Community,
    indicators: Iterable[IndicatorNow],
    work: Work | None,
) -> ReachedBy:
    """By the rows of `reached`; without them its whole reach is the community in which it stands."""
    query = (
        select(Reached, Community)
        .where(Reached.project_id == project.id, col(Community.id) == col(Reached.community_id))
        .order_by(col(Reached.measured_on))
    )
    latest = {found.code: (row, found) for row, found in session.exec(query)}
    places = [
        PeopleOf(
            *(found, row.people, row.female, row.male, row.households, row.measured_on),
            source=row.source,
        )
        for row, found in latest.values()
    ]
    places = places or list(_of_its_own(community, indicators))
    return ReachedBy(places, work is not None and work.has_stopped)


def _of_its_own(community: Community, indicators: Iterable[IndicatorNow]) -> Iterable[PeopleOf]:
    for now in indicators:
        if now.indicator.code == BENEFICIARIES and now.latest is not None:
            female, male = (None if text is None else int(Decimal(text)) for text in _parts(now))
            yield PeopleOf(
                *(community, int(Decimal(now.latest.value)), female, male, None, now.latest.measured_on),
                source=now.latest.source,
                before=now.indicator.baseline,
            )


def _parts(now: IndicatorNow) -> tuple[str | None, str | None]:
    return (None, None) if now.latest is None else (now.latest.female, now.latest.male)
