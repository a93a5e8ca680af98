"""A form of a meeting that is sent twice: it finds the meeting that it entered the first time."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.journal.append import row_key
from core.programmes import Programme
from grants.entering.known_rows import texts_of
from grants.entering.typed import Typed
from household_groups.models.life import Choice, Meeting
from household_groups.models.registry import Community


def find_same(session: Session, programme: Programme, meeting: Typed, choices: Sequence[Typed]) -> str | None:
    """The code of the meeting of that community and day of which every word is the same."""
    query = select(Meeting).where(
        *(Meeting.programme_id == programme.id, Meeting.community_id == Community.id),
        Community.code == meeting["community"],
    )
    for known in session.exec(query.order_by(col(Meeting.id))).all():
        if known.held_on.isoformat() == meeting["held_on"] and _is_same(
            session, programme, known, meeting, choices
        ):
            return known.code
    return None


def _is_same(
    session: Session, programme: Programme, known: Meeting, meeting: Typed, choices: Sequence[Typed]
) -> bool:
    ranks = session.exec(select(Choice.rank).where(Choice.meeting_id == known.id)).all()
    if len(ranks) != len(choices) or not _says(session, programme, "meetings", known.code, meeting):
        return False
    rows = ((row_key(known.code, choice["rank"]), choice) for choice in choices)
    return all(_says(session, programme, "choices", key, typed) for key, typed in rows)


def _says(session: Session, programme: Programme, sheet: str, key: str, typed: Typed) -> bool:
    known = texts_of(session, programme, sheet, key) or {}
    return all(known.get(column, "") == value.strip() for column, value in typed.items())
