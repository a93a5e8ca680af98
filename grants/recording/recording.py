"""Recording a contribution, once: the same form sent again finds what it recorded the first time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from core.errors import Refusal
from core.journal.append import lock_head
from core.programmes import Programme, today_in
from grants.entering.entering import NotEntered, enter, enter_new
from grants.evidence.files import add_files
from grants.evidence.folder import Kept
from grants.importing.importing import Occasion
from grants.recording.entries import Entry
from grants.recording.references import next_reference
from grants.recording.refusals import RecordingReason
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

SHEET = "contributions"


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
) -> Recorded:
    """Book a contribution that nobody has verified yet, with its evidence.

    Raises NotEntered, and Refusal where the same form recorded something else.
    """
    assert programme.id is not None
    lock_head(session, programme.id)
    earlier = _of_client(session, programme.id, client_id)
    if earlier is not None:
        _check_same(session, programme, entry, earlier, Occasion(by, at))
        return Recorded(earlier.reference, is_new=False)
    query = select(Project).where(Project.programme_id == programme.id, Project.code == entry.project)
    reference = next_reference(session, session.exec(query).one())
    row = entry.recorded(reference, by=by, on=today_in(programme, at), client_id=client_id)
    enter_new(session, programme.code, {SHEET: [row]}, Occasion(by, at))
    add_files(session, programme.id, SHEET, reference, files, by=by, at=at)
    return Recorded(reference, is_new=True)


def _of_client(session: Session, programme_id: int, client_id: str) -> Contribution | None:
    query = select(Contribution).where(
        Contribution.programme_id == programme_id, Contribution.client_id == client_id
    )
    return session.exec(query).first()


def _check_same(
    session: Session, programme: Programme, entry: Entry, earlier: Contribution, occasion: Occasion
) -> None:
    """Entered over what is there it must change nothing, whatever became of that since. Raises Refusal."""
    row = {**entry.columns, "project": entry.project, "reference": earlier.reference}
    try:
        is_same = enter(session, programme.code, {SHEET: [row]}, occasion).is_no_change
    except NotEntered:
        is_same = False
    if not is_same:
        raise Refusal(RecordingReason.OTHER_CONTENT, reference=earlier.reference)
