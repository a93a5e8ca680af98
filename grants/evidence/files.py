"""The rows that say which file shows what."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.errors import Refusal
from core.journal.append import lock_head
from core.tables import in_clauses, table
from grants.evidence.folder import UNCLAIMED_FOR, EvidenceFolder, Kept
from grants.evidence.refusals import EvidenceReason
from household_groups.models.evidence import EvidenceFile

CONFLICTS = "conflicts"
"""Of files that came with what is no row yet: see grants/recording/conflicts.py."""


def add_files(
    session: Session,
    programme_id: int,
    sheet: str,
    key: str,
    files: Iterable[Kept],
    *,
    by: str,
    at: datetime,
) -> None:
    """Files of a row, in the transaction that writes the row; once it is committed, the folder is told.

    A form that is sent twice names the same files again: they are there. Whoever verifies the row meanwhile has
    either seen them or is told that it changed: both hold the lock of the programme's head.
    """
    given = list(files)
    if given:
        lock_head(session, programme_id)
    claimed = _claimed(session, [file.stored_as for file in given])
    for file in given:
        if file.stored_as in claimed:
            if claimed[file.stored_as] != (programme_id, sheet, key):
                raise Refusal(EvidenceReason.REFERENCE_LOST)
            continue
        row = EvidenceFile(
            programme_id=programme_id,
            sheet=sheet,
            key=key,
            stored_as=file.stored_as,
            sha256=file.sha256,
            media_type=file.media_type,
            size=file.size,
            added_by=by,
            added_at=at,
        )
        session.add(row)
    session.flush()


def unclaimed_among(session: Session, files: Iterable[Kept]) -> list[Kept]:
    """Those that no row names yet."""
    given = list(files)
    claimed = _claimed(session, [file.stored_as for file in given])
    return [file for file in given if file.stored_as not in claimed]


def hand_over(session: Session, programme_id: int, sheet: str, key: str, to: tuple[str, str]) -> None:
    """The files of one row are those of another now, given by its sheet and key."""
    for file in files_of(session, programme_id, sheet, key):
        file.sheet, file.key = to
        session.add(file)
    session.flush()


def files_of(session: Session, programme_id: int, sheet: str, key: str) -> Sequence[EvidenceFile]:
    """In the order in which they were added."""
    query = select(EvidenceFile).where(
        EvidenceFile.programme_id == programme_id, EvidenceFile.sheet == sheet, EvidenceFile.key == key
    )
    return session.exec(query.order_by(col(EvidenceFile.id))).all()


def same_files(session: Session, file: EvidenceFile) -> Sequence[EvidenceFile]:
    """The same picture or document, byte for byte, added to other rows of the programme."""
    query = select(EvidenceFile).where(
        EvidenceFile.programme_id == file.programme_id,
        EvidenceFile.sha256 == file.sha256,
        EvidenceFile.sheet != CONFLICTS,
        sa.or_(col(EvidenceFile.sheet) != file.sheet, col(EvidenceFile.key) != file.key),
    )
    return session.exec(query.order_by(col(EvidenceFile.id))).all()


def sweep(session: Session, folder: EvidenceFolder, at: datetime) -> int:
    """Remove the files that nobody claimed in time; returns how many there were."""
    names = folder.unclaimed_since(at - UNCLAIMED_FOR)
    claimed = _claimed(session, names).keys()
    for name in names:
        if name in claimed:
            folder.claim(name)  # its row was committed, but the process ended before it could say so
        else:
            folder.discard(name)
    return len(set(names) - claimed)


def _claimed(session: Session, names: Iterable[str]) -> dict[str, tuple[int, str, str]]:
    """Which of these files some row names, and which row."""
    t = table(EvidenceFile).c
    query = sa.select(t.stored_as, t.programme_id, t.sheet, t.key)
    return {
        stored_as: (programme_id, sheet, key)
        for clause in in_clauses(t.stored_as, names)
        for stored_as, programme_id, sheet, key in session.execute(query.where(clause))
    }
