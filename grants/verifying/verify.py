"""flask verify: each programme rebuilt from its events and compared with all that is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, col, select

from core.calendar import earliest_open_day
from core.journal.models import JournalHead
from core.journal.verify import broken_links, head_of, read_journal
from core.programmes import Closing, FactChange, Programme
from core.tables import read_large, table
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.rebuilding import Rebuilding
from grants.verifying.recorded import Recorded, fold_journal
from grants.verifying.rows import compare_rows
from grants.verifying.tallies import compare_tallies
from household_groups.models.contributions import Contribution, Reversal

MOST_DIFFERENCES = 1_000

_IMPOSSIBLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, NoResultFound)


@dataclass
class Verified:
    """What was looked at in one programme, and what was found; `granted` by currency, in minor units."""

    programme: str
    journal_entries: int = 0
    rows: int = 0
    match_entries: int = 0
    balances: int = 0
    granted: dict[str, int] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


def verify(session: Session) -> Iterator[Verified]:
    """One result a programme, by code; one that has a journal, but no row any more, goes by its number."""
    query = select(Programme.id, Programme.code).order_by(col(Programme.code))
    programmes = {id: code for id, code in session.exec(query).all() if id is not None}
    for id in session.exec(select(JournalHead.programme_id)).all():
        programmes.setdefault(id, f"#{id}")
    for id, code in programmes.items():
        yield verify_programme(session, id, code)


def verify_programme(session: Session, programme_id: int, code: str) -> Verified:
    """At most MOST_DIFFERENCES are listed."""
    recorded, result = Recorded(), Verified(code)
    found = _differences(session, programme_id, code, recorded, result)
    result.differences = list(islice(found, MOST_DIFFERENCES))
    result.journal_entries, result.rows = recorded.count, len(recorded.contents)
    return result


def _differences(
    session: Session, programme_id: int, code: str, recorded: Recorded, result: Verified
) -> Iterator[Difference]:
    rebuilding = Rebuilding(session, programme_id, code, recorded)
    for stage in (
        _journal(session, programme_id, code, recorded),
        compare_rows(session, programme_id, code, recorded),
        _counting_days(session, programme_id, code),
        compare_tallies(session, programme_id, code),
        rebuilding.differences(),
    ):
        try:
            yield from stage
        except _IMPOSSIBLE as impossible:
            # Altered rows can say what cannot be: a day 'x', a reversal of what is not there. It is a finding.
            yield Difference(DifferenceKind.IMPOSSIBLE, code, repr(impossible))
    result.match_entries, result.balances = rebuilding.entries, rebuilding.balances
    result.granted = rebuilding.granted


def _journal(session: Session, programme_id: int, code: str, recorded: Recorded) -> Iterator[Difference]:
    """Whether the journal is whole; what it says is taken up in `recorded`."""
    broken: list[int] = []
    fold_journal(broken_links(read_journal(session, programme_id), broken), recorded)
    for position in broken:
        yield Difference(DifferenceKind.JOURNAL_ALTERED, code, str(position))
    head = head_of(session, programme_id)
    if head != recorded.last:
        yield Difference(DifferenceKind.JOURNAL_HEAD, code, "", str(head), str(recorded.last))


def _counting_days(session: Session, programme_id: int, code: str) -> Iterator[Difference]:
    """What is dated in a quarter closed when it was booked counts in the next open one; all else on its day."""
    closing = table(Closing).c
    query = sa.select(closing.seq, closing.quarter).where(closing.programme_id == programme_id)
    closings = [(seq, quarter) for seq, quarter in session.execute(query.order_by(closing.seq))]
    for model, place, day in (
        (Contribution, "verified_seq", "received_on"),
        (Reversal, "seq", "reversed_on"),
        (FactChange, "seq", "effective_on"),
    ):
        t = table(model).c
        columns = sa.select(t[place], t[day], t.counted_on).where(t.programme_id == programme_id)
        for seq, on, counted_on in read_large(session, columns):
            should = None if seq is None else _counted(on, seq, closings)
            if counted_on != should:
                what = f"{model.__tablename__} {seq}"
                yield Difference(DifferenceKind.COUNTED_ON_DIFFERS, code, what, str(counted_on), str(should))


def _counted(on: date, seq: int, closings: Sequence[tuple[int, str]]) -> date:
    if not closings:
        return on
    return earliest_open_day(on, [quarter for closed, quarter in closings if closed < seq])
