"""Booking the good rows of a batch in one go, the bad ones apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from core.programmes import Programme, today_in
from grants.devices.looking import Row
from grants.entering.entering import NotEntered, enter_new
from grants.entering.typed import place_of
from grants.importing.importing import Occasion
from grants.importing.problems import RowProblem
from grants.recording.references import next_references
from grants.submissions.content import SHEET
from grants.workbook.problems import Problem

_ROUNDS = 10
"""After so many the rest is left for another time: others wait for the lock."""


@dataclass
class Booked:
    """By number: the references of what was booked, and what is wrong with the others. The rest was not tried."""

    references: dict[int, str] = field(default_factory=dict)
    problems: dict[int, list[Problem]] = field(default_factory=dict)


def book_apart(session: Session, programme: Programme, rows: Sequence[Row], occasion: Occasion) -> Booked:
    """The caller holds the lock of the programme's head."""
    found = Booked()
    parts = [list(rows)]
    for _ in range(_ROUNDS):
        if not parts:
            break
        part = parts.pop(0)
        if part:
            parts += _book(session, programme, part, occasion, found)
    return found


def _book(
    session: Session, programme: Programme, rows: list[Row], occasion: Occasion, found: Booked
) -> Iterator[list[Row]]:
    """Yields what is to be tried again without those that stood in the way."""
    references = _references(session, programme, rows)
    today = today_in(programme, occasion.at)
    typed = [
        row.sent.entry.recorded(reference, by=occasion.by, on=today, client_id=row.client_id)
        for row, reference in zip(rows, references, strict=True)
    ]
    try:
        with session.begin_nested():
            enter_new(session, programme.code, {SHEET: typed}, occasion)
    except NotEntered as refused:
        session.expire_all()  # what was read meanwhile may be of what is gone
        problems = _by_row(rows, refused.problems)
        if problems:
            yield _without(rows, references, problems, found)
        elif len(rows) > 1:
            yield rows[: len(rows) // 2]
            yield rows[len(rows) // 2 :]
        else:
            found.problems[rows[0].number] = refused.problems
    else:
        found.references |= {row.number: reference for row, reference in zip(rows, references, strict=True)}


def _references(session: Session, programme: Programme, rows: Sequence[Row]) -> list[str]:
    counting: dict[str, Iterator[str]] = {}
    for row in rows:
        if row.project.code not in counting:
            counting[row.project.code] = next_references(session, row.project)
    return [next(counting[row.project.code]) for row in rows]


def _by_row(rows: Sequence[Row], problems: Sequence[Problem]) -> dict[int, list[Problem]]:
    """By number, of the problems that are of a row."""
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        sheet, number, _ = place_of(problem)
        if sheet == SHEET and number:
            found.setdefault(rows[number - 1].number, []).append(problem)
    return found


def _without(
    rows: Sequence[Row], references: Sequence[str], problems: dict[int, list[Problem]], found: Booked
) -> list[Row]:
    """A row that only uses what another one uses that is refused itself is tried again."""
    names = {reference: row.number for row, reference in zip(rows, references, strict=True)}

    def may_be_sound(problem: Problem) -> bool:
        first = names.get(problem.details.get("first", ""))
        return problem.kind is RowProblem.REFERENCE_USED_TWICE and first in problems

    refused = {
        number: said for number, said in problems.items() if not all(may_be_sound(each) for each in said)
    }
    found.problems |= refused
    return [row for row in rows if row.number not in refused]
