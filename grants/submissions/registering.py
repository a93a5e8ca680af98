"""Numbers of contributions on their way into the books: each once in a programme, whatever brings it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import in_clauses, insert_rows, table
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.submissions.client_ids import spelling_of
from grants.submissions.content import SHEET, digest_of
from household_groups.models.submissions import Submission


def check_client_ids(session: Session, upload: Upload) -> None:
    """Refuse a number that stands for another contribution, however it is spelled, and whatever became of that."""
    brought = list(_brought(upload))
    if not brought or upload.programme_id is None:
        first = dict[str, str]()
    else:
        first = references_of(session, upload.programme_id, (client_id for client_id, _ in brought))
    for client_id, row in brought:
        reference = first.setdefault(client_id, row.key)
        if reference != row.key:
            upload.refuse(
                row,
                "client_id",
                RowProblem.REFERENCE_USED_TWICE,
                value=row.content["client_id"],
                first=reference,
            )


def register(session: Session, upload: Upload, programme_id: int, by: str, at: datetime, device: str) -> None:
    """Keep the numbers that are new, with the digest of what their contributions say now."""
    brought = dict(_brought(upload))
    known = references_of(session, programme_id, brought)
    rows = [
        {
            "programme_id": programme_id,
            "client_id": client_id,
            "reference": row.key,
            "sha256": digest_of(row.content),
            "sent_by": by,
            "sent_at": at,
            "device": device,
        }
        for client_id, row in brought.items()
        if client_id not in known
    ]
    if rows:
        insert_rows(session, Submission, rows)


def references_of(session: Session, programme_id: int, client_ids: Iterable[str]) -> dict[str, str]:
    """The references of contributions by the numbers that they came with."""
    t = table(Submission).c
    query = sa.select(t.client_id, t.reference).where(t.programme_id == programme_id)
    return {
        client_id: reference
        for clause in in_clauses(t.client_id, client_ids)
        for client_id, reference in session.execute(query.where(clause))
    }


def _brought(upload: Upload) -> Iterator[tuple[str, Row]]:
    """The numbers that rows bring, in their one spelling; of known rows those that bring another than they had."""
    for row in upload.sound(SHEET):
        given = row.content["client_id"]
        if given is not None and (row.is_new or "client_id" in row.changed):
            yield spelling_of(given), row
