"""Measurements on the books about which a person would have been asked: what imports bring is not refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col, select

from grants.impact.around import around_of
from grants.impact.doubt_words import in_words
from grants.impact.doubts import Found, doubts_about
from household_groups.models.projects import Indicator, Measurement, Project


@dataclass(frozen=True)
class Odd:
    """A measurement of an indicator, and what is odd about it."""

    project: Project
    indicator: Indicator
    measurement: Measurement
    found: list[Found]


def odd_measurements(session: Session, programme_id: int) -> Iterator[Odd]:
    """Of each indicator the latest measurement, where anything is odd about it."""
    query = (
        select(Project, Indicator, Measurement)
        .where(Project.programme_id == programme_id, col(Indicator.project_id) == col(Project.id))
        .where(col(Measurement.indicator_id) == col(Indicator.id))
        .order_by(col(Project.code), col(Indicator.code), col(Measurement.measured_on))
    )
    latest = {indicator.id: (project, indicator, each) for project, indicator, each in session.exec(query)}
    for project, indicator, measurement in latest.values():
        found = doubts_of(session, indicator, measurement)
        if found:
            yield Odd(project, indicator, measurement, found)


def odd_in_words(session: Session, programme_id: int, row: Mapping[str, str]) -> list[str]:
    """Of the measurement of a row of the workbook, as it is stored."""
    query = select(Indicator, Measurement).where(
        *(Project.programme_id == programme_id, col(Indicator.project_id) == col(Project.id)),
        *(Project.code == row["project"], Indicator.code == row["indicator"]),
        col(Measurement.indicator_id) == col(Indicator.id),
    )
    found = [pair for pair in session.exec(query) if pair[1].measured_on.isoformat() == row["measured_on"]]
    return [in_words(each) for pair in found for each in doubts_of(session, *pair)]


def doubts_of(session: Session, indicator: Indicator, measurement: Measurement) -> list[Found]:
    female, male = (
        None if part is None else Decimal(part) for part in (measurement.female, measurement.male)
    )
    around = around_of(session, indicator, measurement.measured_on)
    return doubts_about(Decimal(measurement.value), female, male, around)
