"""What was sent under a number that stands for something else: kept, shown, and resolved by a person."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.audit import note
from core.errors import Refusal
from core.journal.append import lock_head
from core.programmes import Programme
from grants.evidence.files import CONFLICTS, add_files, hand_over, unclaimed_among
from grants.evidence.folder import Kept
from grants.importing.importing import Occasion
from grants.recording.entries import COLUMNS, Entry
from grants.recording.recording import book_entry
from grants.recording.refusals import RecordingReason
from grants.submissions.client_ids import new_client_id
from grants.submissions.content import SHEET, digest_of, stated
from grants.submissions.finding import find_submission
from grants.submissions.reading import read_contents
from grants.uploading.texts import typed_text
from grants.visible import projects_within
from grants.workbook.mapping import MAPPED
from household_groups.models.projects import Project
from household_groups.models.submissions import ConflictState, SubmissionConflict

FIELD = "conflict"
"""Of the audit's note on the contribution for which the number stands."""


def keep_conflict(
    session: Session,
    project: Project,
    client_id: str,
    content: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    device: str = "",
) -> SubmissionConflict:
    """What was sent, once: sent again it is the same conflict, also when it was resolved since."""
    lock_head(session, project.programme_id)
    sha256 = digest_of(content)
    same = select(SubmissionConflict).where(
        SubmissionConflict.programme_id == project.programme_id,
        SubmissionConflict.client_id == client_id,
        SubmissionConflict.sha256 == sha256,
        SubmissionConflict.sent_by == by,
    )
    found = session.exec(same).first()
    if found is None:
        assert project.id is not None
        found = SubmissionConflict(
            programme_id=project.programme_id,
            client_id=client_id,
            project_id=project.id,
            sha256=sha256,
            content=stated(content),
            sent_by=by,
            sent_at=at,
            device=device,
        )
        session.add(found)
        session.flush()
    return found


def keep_entry(
    session: Session,
    programme: Programme,
    entry: Entry,
    client_id: str,
    files: Sequence[Kept],
    *,
    by: str,
    at: datetime,
    device: str = "",
) -> SubmissionConflict:
    """`keep_conflict()` of what was typed into a form, which could be read, with files that are nobody's yet."""
    assert programme.id is not None
    lock_head(session, programme.id)
    query = select(Project).where(Project.programme_id == programme.id, Project.code == entry.project)
    [content] = read_contents([entry.typed])
    assert not isinstance(content, list)
    project = session.exec(query).one()
    conflict = keep_conflict(session, project, client_id, content, by=by, at=at, device=device)
    new = unclaimed_among(session, files)
    add_files(session, project.programme_id, CONFLICTS, str(conflict.id), new, by=by, at=at)
    return conflict


def conflicts_within(reach: Reach, state: ConflictState | None = ConflictState.OPEN) -> sa.Select[Any]:
    """Those that name a project within reach, the oldest first."""
    projects = sa.select(col(Project.id)).where(projects_within(reach))
    query = sa.select(SubmissionConflict).where(
        col(SubmissionConflict.programme_id) == reach.programme_id,
        col(SubmissionConflict.project_id).in_(projects),
    )
    if state is not None:
        query = query.where(col(SubmissionConflict.state) == state)
    return query.order_by(col(SubmissionConflict.id))


def count_conflicts(session: Session, reach: Reach) -> int:
    """Of those that wait."""
    waiting = conflicts_within(reach).order_by(None).subquery()
    count: int = session.execute(sa.select(sa.func.count()).select_from(waiting)).scalar_one()
    return count


def texts_of_conflict(conflict: SubmissionConflict) -> dict[str, str]:
    """What was sent, column by column, as somebody would have typed it."""
    content: dict[str, Any] = json.loads(conflict.content)
    declared = {column.name: column for column in MAPPED[SHEET].columns}
    texts = {}
    for name, value in content.items():
        currency = content[MAPPED[SHEET].money_in[name]] if name in MAPPED[SHEET].money_in else None
        texts[name] = typed_text(value, declared[name], currency)
    return texts


def dismiss(
    session: Session, programme: Programme, conflict_id: int, *, by: str, at: datetime, reason: str
) -> None:
    """What is there stays as it is. Raises Refusal."""
    conflict = _open(session, programme, conflict_id)
    if not reason.strip():
        raise Refusal(RecordingReason.NO_REASON)
    conflict.reason = reason.strip()
    _resolve(session, conflict, ConflictState.DISMISSED, by, at)


def record_apart(session: Session, programme: Programme, conflict_id: int, *, by: str, at: datetime) -> str:
    """What was sent becomes a contribution of its own, under a new number. Returns its reference.

    Whoever sent it is its recorder, whoever decides books it: neither of the two verifies it. Raises NotEntered,
    Refusal.
    """
    conflict = _open(session, programme, conflict_id)
    texts = texts_of_conflict(conflict)
    entry = Entry(texts.pop("project"), {name: texts.get(name, "") for name in COLUMNS})
    occasion = Occasion(by, at, device=conflict.device)
    reference = book_entry(session, programme, entry, new_client_id(), occasion, recorded_by=conflict.sent_by)
    hand_over(session, conflict.programme_id, CONFLICTS, str(conflict.id), (SHEET, reference))
    conflict.recorded_as = reference
    _resolve(session, conflict, ConflictState.RECORDED, by, at)
    return reference


def _open(session: Session, programme: Programme, conflict_id: int) -> SubmissionConflict:
    """As it stands until the end of the transaction. Raises Refusal."""
    assert programme.id is not None
    lock_head(session, programme.id)
    query = select(SubmissionConflict).where(
        SubmissionConflict.programme_id == programme.id, SubmissionConflict.id == conflict_id
    )
    conflict = session.exec(query.execution_options(populate_existing=True)).one()
    if conflict.state is not ConflictState.OPEN:
        raise Refusal(RecordingReason.CONFLICT_RESOLVED, by=conflict.resolved_by)
    return conflict


def _resolve(
    session: Session, conflict: SubmissionConflict, state: ConflictState, by: str, at: datetime
) -> None:
    conflict.state, conflict.resolved_by, conflict.resolved_at = state, by, at
    session.add(conflict)
    earlier = find_submission(session, conflict.programme_id, conflict.client_id)
    assert earlier is not None
    note(
        *(session, conflict.programme_id, SHEET, earlier.reference),
        by=by,
        at=at,
        field=FIELD,
        old=f"{conflict.sent_by}: {conflict.content}",
        new=conflict.recorded_as or state.value,
        reason=conflict.reason,
    )
