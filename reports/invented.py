"""Example programmes: places, codes, rates and rules are real, groups, households and amounts are not."""

from sqlmodel import Session, col, select

from core.journal.models import JournalEntry

EXAMPLE = "example"
"""In whose name `run-example` books them; whoever books a real programme gives a name of their own."""


def is_invented(session: Session, programme_id: int | None) -> bool:
    """Whether the programme came as an example, as the first entry of its journal tells."""
    first = select(JournalEntry.booked_by).where(
        col(JournalEntry.programme_id) == programme_id, col(JournalEntry.position) == 1
    )
    return session.exec(first).first() == EXAMPLE
