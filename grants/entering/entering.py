"""Booking what was typed: whole or not at all, with every problem at once."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import sqlalchemy as sa
from sqlmodel import Session

from core.database import transaction
from grants.entering.problems import EntryProblem
from grants.entering.typed import Rows, Typed, read_typed
from grants.importing.importing import Imported, MadeMeanwhile, Occasion, book_sheets
from grants.workbook.problems import Problem
from grants.workbook.sheets import SHEETS

T = TypeVar("T")


class NotEntered(Exception):
    """Rows were refused, with their problems. It ends the transaction, so that nothing is stored."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


class _Rehearsed(Exception):
    """Takes a rehearsal back."""


def enter(session: Session, programme: str | None, rows: Rows, occasion: Occasion) -> Imported:
    """Check and book typed rows within a transaction. Raises NotEntered.

    Known rows change where the contract lets them: such a change is dated and reasoned by the occasion.
    `programme` is None where a row of `programmes` says which.
    """
    return _enter(session, programme, rows, occasion, only_new=False)


def enter_new(session: Session, programme: str | None, rows: Rows, occasion: Occasion) -> Imported:
    """`enter()` for rows that must not be known yet: a code that is taken is refused, whatever the row says.

    Then nothing else is said, so that nobody learns from the refusal what a row says that is not theirs.
    """
    return _enter(session, programme, rows, occasion, only_new=True)


def _enter(
    session: Session, programme: str | None, rows: Rows, occasion: Occasion, *, only_new: bool
) -> Imported:
    sheets, problems = read_typed(rows)
    result = Imported(problems=problems)
    upload = book_sheets(session, sheets, result, occasion, programme)
    taken = [row for name in upload.rows for row in upload.of(name) if not row.is_new] if only_new else []
    if taken:
        raise NotEntered([_taken(row.sheet, rows[row.sheet][row.number - 1], row.number) for row in taken])
    if result.problems:
        raise NotEntered(result.problems)
    return result


def _taken(name: str, row: Typed, number: int) -> Problem:
    key = SHEETS[name].key[-1]
    return Problem(EntryProblem.KEY_TAKEN, name, f"{key} {number}", {"column": key, "key": row.get(key, "")})


def rehearse(
    engine: sa.Engine, programme: str, rows: Rows, occasion: Occasion, look: Callable[[Session], T]
) -> T:
    """What `look` sees of the books once the rows are entered; all of it is then taken back.

    Raises NotEntered, DatabaseBusy.
    """
    return rehearse_booking(engine, programme, rows, occasion, lambda session, _: look(session))


def rehearse_booking(
    engine: sa.Engine, programme: str, rows: Rows, occasion: Occasion, look: Callable[[Session, Imported], T]
) -> T:
    """`rehearse()` for whoever also asks what became of the rows."""
    return rehearsed(engine, lambda session: look(session, enter(session, programme, rows, occasion)))


def rehearsed(engine: sa.Engine, work: Callable[[Session], T]) -> T:
    """What `work` returns; all that it did is then taken back. Raises what it raises, and DatabaseBusy."""
    seen: list[T] = []

    def taken_back(session: Session) -> None:
        seen[:] = [work(session)]
        raise _Rehearsed

    with suppress(_Rehearsed):
        again_if_made_meanwhile(engine, taken_back)
    return seen[0]


def again_if_made_meanwhile(engine: sa.Engine, work: Callable[[Session], T]) -> T:
    """`transaction()` for rows that may make a programme, which somebody else may make at the same moment."""
    try:
        return transaction(engine, work)
    except MadeMeanwhile:
        return transaction(engine, work)
