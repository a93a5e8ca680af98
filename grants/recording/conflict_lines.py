"""What was sent beside what is there: the columns in which the two differ, in words."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from core.accounts.person import Reach
from core.programmes import Programme
from grants.entering.known_rows import find_known, texts_of_known
from grants.entering.labels import label_of
from grants.entering.shown import shown_row
from grants.evidence.files import CONFLICTS, files_of
from grants.recording.conflicts import texts_of_conflict
from grants.recording.present import PresentState, present_states
from grants.submissions.content import SHEET, STATED, stated
from grants.submissions.finding import find_submission
from grants.visible import contribution_within
from household_groups.models.contributions import Contribution
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Project
from household_groups.models.submissions import SubmissionConflict

Pair = tuple[str, str]
"""Label and value."""


@dataclass(frozen=True)
class ConflictLine:
    """A column; `there` is what the contribution says now, `sent` what came under its number."""

    label: str
    there: str
    sent: str


@dataclass(frozen=True)
class ShownConflict:
    """A conflict as far as its reader may see what is there: `earlier` is None to whom that is a stranger's.

    `lines` are empty where what is there was mended to the same since.
    """

    conflict: SubmissionConflict
    project: Project
    facts: list[Pair]
    files: Sequence[EvidenceFile]
    earlier: Contribution | None
    state: PresentState | None
    lines: list[ConflictLine]


def show_conflict(
    session: Session, programme: Programme, reach: Reach, conflict: SubmissionConflict
) -> ShownConflict:
    texts = texts_of_conflict(conflict)
    facts = [(str(label_of(SHEET, name)), said) for name, said in _shown(texts, texts).items()]
    project = session.get_one(Project, conflict.project_id)
    submission = find_submission(session, conflict.programme_id, conflict.client_id)
    assert submission is not None
    reference = submission.reference
    earlier = session.exec(select(Contribution).where(contribution_within(reach, reference))).first()
    files = files_of(session, conflict.programme_id, CONFLICTS, str(conflict.id))
    if earlier is None:
        return ShownConflict(conflict, project, facts, files, None, None, [])
    state = present_states(session, conflict.programme_id, [reference])[reference]
    return ShownConflict(
        conflict, project, facts, files, earlier, state, _lines(session, programme, conflict, reference)
    )


def _lines(
    session: Session, programme: Programme, conflict: SubmissionConflict, reference: str
) -> list[ConflictLine]:
    known = find_known(session, programme, SHEET, reference)
    assert known is not None
    there: dict[str, Any] = json.loads(stated(known.content))
    sent: dict[str, Any] = json.loads(conflict.content)
    differing = [name for name in STATED if there.get(name) != sent.get(name)]
    were = _shown(texts_of_known(session, programme, SHEET, known), differing)
    are = _shown(texts_of_conflict(conflict), differing)
    return [ConflictLine(str(label_of(SHEET, name)), were[name], are[name]) for name in differing]


def _shown(texts: Mapping[str, str], columns: Collection[str]) -> dict[str, str]:
    return shown_row(SHEET, texts, [name for name in STATED if name in columns])
