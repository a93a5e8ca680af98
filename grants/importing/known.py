"""What a programme has already, as contents: read by what a file names, or when a check asks for it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import batches, table
from grants.importing.upload import Known
from grants.workbook.columns import Column
from grants.workbook.mapping import MAPPED, Mapped

LARGE = {
    "households": "code",
    "contributions": "reference",
    "receipts": "reference",
    "other_funding": "reference",
    "disbursements": "reference",
    "expenditures": "reference",
    "certifications": "reference",
    "tranches": "reference",
    "bank_lines": "reference",
    "documents": "reference",
}
"""Sheets whose rows are looked up one by one, and the column by which they are known."""

_KEYED = LARGE | dict.fromkeys(("communities", "groups", "projects", "funds"), "code")
"""These too, as long as few of their rows are asked for; of all others the whole sheet is read."""

_FEW = 500

_EXTRA = {
    "projects": ("approved_seq", "settled_seq"),
    "contributions": ("verified_seq",),
    "rates": ("is_used",),
}


class KnownRows(Mapping[str, Known]):
    """The rows of one sheet by key: whatever is asked of them is true, but nothing is read before it is asked."""

    def __init__(self, session: Session, programme_id: int, name: str) -> None:
        self._session = session
        self._programme_id = programme_id
        self._name = name
        self._rows: dict[str, Known] = {}
        self._asked: set[str] = set()
        self._is_whole = False

    def fetch(self, keys: Iterable[str]) -> Iterable[Known]:
        """Read these rows at once, before they are asked for one by one. Returns all that were read so far."""
        new = set(keys) - self._asked
        if new and not self._is_whole:
            if self._name in LARGE or (self._name in _KEYED and len(new) <= _FEW):
                self._asked |= new
                self._rows |= load_known(self._session, self._programme_id, self._name, new)
            else:
                self._read_whole()
        return self._rows.values()

    def __getitem__(self, key: str) -> Known:
        if not self._is_whole and key not in self._asked:
            self.fetch([key])
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        self._read_whole()
        return iter(self._rows)

    def __len__(self) -> int:
        self._read_whole()
        return len(self._rows)

    def _read_whole(self) -> None:
        if not self._is_whole:
            self._is_whole = True
            self._rows = load_known(self._session, self._programme_id, self._name)


class Codes:
    """Codes by id, of the sheets that others refer to."""

    def __init__(self, session: Session, programme_id: int) -> None:
        self._session = session
        self._programme_id = programme_id
        self._by_id: dict[str, dict[int, str]] = {}
        self._ids: dict[str, dict[str, int]] = {}

    def of(self, sheet: str) -> dict[int, str]:
        if sheet not in self._by_id:
            t = table(MAPPED[sheet].model).c
            query = sa.select(t.id, t.code).where(t.programme_id == self._programme_id)
            self._by_id[sheet] = dict(self._session.execute(query).all())
        return self._by_id[sheet]

    def ids(self, sheet: str) -> dict[str, int]:
        if sheet not in self._ids:
            self._ids[sheet] = {code: id for id, code in self.of(sheet).items()}
        return self._ids[sheet]


def load_known(
    session: Session, programme_id: int, name: str, keys: Iterable[str] | None = None
) -> dict[str, Known]:
    """The rows of a sheet by key, or those of them with these keys, of a sheet that has a column for its key."""
    mapped = MAPPED[name]
    if keys is None or name not in _KEYED:
        rows: Iterable[Any] = session.execute(_whole(name), {"of": programme_id})
    else:
        rows = (
            row
            for batch in batches(sorted(set(keys)), _FEW)
            for row in session.execute(_named(name), {"of": programme_id, "keys": batch})
        )
    return {mapped.key(known.content): known for row in rows for known in [_known(mapped, row)]}


def content_query(mapped: Mapped, extra: Iterable[str] = ()) -> sa.Select[Any]:
    """Selects id, the columns of a content in their order, then `extra` columns of the table."""
    t = table(mapped.model).c
    columns = [as_stored(t[mapped.attribute(column.name)]) for column in mapped.columns]
    return sa.select(t.id, *columns, *(t[name] for name in extra))


def content_of(
    columns: tuple[Column, ...], refers_to: dict[str, str], values: Any, codes: Codes
) -> dict[str, Any]:
    """The content of a row that `content_query` selected; `values` begin with the first column."""
    content = {column.name: value for column, value in zip(columns, values, strict=False)}
    for column, sheet in refers_to.items():
        if content[column] is not None:
            content[column] = codes.of(sheet)[content[column]]
    return content


def with_codes(mapped: Mapped, *extra: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Like `content_query`, but the columns that refer to other rows are read as the codes of these."""
    t = table(mapped.model)
    source: sa.FromClause = t
    columns: list[sa.ColumnElement[Any]] = []
    for column in mapped.columns:
        stored = t.c[mapped.attribute(column.name)]
        if column.name in mapped.refers_to:
            other = table(MAPPED[mapped.refers_to[column.name]].model).alias(f"named_{column.name}")
            source = source.outerjoin(other, other.c.id == stored)
            columns.append(other.c.code.label(column.name))
        else:
            columns.append(as_stored(stored).label(column.name))
    return sa.select(t.c.id.label("row_id"), *columns, *extra).select_from(source)


@cache
def _whole(name: str) -> sa.Select[Any]:
    """Built once: a booking makes dozens of statements, and building one takes longer than running it."""
    mapped = MAPPED[name]
    t = table(mapped.model).c
    query = with_codes(mapped, *(t[extra] for extra in _EXTRA.get(name, ())))
    return query.where((t.id if name == "programmes" else t.programme_id) == sa.bindparam("of"))


@cache
def _named(name: str) -> sa.Select[Any]:
    key = table(MAPPED[name].model).c[_KEYED[name]]
    return _whole(name).where(key.in_(sa.bindparam("keys", expanding=True)))


def _known(mapped: Mapped, row: Any) -> Known:
    id, *values = row
    columns = mapped.columns
    content = {column.name: value for column, value in zip(columns, values, strict=False)}
    extra = dict(zip(_EXTRA.get(mapped.name, ()), values[len(columns) :], strict=True))
    return Known(id, content, extra)


def as_stored(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Choices as their text: a content compares and writes them as the workbook does."""
    if isinstance(column.type, sa.Enum):
        return sa.type_coerce(column, sa.String).label(column.name)
    return column
