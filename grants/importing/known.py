"""What a programme has already, as contents: of the large sheets only what the file names."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import in_clauses, table
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
}
"""Sheets whose rows are looked up one by one, and the column by which they are known."""

_EXTRA = {
    "projects": ("approved_seq", "settled_seq"),
    "contributions": ("verified_seq",),
    "rates": ("is_used",),
}


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
    session: Session, programme_id: int, name: str, codes: Codes, keys: Iterable[str] | None = None
) -> dict[str, Known]:
    """The rows of a sheet by key; of LARGE sheets only those with these keys."""
    mapped = MAPPED[name]
    t = table(mapped.model).c
    query = content_query(mapped, _EXTRA.get(name, ()))
    query = query.where(t.id == programme_id if name == "programmes" else t.programme_id == programme_id)
    clauses = in_clauses(t[LARGE[name]], keys) if keys is not None else (sa.true(),)
    return {
        key: known
        for clause in clauses
        for row in session.execute(query.where(clause))
        for key, known in [_known(mapped, row, codes)]
    }


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


def _known(mapped: Mapped, row: Any, codes: Codes) -> tuple[str, Known]:
    columns = mapped.columns
    content = content_of(columns, mapped.refers_to, row[1:], codes)
    extra = dict(zip(_EXTRA.get(mapped.name, ()), row[1 + len(columns) :], strict=True))
    return mapped.key(content), Known(row.id, content, extra)


def as_stored(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Choices as their text: a content compares and writes them as the workbook does."""
    if isinstance(column.type, sa.Enum):
        return sa.type_coerce(column, sa.String).label(column.name)
    return column
