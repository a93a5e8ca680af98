"""The names behind the codes of a trial, for its tables."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from core.tables import table
from grants.models.funds import Fund
from household_groups.models.projects import Project
from household_groups.models.registry import Community, HouseholdGroup

_MODELS: Mapping[str, type[SQLModel]] = {
    "communities": Community,
    "projects": Project,
    "groups": HouseholdGroup,
}


def names_of(session: Session, programme_id: int) -> dict[str, dict[str, str]]:
    """By what is named, then by code."""
    return {what: _names(session, programme_id, model) for what, model in _MODELS.items()}


def funds_of(session: Session, programme_id: int) -> dict[str, Fund]:
    """Every fund, by its code."""
    return {fund.code: fund for fund in session.exec(select(Fund).where(Fund.programme_id == programme_id))}


def _names(session: Session, programme_id: int, model: type[SQLModel]) -> dict[str, str]:
    t = table(model).c
    return dict(session.execute(sa.select(t.code, t.name).where(t.programme_id == programme_id)).all())
