"""References that the site gives by itself: `TR-1`, `TR-2`, and so on in each programme."""

import sqlalchemy as sa
from sqlmodel import Session, col

from grants.models.documents import Document
from grants.models.milestones import Certification, Tranche

Numbered = type[Certification | Tranche | Document]


def next_reference(session: Session, programme_id: int, model: Numbered, prefix: str) -> str:
    """The next that is free. The caller holds the lock of the programme's head."""
    of_programme = col(model.programme_id) == programme_id
    count = session.execute(sa.select(sa.func.count()).select_from(model).where(of_programme)).scalar_one()
    number = count + 1
    while _is_taken(session, of_programme, model, f"{prefix}-{number}"):
        number += 1
    return f"{prefix}-{number}"


def _is_taken(
    session: Session, of_programme: sa.ColumnElement[bool], model: Numbered, reference: str
) -> bool:
    query = sa.select(col(model.id)).where(of_programme, col(model.reference) == reference)
    return session.execute(query).first() is not None
