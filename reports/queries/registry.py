"""Who there is and what is built: the programme, communities, groups, projects and what projects achieve."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.programmes import Programme
from core.tables import table
from household_groups.models.projects import Indicator, Measurement, Progress, Project
from household_groups.models.registry import Community, HouseholdGroup


class ProgrammeRecord(NamedTuple):
    id: int
    code: str
    name: str
    country: str
    currency: str
    starts_on: date
    language: str | None


class CommunityRecord(NamedTuple):
    id: int
    code: str
    name: str
    admin1: str | None
    admin2: str | None
    population: int | None
    households: int | None
    latitude: str | None
    longitude: str | None
    marginality: str | None


class ProjectRecord(NamedTuple):
    """The budget is in the project's own currency."""

    id: int
    code: str
    community_id: int
    name: str
    sector: str
    status: str | None
    budget_minor: int
    currency: str
    approved_on: date | None
    starts_on: date | None
    ends_on: date | None
    settled_on: date | None


class IndicatorRecord(NamedTuple):
    id: int
    project_id: int
    code: str
    name: str
    unit: str
    baseline: str | None
    target: str
    catalogue: str | None
    baseline_on: date | None


class MeasurementRecord(NamedTuple):
    indicator_id: int
    measured_on: date
    value: str
    female: str | None
    male: str | None
    counted_on: date


class ProgressRecord(NamedTuple):
    """In percent, 0 to 100."""

    project_id: int
    on: date
    planned: str | None
    actual: str
    counted_on: date


def find_programme(session: Session, code: str) -> ProgrammeRecord | None:
    t = table(Programme).c
    query = sa.select(t.id, t.code, t.name, t.country, t.currency, t.starts_on, t.language)
    row = session.execute(query.where(t.code == code)).first()
    return ProgrammeRecord._make(row) if row else None


def communities(session: Session, programme_id: int) -> Iterator[CommunityRecord]:
    t = table(Community).c
    query = sa.select(
        *(t.id, t.code, t.name, t.admin1, t.admin2, t.population, t.households),
        *(t.latitude, t.longitude, sa.type_coerce(t.marginality, sa.String)),
    )
    return map(CommunityRecord._make, session.execute(query.where(t.programme_id == programme_id)))


def group_codes(session: Session, programme_id: int) -> dict[int, str]:
    t = table(HouseholdGroup).c
    rows = session.execute(sa.select(t.id, t.code).where(t.programme_id == programme_id))
    return {row.id: row.code for row in rows}


def projects(session: Session, programme_id: int) -> Iterator[ProjectRecord]:
    t = table(Project).c
    query = sa.select(
        *(t.id, t.code, t.community_id, t.name, t.sector, sa.type_coerce(t.status, sa.String)),
        *(t.budget_minor, t.currency, t.approved_on, t.starts_on, t.ends_on, t.settled_on),
    )
    return map(ProjectRecord._make, session.execute(query.where(t.programme_id == programme_id)))


def indicators(session: Session, programme_id: int) -> Iterator[IndicatorRecord]:
    t = table(Indicator).c
    query = sa.select(
        *(t.id, t.project_id, t.code, t.name, t.unit, t.baseline, t.target, t.catalogue, t.baseline_on)
    )
    return map(IndicatorRecord._make, session.execute(query.where(t.programme_id == programme_id)))


def measurements(session: Session, programme_id: int, until: date) -> Iterator[MeasurementRecord]:
    t = table(Measurement).c
    counted_on = sa.func.coalesce(t.counted_on, t.measured_on)
    query = sa.select(t.indicator_id, t.measured_on, t.value, t.female, t.male, counted_on)
    query = query.where(t.programme_id == programme_id, counted_on <= until)
    return map(MeasurementRecord._make, session.execute(query))


def progress(session: Session, programme_id: int, until: date) -> Iterator[ProgressRecord]:
    t = table(Progress).c
    counted_on = sa.func.coalesce(t.counted_on, t.on)
    query = sa.select(t.project_id, t.on, t.planned, t.actual, counted_on)
    query = query.where(t.programme_id == programme_id, counted_on <= until)
    return map(ProgressRecord._make, session.execute(query))
