"""Closed quarters: nothing came into one after it was closed, and its sealed reports are what they were."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session

from core.audit import AuditEntry
from core.calendar import earliest_open_day, parse_span, quarter_name
from core.journal.models import EntryKind, JournalEntry
from core.programmes import Closing, FactChange
from core.sealed import PROGRAMME, SealedReport
from core.tables import read_large, table
from grants.models.matches import MatchEntry
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.results import Checked, Counted
from household_groups.models.contributions import Contribution, Reversal

_DATED = ("receipts", "disbursements", "expenditures")
"""Sheets whose rows carry the day on which they count, and have no place in the sequence."""
_SHA256 = 64


def check_quarters(session: Session, programme_id: int, code: str, checked: Checked) -> Iterator[Difference]:
    closing = table(Closing).c
    query = sa.select(closing.seq, closing.quarter).where(closing.programme_id == programme_id)
    closings = [(seq, quarter) for seq, quarter in session.execute(query.order_by(closing.seq))]
    checked.counted[Counted.CLOSINGS] = len(closings)
    yield from _counting_days(session, programme_id, code, closings, checked)
    for seq, quarter in closings:
        yield from _later_matches(session, programme_id, code, seq, quarter)
    if closings:
        yield from _later_rows(session, programme_id, code)


def _counting_days(
    session: Session, programme_id: int, code: str, closings: Sequence[tuple[int, str]], checked: Checked
) -> Iterator[Difference]:
    """What is dated in a quarter closed when it was booked counts in the next open one; all else on its day."""
    count = 0
    for model, place, day in (
        (Contribution, "verified_seq", "received_on"),
        (Reversal, "seq", "reversed_on"),
        (FactChange, "seq", "effective_on"),
    ):
        t = table(model).c
        columns = sa.select(t[place], t[day], t.counted_on).where(t.programme_id == programme_id)
        for seq, on, counted_on in read_large(session, columns):
            count += 1
            should = None if seq is None else _counted(on, seq, closings)
            if counted_on != should:
                what = f"{model.__tablename__} {seq}"
                yield Difference(DifferenceKind.COUNTED_ON_DIFFERS, code, what, str(counted_on), str(should))
    checked.counted[Counted.LATER] = count


def _counted(on: date, seq: int, closings: Sequence[tuple[int, str]]) -> date:
    if not closings:
        return on
    return earliest_open_day(on, [quarter for closed, quarter in closings if closed < seq])


def _later_matches(
    session: Session, programme_id: int, code: str, seq: int, quarter: str
) -> Iterator[Difference]:
    t, span = table(MatchEntry).c, parse_span(quarter)
    query = sa.select(t.seq, t.line, t.counted_on).where(
        t.programme_id == programme_id, t.seq > seq, t.counted_on.between(span.starts_on, span.ends_on)
    )
    for of_seq, line, counted_on in session.execute(query):
        yield Difference(DifferenceKind.COUNTED_LATE, code, f"match entry {of_seq}.{line}", str(counted_on))


def _later_rows(session: Session, programme_id: int, code: str) -> Iterator[Difference]:
    """Rows first recorded after a quarter was closed, in the order of the journal."""
    t = table(JournalEntry).c
    kind = sa.type_coerce(t.kind, sa.String)
    query = (
        sa.select(kind, t.sheet, t.key, t.content)
        .where(t.programme_id == programme_id)
        .where(sa.or_(t.kind == EntryKind.CLOSE, t.sheet.in_(_DATED)))
        .order_by(t.position)
    )
    closed: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for entry, sheet, key, content in session.execute(query):
        told = json.loads(content)
        if entry == EntryKind.CLOSE.value:
            closed.add(told["quarter"])
        elif (sheet, key) not in seen:
            seen.add((sheet, key))
            counted_on = told.get("counted_on")
            if counted_on and quarter_name(date.fromisoformat(counted_on)) in closed:
                yield Difference(DifferenceKind.COUNTED_LATE, code, f"{sheet} {key}", counted_on)


def check_sealed(session: Session, programme_id: int, code: str, checked: Checked) -> Iterator[Difference]:
    """Stored bytes give the SHA-256 beside them, that of the closing, and the journal's digest at their place."""
    report, closing, entry = table(SealedReport).c, table(Closing).c, table(JournalEntry).c
    closings = sa.select(closing.quarter, closing.sha256).where(closing.programme_id == programme_id)
    told: dict[str, str | None] = dict(session.execute(closings).all())
    digests = sa.select(entry.position, entry.digest).where(
        entry.programme_id == programme_id,
        entry.position.in_(sa.select(report.position).where(report.programme_id == programme_id)),
    )
    digest_at: dict[int, str] = dict(session.execute(digests).all())
    query = sa.select(
        *(report.quarter, report.fund, report.position, report.head, report.sha256, report.content)
    ).where(report.programme_id == programme_id)
    checked.counted[Counted.SEALED] = 0
    of_programme: set[str] = set()
    of_funds: set[str] = set()
    for row in session.execute(query.execution_options(yield_per=1)):
        what = f"{row.quarter} {row.fund}".strip()
        (of_programme if row.fund == PROGRAMME else of_funds).add(row.quarter)
        is_ = sha256(row.content).hexdigest()
        if is_ != row.sha256:
            yield Difference(DifferenceKind.SEALED_ALTERED, code, what, is_, row.sha256)
        wanted = told.get(row.quarter) if row.fund == PROGRAMME else row.sha256
        stated, recorded = (row.sha256, row.head), (wanted, digest_at.get(row.position))
        if stated != recorded or row.quarter not in told:
            yield Difference(DifferenceKind.SEALED_OTHERWISE, code, what, str(stated), str(recorded))
        checked.counted[Counted.SEALED] += 1
    for quarter in sorted((of_funds | _noted(session, programme_id)) - of_programme):
        yield Difference(DifferenceKind.SEALED_MISSING, code, quarter)


def _noted(session: Session, programme_id: int) -> set[str]:
    """The quarters that were sealed here, as the audit tells; of a closing that was imported no file is kept."""
    t = table(AuditEntry).c
    query = sa.select(t.key).where(t.programme_id == programme_id, t.sheet == "closings", t.field == "")
    return set(session.execute(query.where(sa.func.length(t.new) == _SHA256)).scalars())
