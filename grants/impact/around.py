"""What a measurement of an indicator is compared with, as the books have it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.calendar import month_name
from core.exchange import MissingRate
from core.rates import exchange_of
from core.tables import table
from grants.impact.doubts import Around, counts_people, falls
from household_groups.catalogue.catalogue import entry_of
from household_groups.models.projects import Indicator, Measurement, Project
from household_groups.models.registry import Community
from household_groups.models.service import Reached


def around_of(session: Session, indicator: Indicator, on: date) -> Around:
    """For a measurement on a day; those of later days do not matter to it."""
    project = session.get_one(Project, indicator.project_id)
    entry = entry_of(indicator.catalogue)
    before = session.exec(
        select(Measurement)
        .where(Measurement.indicator_id == indicator.id, Measurement.measured_on < on)
        .order_by(col(Measurement.measured_on).desc())
        .limit(1)
    ).first()
    baseline = None if indicator.baseline is None else Decimal(indicator.baseline)
    places = _places(session, project)
    return Around(
        unit=indicator.unit,
        entry=entry,
        is_people=counts_people(entry, indicator.code, indicator.unit),
        falls=falls(entry, baseline, Decimal(indicator.target)),
        before=None if before is None else Decimal(before.value),
        before_on=None if before is None else before.measured_on,
        population=_sum([each.population for each in places]),
        population_of_all=_sum(_populations(session, project.programme_id)),
        households=_sum([each.households for each in places]),
        cost=_in_dollars(session, project),
    )


def _places(session: Session, project: Project) -> Sequence[Community]:
    """Its own community, and those that it was counted to reach."""
    reached = sa.select(col(Reached.community_id)).where(col(Reached.project_id) == project.id)
    id = col(Community.id)
    return session.exec(select(Community).where((id == project.community_id) | id.in_(reached))).all()


def _populations(session: Session, programme_id: int) -> list[int | None]:
    t = table(Community).c
    return list(session.scalars(sa.select(t.population).where(t.programme_id == programme_id)))


def _sum(numbers: Sequence[int | None]) -> int | None:
    """None where one of them is not known."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known and len(known) == len(numbers) else None


def _in_dollars(session: Session, project: Project) -> int | None:
    """Its budget at the rate of the month of its approval; None without one."""
    if project.approved_on is None or not project.budget_minor:
        return None
    exchange, month = exchange_of(session, project.programme_id), month_name(project.approved_on)
    try:
        return exchange.convert(project.budget_minor, project.currency, "USD", month) // 100
    except MissingRate:
        return None
