"""A batch of contributions: each row recorded once, known again, or refused, whatever the others are."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session

from core.accounts.person import Reach
from core.database import session
from core.journal.append import lock_head
from core.programmes import Programme
from grants.devices import answers
from grants.devices.answers import Answer
from grants.devices.booking import Booked, book_apart
from grants.devices.looking import Row, look
from grants.devices.refusals import RowFault
from grants.devices.rows import CLIENT_ID, Sent, fault
from grants.importing.importing import Occasion
from grants.recording.conflicts import keep_conflict
from grants.recording.once import once
from grants.recording.present import present_states
from grants.submissions.finding import find_submissions
from household_groups.models.submissions import SubmissionConflict

MOST_AT_ONCE = 200
"""Rows that are taken of one batch; the others are to be sent again."""

Known = dict[int, str]
"""References of rows that were recorded before, by number."""


def take_batch(
    engine: sa.Engine, programme: Programme, reach: Reach, sent: Sequence[Sent], occasion: Occasion
) -> list[Answer]:
    """An answer for each row, in their order. What is said to be recorded is committed. Raises NotStored."""
    taken = sent[:MOST_AT_ONCE]
    with session(engine) as reading:
        looked = look(reading, programme, reach, taken, occasion.by, occasion.at)
    found, known = looked.answers, looked.known
    if looked.undecided:
        decided, known_since = once(
            engine, lambda writing: _decide(writing, programme, looked.undecided, occasion)
        )
        found, known = found | decided, known | known_since
    with session(engine) as reading:
        states = present_states(reading, reach.programme_id, known.values())
    found |= {number: answers.known(reference, states[reference]) for number, reference in known.items()}
    return [found.get(row.number) or answers.not_taken() for row in sent]


def _decide(
    writing: Session, programme: Programme, rows: Sequence[Row], occasion: Occasion
) -> tuple[dict[int, Answer], Known]:
    """On fresh facts, under the lock: whoever else sent the same was before, or comes after."""
    assert programme.id is not None
    lock_head(writing, programme.id)
    ids = {row.client_id for row in rows}
    taken = find_submissions(writing, programme.id, ids)
    first: dict[str, Row] = {}
    for row in rows:
        if row.client_id not in taken:
            first.setdefault(row.client_id, row)
    booked = book_apart(writing, programme, list(first.values()), occasion)
    stands = find_submissions(writing, programme.id, ids)
    found: dict[int, Answer] = {}
    known: Known = {}
    for row in rows:
        earlier = stands.get(row.client_id)
        if row.number in booked.references:
            found[row.number] = answers.recorded(booked.references[row.number])
        elif earlier is None:
            found[row.number] = _of_refused(row, first[row.client_id], booked)
        elif earlier.sha256 == row.sha256:
            known[row.number] = earlier.reference
        else:
            found[row.number] = answers.other_content(_kept(writing, row, occasion))
    return found, known


def _of_refused(row: Row, first: Row, booked: Booked) -> Answer:
    """What came twice in the batch fares like the first, if it says the same."""
    problems = booked.problems.get(first.number)
    if problems is None:
        return answers.not_taken()
    if row.sha256 == first.sha256:
        return answers.refused_by_the_books(problems)
    return answers.refused([fault(RowFault.REPEATED, CLIENT_ID)])


def _kept(writing: Session, row: Row, occasion: Occasion) -> SubmissionConflict:
    return keep_conflict(
        *(writing, row.project, row.client_id, row.content),
        by=occasion.by,
        at=occasion.at,
        device=occasion.device,
    )
