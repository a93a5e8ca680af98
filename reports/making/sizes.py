"""How much work a report is, by a count that takes some milliseconds."""

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import Span
from core.tables import table
from grants.models.matches import MatchEntry
from household_groups.models.contributions import Contribution, ContributionStatus

_READ_WHILE_WRITING_ONE = 4
"""Rows of before the span are read and not written, and take about a fourth of the time."""


def effort_of(session: Session, programme_id: int, span: Span) -> int:
    """In rows of contributions: those that the report shows, and a part of those that it only reads."""
    then = _counted_by(session, programme_id, span)
    t = table(Contribution).c
    since = sa.case((t.counted_on >= span.starts_on, 1), (t.counted_on.is_(None), 1), else_=0)
    shown = sa.func.coalesce(sa.func.sum(since), 0)
    count = session.execute(sa.select(shown).where(*_until(programme_id, span))).scalar_one()
    return int(count) + (then - int(count)) // _READ_WHILE_WRITING_ONE


def rows_read(session: Session, programme_id: int, span: Span) -> int:
    """The rows of contributions and matches that a report goes through."""
    t = table(MatchEntry).c
    entries = sa.select(sa.func.count()).where(t.programme_id == programme_id, t.counted_on <= span.ends_on)
    return _counted_by(session, programme_id, span) + int(session.execute(entries).scalar_one())


def _counted_by(session: Session, programme_id: int, span: Span) -> int:
    query = sa.select(sa.func.count()).select_from(table(Contribution)).where(*_until(programme_id, span))
    return int(session.execute(query).scalar_one())


def _until(programme_id: int, span: Span) -> tuple[sa.ColumnElement[bool], ...]:
    t = table(Contribution).c
    is_verified = t.status == ContributionStatus.VERIFIED
    return (
        t.programme_id == programme_id,
        sa.or_(is_verified & (t.counted_on <= span.ends_on), ~is_verified & (t.received_on <= span.ends_on)),
    )
