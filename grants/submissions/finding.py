"""What a number stands for already."""

from collections.abc import Iterable

from sqlmodel import Session, select

from core.tables import in_clauses, table
from household_groups.models.submissions import Submission


def find_submission(session: Session, programme_id: int, client_id: str) -> Submission | None:
    return find_submissions(session, programme_id, [client_id]).get(client_id)


def find_submissions(session: Session, programme_id: int, client_ids: Iterable[str]) -> dict[str, Submission]:
    """By number; those that stand for nothing yet are left out."""
    query = select(Submission).where(Submission.programme_id == programme_id)
    return {
        found.client_id: found
        for clause in in_clauses(table(Submission).c.client_id, client_ids)
        for found in session.exec(query.where(clause))
    }
