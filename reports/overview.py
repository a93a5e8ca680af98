"""The programmes at a glance, for the first page."""

from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.calendar import Span
from core.money import to_major
from core.programmes import Programme
from core.tables import table
from grants.matching import accounts
from grants.models.funds import Fund
from grants.models.matches import Balance
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from reports.quarterly import latest_quarter


@dataclass(frozen=True)
class ProgrammeOverview:
    """`matched` is what stands granted, a pair (amount, currency) for each currency of its funds."""

    programme: Programme
    projects: int
    contributions: int
    matched: list[tuple[Decimal, str]]
    funds: list[Fund]
    latest: Span | None


def overviews(session: Session) -> list[ProgrammeOverview]:
    """Of every programme, by name."""
    programmes = session.exec(select(Programme).order_by(col(Programme.name))).all()
    return [overview(session, programme) for programme in programmes]


def overview(session: Session, programme: Programme) -> ProgrammeOverview:
    assert programme.id is not None
    funds = session.exec(select(Fund).where(Fund.programme_id == programme.id)).all()
    return ProgrammeOverview(
        programme,
        _count(session, Project, programme.id),
        _count(session, Contribution, programme.id, col(Contribution.verified_seq).is_not(None)),
        _matched(session, programme.id),
        sorted(funds, key=lambda fund: fund.code),
        latest_quarter(session, programme),
    )


def find_programme(session: Session, code: str) -> Programme | None:
    return session.exec(select(Programme).where(Programme.code == code)).first()


def _count(
    session: Session, model: type[Project] | type[Contribution], id: int, *where: sa.ColumnElement[bool]
) -> int:
    query = sa.select(sa.func.count()).select_from(table(model))
    count: int = session.execute(query.where(table(model).c.programme_id == id, *where)).scalar_one()
    return count


def _matched(session: Session, programme_id: int) -> list[tuple[Decimal, str]]:
    balance, fund = table(Balance).c, table(Fund).c
    total = sa.cast(sa.func.sum(balance.minor), sa.BigInteger)
    query = (
        sa.select(fund.currency, total)
        .where(balance.programme_id == programme_id, fund.programme_id == programme_id)
        .where(balance.account == accounts.FUND, balance.owner == fund.code)
        .group_by(fund.currency)
    )
    return [
        (to_major(minor, currency), currency)
        for currency, minor in sorted(map(tuple, session.execute(query)))
    ]
