"""The rates of a programme as a table: a month a row, a currency a column."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.programmes import Rate
from core.web.lists import containing


def currencies(session: Session, programme_id: int) -> Sequence[str]:
    query = select(Rate.currency).where(Rate.programme_id == programme_id).distinct()
    return session.exec(query.order_by(Rate.currency)).all()


def years(session: Session, programme_id: int) -> Sequence[str]:
    """The latest first."""
    year = sa.func.substr(Rate.month, 1, 4)
    query = sa.select(year).where(col(Rate.programme_id) == programme_id).distinct()
    return session.execute(query.order_by(year.desc())).scalars().all()


def months(programme_id: int, currency: str, year: str, text: str) -> sa.Select[Any]:
    """Months with a rate, the latest first; narrowed by what is not ''."""
    return (
        sa.select(col(Rate.month))
        .where(*_wanted(programme_id, currency, text), col(Rate.month).startswith(year, autoescape=True))
        .distinct()
        .order_by(col(Rate.month).desc())
    )


def rates_of(
    session: Session, programme_id: int, months: Sequence[str], currency: str, text: str
) -> dict[tuple[str, str], Rate]:
    """By month and currency."""
    query = select(Rate).where(*_wanted(programme_id, currency, text), col(Rate.month).in_(months))
    return {(rate.month, rate.currency): rate for rate in session.exec(query)}


def _wanted(programme_id: int, currency: str, text: str) -> tuple[sa.ColumnElement[bool], ...]:
    source = sa.func.coalesce(Rate.source, "")
    return (
        col(Rate.programme_id) == programme_id,
        col(Rate.currency) == currency if currency else sa.true(),
        containing(source, text) if text else sa.true(),
    )
