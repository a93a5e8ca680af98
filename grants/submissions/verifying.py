"""Whether each number stands for what the journal says it came with: rebuilt from the entries, and compared."""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.journal.models import JournalEntry
from core.tables import read_large, table
from grants.submissions.client_ids import spelling_of
from grants.submissions.content import SHEET, digest_of
from grants.verifying.differences import Difference, DifferenceKind
from household_groups.models.submissions import Submission, SubmissionConflict


class _Stands(NamedTuple):
    """What a number stands for; who sent it, and when."""

    reference: str
    sha256: str
    sent_by: str
    sent_at: datetime

    def __str__(self) -> str:
        return f"{self.reference}, {self.sha256}, {self.sent_by}, {self.sent_at.isoformat()}"


def submission_differences(session: Session, programme_id: int, code: str) -> Iterator[Difference]:
    """Numbers that are altered, lost, or unknown to the journal; and conflicts that are not what was sent."""
    t = table(Submission).c
    query = sa.select(t.client_id, t.reference, t.sha256, t.sent_by, t.sent_at)
    stored = {
        client_id: _Stands(*rest)
        for client_id, *rest in read_large(session, query.where(t.programme_id == programme_id))
    }
    for client_id, came in _brought(session, programme_id).items():
        what, found = f"submission {client_id}", stored.pop(client_id, None)
        if found is None:
            yield Difference(DifferenceKind.ROW_MISSING, code, what, "", str(came))
        elif found != came:
            yield Difference(DifferenceKind.ROW_DIFFERS, code, what, str(found), str(came))
    for client_id, found in stored.items():
        yield Difference(DifferenceKind.ROW_UNRECORDED, code, f"submission {client_id}", str(found))
    yield from _altered_conflicts(session, programme_id, code)


def _brought(session: Session, programme_id: int) -> dict[str, _Stands]:
    """By number, from the journal: each contribution as it was when its number came; the first one has it."""
    t = table(JournalEntry).c
    of_contributions = (t.programme_id == programme_id) & (t.sheet == SHEET)
    with_number = sa.select(t.key).where(of_contributions, t.content.like('%"client_id":%'))
    query = (
        sa.select(t.key, t.position, t.content, t.booked_by, t.booked_at)
        .where(of_contributions, t.key.in_(with_number))
        .order_by(t.key, t.position)
    )
    found: dict[str, tuple[int, _Stands]] = {}
    for reference, entries in groupby(read_large(session, query), lambda entry: str(entry.key)):
        content: dict[str, Any] = {}
        for _, position, said, by, at in entries:
            change = json.loads(said)
            content |= change
            if change.get("client_id") is None:
                continue
            client_id = spelling_of(change["client_id"])
            if client_id not in found or position < found[client_id][0]:
                found[client_id] = position, _Stands(reference, digest_of(content), by, at)
    return {client_id: stands for client_id, (_, stands) in found.items()}


def _altered_conflicts(session: Session, programme_id: int, code: str) -> Iterator[Difference]:
    t = table(SubmissionConflict).c
    query = sa.select(t.id, t.content, t.sha256).where(t.programme_id == programme_id)
    for id, content, stored in read_large(session, query):
        should = sha256(content.encode()).hexdigest()
        if stored != should:
            yield Difference(DifferenceKind.ROW_DIFFERS, code, f"submission_conflict {id}", stored, should)
