"""Whether each row of each table is as the journal recorded it."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.journal.append import as_written, canonical, given
from core.programmes import Closing, FactChange
from core.tables import read_large, table
from grants.importing.known import Codes, as_stored
from grants.models.funds import Fund
from grants.models.matches import Rematch
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.recorded import Place, Recorded
from grants.workbook.mapping import MAPPED, Mapped
from household_groups.models.contributions import Contribution, Reversal

_CHANGE = ("sheet", "code", "column", "old", "value", "effective_on", "reason", "document", "seq")
_CLOSING = ("quarter", "closed_on", "closed_by", "sha256", "seq")


def compare_rows(session: Session, programme_id: int, code: str, recorded: Recorded) -> Iterator[Difference]:
    """Differences between the tables and the journal; every row of every sheet is looked at once.

    What was compared is no longer in `recorded`.
    """
    unseen = recorded.contents
    for (sheet, key), stored in _stored(session, programme_id):
        wanted = unseen.pop((sheet, key), None)
        if wanted is None:
            yield Difference(DifferenceKind.ROW_UNRECORDED, code, f"{sheet} {key}", stored)
        elif wanted != stored:
            yield Difference(DifferenceKind.ROW_DIFFERS, code, f"{sheet} {key}", stored, wanted)
    for (sheet, key), wanted in unseen.items():
        yield Difference(DifferenceKind.ROW_MISSING, code, f"{sheet} {key}", "", wanted)
    unseen.clear()


def _stored(session: Session, programme_id: int) -> Iterator[tuple[Place, str]]:
    codes = Codes(session, programme_id)
    for mapped in MAPPED.values():
        yield from _mapped(session, programme_id, mapped, codes)
    for sheet, query in _events(programme_id):
        for seq, content in _contents(session, query):
            yield (sheet, str(seq)), canonical(given(content))


def _mapped(session: Session, programme_id: int, mapped: Mapped, codes: Codes) -> Iterator[tuple[Place, str]]:
    """The hot path of a large programme: columns are selected in the order in which a content is written."""
    t = table(mapped.model).c
    names = sorted(column.name for column in mapped.columns)
    references = [(column, codes.of(sheet)) for column, sheet in mapped.refers_to.items()]
    of_programme = t.id if mapped.name == "programmes" else t.programme_id
    query = sa.select(*(as_stored(t[mapped.attribute(name)]) for name in names))
    sheet, (first, *more) = mapped.name, mapped.sheet.key
    for row in read_large(session, query.where(of_programme == programme_id)):
        content = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for column, by_id in references:
            if column in content:
                content[column] = by_id[content[column]]
        key = content[first]
        if more or type(key) is not str:
            key = mapped.key(content)
        yield (sheet, key), as_written(content)


def _contents(session: Session, query: sa.Select[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    for row in session.execute(query).mappings():
        content = dict(row)
        yield content.pop("seq"), content


def _events(programme_id: int) -> Iterator[tuple[str, sa.Select[Any]]]:
    """Rows that are events and nothing else, as the journal writes them."""
    change, closing = table(FactChange).c, table(Closing).c
    reversal, contribution = table(Reversal).c, table(Contribution).c
    rematch, fund = table(Rematch).c, table(Fund).c
    yield "changes", _of(change, programme_id, *(change[name] for name in _CHANGE))
    yield "closings", _of(closing, programme_id, *(closing[name] for name in _CLOSING))
    yield (
        "reversals",
        _of(
            reversal,
            programme_id,
            contribution.reference.label("contribution"),
            reversal.reversed_on,
            reversal.amount_minor.label("amount"),
            reversal.reason,
            reversal.seq,
        ).where(reversal.contribution_id == contribution.id),
    )
    yield (
        "rematches",
        _of(
            rematch,
            programme_id,
            fund.code.label("fund"),
            rematch.booked_on,
            rematch.booked_by,
            rematch.seq,
        ).where(rematch.fund_id == fund.id),
    )


def _of(t: Any, programme_id: int, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return sa.select(*columns).where(t.programme_id == programme_id)
