"""When a line was booked, and by whom: the entry of the journal that tells of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from core.journal.models import EntryKind, JournalEntry
from core.tables import in_clauses, table
from reports.comparing.lines import Line
from reports.comparing.shifts import Source

Booked = Mapping[Source, tuple[str, datetime]]

_T = table(JournalEntry).c
_SAID = (_T.seq, _T.sheet, _T.key, _T.kind, _T.position, _T.booked_by, _T.booked_at)


def booked_by_source(session: Session, programme_id: int, position: int, lines: Iterable[Line]) -> Booked:
    """Of an event its own entry; of a row the first one after `position`, else the first of all."""
    sources = {line.source for line in lines if line.source.seq is not None or line.source.key}
    by_seq = {source.seq: source for source in sources if source.seq is not None}
    of_seq = {
        row.seq: (row.booked_by, row.booked_at)
        for row in _entries(session, programme_id, "seq", sorted(by_seq))
    }
    found: dict[Source, tuple[str, datetime]] = {
        source: of_seq[source.seq] for source in sources if source.seq in of_seq
    }
    by_sheet: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if source.seq is None:
            by_sheet[source.sheet].append(source)
    for sheet, of_sheet in by_sheet.items():
        entries = _entries(session, programme_id, "key", sorted({each.key for each in of_sheet}), sheet)
        found |= _of_rows(of_sheet, entries, position)
    return found


def _entries(
    session: Session, programme_id: int, column: str, values: list[int] | list[str], sheet: str | None = None
) -> Iterator[sa.Row[tuple[object, ...]]]:
    for among in in_clauses(_T[column], values):
        query = sa.select(*_SAID).where(_T.programme_id == programme_id, among).order_by(_T.position)
        if sheet is not None:
            query = query.where(_T.sheet == sheet)
        yield from session.execute(query)


def _of_rows(
    sources: list[Source], entries: Iterable[sa.Row[tuple[object, ...]]], position: int
) -> dict[Source, tuple[str, datetime]]:
    by_key: defaultdict[str, list[sa.Row[tuple[object, ...]]]] = defaultdict(list)
    for entry in entries:
        by_key[entry.key].append(entry)
    found = {}
    for source in sources:
        told = _telling(by_key.get(source.key, []), position)
        if told is not None:
            found[source] = (told.booked_by, told.booked_at)
    return found


def _telling(entries: list[sa.Row[tuple[object, ...]]], position: int) -> sa.Row[tuple[object, ...]] | None:
    """A contribution counts from its verification on, whatever was said of it before and after."""
    verified = [each for each in entries if each.kind == EntryKind.VERIFY]
    told = verified or [each for each in entries if each.position > position] or entries
    return told[0] if told else None
