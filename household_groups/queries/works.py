"""How far the works of projects are, and what was measured of their indicators."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from household_groups.models.projects import Indicator, Measurement, Progress


@dataclass(frozen=True)
class Works:
    """Percent, as written; the plan of an earlier visit holds where a later one says nothing of it."""

    planned: str | None = None
    actual: str | None = None
    on: date | None = None


def works_of(session: Session, project_ids: Collection[int]) -> dict[int, Works]:
    """The latest of each, by project id."""
    found: dict[int, Works] = {}
    query = select(Progress).where(col(Progress.project_id).in_(project_ids)).order_by(col(Progress.on))
    for each in session.exec(query):
        planned = each.planned or found.get(each.project_id, Works()).planned
        found[each.project_id] = Works(planned, each.actual, each.on)
    return found


def indicators_of(session: Session, project_id: int) -> list[tuple[Indicator, Measurement | None]]:
    """With the latest measurement of each, by code."""
    indicators = select(Indicator).where(Indicator.project_id == project_id).order_by(col(Indicator.code))
    measured = select(Measurement).where(Measurement.project_id == project_id)
    latest = {
        each.indicator_id: each for each in session.exec(measured.order_by(col(Measurement.measured_on)))
    }
    return [(indicator, latest.get(indicator.id or 0)) for indicator in session.exec(indicators)]
