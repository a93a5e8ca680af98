"""What somebody said to what was asked for, as it is stored."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, select

from core.tables import in_clauses, table
from grants.models.milestones import Step, Subject


def steps_of(
    session: Session, programme_id: int, subject: Subject, references: Iterable[str]
) -> dict[str, list[Step]]:
    """By reference, in their order."""
    found: dict[str, list[Step]] = defaultdict(list)
    for clause in in_clauses(table(Step).c.reference, references):
        query = select(Step).where(Step.programme_id == programme_id, Step.subject == subject, clause)
        for step in session.exec(query.order_by(col(Step.reference), col(Step.number))):
            found[step.reference].append(step)
    return found
