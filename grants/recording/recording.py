"""Recording a contribution, once: sent again under the same number, it finds what it recorded the first time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from core.errors import Refusal
from core.journal.append import lock_head
from core.programmes import Programme, today_in
from grants.entering.entering import NotEntered, enter_new
from grants.evidence.files import add_files
from grants.evidence.folder import Kept
from grants.importing.importing import Occasion
from grants.recording.entries import Entry
from grants.recording.references import next_references
from grants.recording.refusals import RecordingReason
from grants.submissions.content import SHEET, digest_of
from grants.submissions.finding import find_submission
from grants.submissions.reading import read_contents
from household_groups.models.projects import Project

__all__ = ["SHEET", "Recorded", "book_entry", "find_recorded", "record"]


@dataclass(frozen=True)
class Recorded:
    """Under which reference it stands, and whether this form did it or had done it before."""

    reference: str
    is_new: bool


def record(
    session: Session,
    programme: Programme,
    entry: Entry,
    client_id: str,
    files: Sequence[Kept],
    *,
    by: str,
    at: datetime,
    device: str = "",
) -> Recorded:
    """Book a contribution that nobody has verified yet, with its evidence.

    Raises NotEntered, and Refusal where the same number stands for something else.
    """
    assert programme.id is not None
    lock_head(session, programme.id)
    earlier = find_recorded(session, programme, entry, client_id)
    if earlier is not None:
        return earlier
    reference = book_entry(
        session, programme, entry, client_id, Occasion(by, at, device=device), recorded_by=by
    )
    add_files(session, programme.id, SHEET, reference, files, by=by, at=at)
    return Recorded(reference, is_new=True)


def find_recorded(session: Session, programme: Programme, entry: Entry, client_id: str) -> Recorded | None:
    """What was recorded under this number, whatever became of it; None where it is new.

    A number stands for its content for ever, so that it may be asked without the lock. Raises NotEntered where the
    entry cannot be read, and Refusal where the number stands for something else.
    """
    assert programme.id is not None
    [content] = read_contents([entry.typed])
    if isinstance(content, list):
        raise NotEntered(content)
    earlier = find_submission(session, programme.id, client_id)
    if earlier is None:
        return None
    if earlier.sha256 != digest_of(content):
        raise Refusal(RecordingReason.OTHER_CONTENT, reference=earlier.reference)
    return Recorded(earlier.reference, is_new=False)


def book_entry(
    session: Session,
    programme: Programme,
    entry: Entry,
    client_id: str,
    occasion: Occasion,
    *,
    recorded_by: str,
) -> str:
    """The next reference of the project, under which it is booked now. The caller holds the lock of the head.

    Raises NotEntered.
    """
    query = select(Project).where(Project.programme_id == programme.id, Project.code == entry.project)
    reference = next(next_references(session, session.exec(query).one()))
    today = today_in(programme, occasion.at)
    row = entry.recorded(reference, by=recorded_by, on=today, client_id=client_id)
    enter_new(session, programme.code, {SHEET: [row]}, occasion)
    return reference
