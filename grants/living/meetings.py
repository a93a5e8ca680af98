"""Meetings of communities: what of one is worth a question, how many of whom came, and its code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.journal.append import lock_head
from core.tables import in_clauses, table
from grants.entering.entering import enter, enter_new
from grants.entering.typed import Rows, Typed
from grants.importing.importing import Occasion
from grants.living.meeting_again import find_same
from grants.models.documents import Document, DocumentKind
from grants.paying.asking import Deed
from household_groups.models.life import Choice, Meeting, ProjectStep
from household_groups.models.projects import Project
from household_groups.models.registry import Community


@dataclass(frozen=True)
class Attendance:
    """Who came of those who could; None where it is not known how many there are."""

    meeting: Meeting
    community: Community

    @property
    def people(self) -> int:
        return self.meeting.women + self.meeting.men

    @property
    def voters(self) -> int:
        return self.people + (self.meeting.sent_from_abroad or 0)

    @property
    def women_percent(self) -> int | None:
        return _percent(self.meeting.women, self.people)

    @property
    def households_percent(self) -> int | None:
        return _percent(self.meeting.households, self.community.households)


@dataclass(frozen=True)
class Doubts:
    """What is possible, and yet unlikely: it is asked about, not refused."""

    more_than_live_there: int = 0
    votes_beyond_voters: int = 0
    is_out_of_rank: bool = False


class ChangedMeanwhile(Exception):
    """Somebody else has changed the meeting. It ends the transaction, so that nothing is stored."""


def record_meeting(session: Session, deed: Deed, meeting: Typed, choices: Sequence[Typed]) -> str:
    """Its code, once however often it is sent. Raises NotEntered."""
    lock_head(session, deed.programme_id)
    entered = find_same(session, deed.programme, meeting, choices)
    if entered is not None:
        return entered
    code = _next_code(session, deed.programme_id)
    rows = _rows(code, meeting, choices)
    enter_new(session, deed.programme.code, rows, deed.occasion)
    return code


def change_meeting(
    session: Session, deed: Deed, id: int, seen: str, meeting: Typed, choices: Sequence[Typed]
) -> None:
    """Raises ChangedMeanwhile, NotEntered."""
    lock_head(session, deed.programme_id)
    stored = session.get_one(Meeting, id)
    if seen != digest_of(stored, choices_of(session, [id]).get(id, [])):
        raise ChangedMeanwhile
    rows = _rows(stored.code, meeting, choices)
    enter(session, deed.programme.code, rows, Occasion(deed.by, deed.at))


def doubts_of(attendance: Attendance, choices: Sequence[Choice]) -> Doubts:
    live_there = attendance.community.population
    votes = [choice.votes_for for choice in choices if choice.votes_for is not None]
    return Doubts(
        max(0, attendance.people - live_there) if live_there is not None else 0,
        max(0, sum(votes) - attendance.voters),
        votes != sorted(votes, reverse=True),
    )


def choices_of(session: Session, meeting_ids: Iterable[int]) -> dict[int, list[Choice]]:
    """By meeting, each in the order of their ranks."""
    found: dict[int, list[Choice]] = {}
    for clause in in_clauses(table(Choice).c.meeting_id, meeting_ids):
        for choice in session.exec(select(Choice).where(clause).order_by(col(Choice.rank))):
            found.setdefault(choice.meeting_id, []).append(choice)
    return found


def steps_on(session: Session, meeting: Meeting) -> list[tuple[ProjectStep, Project]]:
    """Those of projects that name it, by their days."""
    query = select(ProjectStep, Project).where(
        ProjectStep.meeting_id == meeting.id, ProjectStep.project_id == Project.id
    )
    return list(session.exec(query.order_by(col(ProjectStep.decided_on), col(ProjectStep.id))))


def with_minutes(session: Session, programme_id: int, codes: Iterable[str]) -> set[str]:
    """Of these meetings those that have minutes among the documents."""
    found: set[str] = set()
    for clause in in_clauses(table(Document).c.key, codes):
        query = select(Document.key).where(
            *(Document.programme_id == programme_id, Document.sheet == "meetings"),
            *(Document.kind == DocumentKind.MINUTES, clause),
        )
        found |= set(session.exec(query))
    return found


def digest_of(meeting: Meeting, choices: Sequence[Choice]) -> str:
    """Of what a form showed, so that nobody overwrites what somebody else has changed since."""
    rows = [meeting.model_dump(mode="json"), *(choice.model_dump(mode="json") for choice in choices)]
    return sha256(repr([sorted(row.items()) for row in rows]).encode()).hexdigest()


def _rows(code: str, meeting: Typed, choices: Sequence[Typed]) -> Rows:
    of_meeting = [{"meeting": code, **choice} for choice in choices]
    return {"meetings": [{"code": code, **meeting}], "choices": of_meeting}


def _next_code(session: Session, programme_id: int) -> str:
    """The next of `MT-1`, `MT-2` that is free. The caller holds the lock of the programme's head."""
    of_programme = col(Meeting.programme_id) == programme_id
    number = session.scalar(sa.select(sa.func.count()).select_from(Meeting).where(of_programme)) or 0
    taken = set(session.exec(select(Meeting.code).where(of_programme, col(Meeting.code).startswith("MT-"))))
    while f"MT-{number + 1}" in taken:
        number += 1
    return f"MT-{number + 1}"


def _percent(part: int | None, whole: int | None) -> int | None:
    return None if part is None or not whole else round(Decimal(100 * part) / whole)
