"""Whether the tallies of contributions are what counting them gives."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.verifying.differences import Difference, DifferenceKind
from household_groups.models.contributions import Contribution, ContributionTally
from household_groups.models.projects import Project

Tallies = dict[str, tuple[int, int]]
"""(number, minor units) by project, status and currency."""


def compare_tallies(session: Session, programme_id: int, code: str) -> Iterator[Difference]:
    project = table(Project).c
    query = sa.select(project.id, project.code).where(project.programme_id == programme_id)
    codes: dict[int, str] = dict(session.execute(query).all())
    stored, counted = (
        _read(session.execute(rows.where(t.programme_id == programme_id)), codes)
        for rows, t in (_stored(), _counted())
    )
    for what in sorted(stored.keys() | counted.keys()):
        is_, should = stored.get(what), counted.get(what)
        if is_ != should:
            yield Difference(DifferenceKind.TALLY_DIFFERS, code, what, str(is_), str(should))


def _stored() -> tuple[sa.Select[Any], Any]:
    t = table(ContributionTally).c
    status = sa.type_coerce(t.status, sa.String)
    return sa.select(t.project_id, status, t.currency, t.contributions, t.minor), t


def _counted() -> tuple[sa.Select[Any], Any]:
    t = table(Contribution).c
    key = (t.project_id, sa.type_coerce(t.status, sa.String), t.currency)
    return sa.select(*key, sa.func.count(), sa.func.sum(t.amount_minor)).group_by(*key), t


def _read(rows: Iterable[Any], codes: dict[int, str]) -> Tallies:
    return {
        f"{codes.get(project, project)} {status} {currency}": (number, int(minor))
        for project, status, currency, number, minor in rows
    }
