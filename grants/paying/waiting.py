"""Which milestones wait for somebody, as conditions of a query."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from grants.models.milestones import Certification, Decision, Milestone, Step, Subject


def with_open_certification(programme_id: int) -> sa.ColumnElement[bool]:
    """On `Milestone`: somebody asked that it be certified, and nobody has said anything to it."""
    return _asked(programme_id, col(Certification.reference).not_in(_decided(programme_id)))


def is_overdue(programme_id: int, today: date) -> sa.ColumnElement[bool]:
    """On `Milestone`: it was due before today, and nobody has certified it."""
    certified = _asked(
        programme_id, col(Certification.reference).in_(_decided(programme_id, Decision.CERTIFIED))
    )
    return (col(Milestone.due_on) < today) & ~certified


def _asked(programme_id: int, condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        col(Certification.programme_id) == programme_id,
        col(Certification.project_id) == col(Milestone.project_id),
        col(Certification.fund_id) == col(Milestone.fund_id),
        col(Certification.milestone) == col(Milestone.code),
        condition,
    )


def _decided(programme_id: int, *decisions: Decision) -> sa.Select[str]:
    query: sa.Select[str] = sa.select(col(Step.reference)).where(
        col(Step.programme_id) == programme_id,
        col(Step.subject) == Subject.CERTIFICATIONS,
        col(Step.decision).in_(decisions or tuple(Decision)),
    )
    return query
