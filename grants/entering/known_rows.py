"""Rows of the books as the texts that a form shows: what would have been typed for them."""

import re
from collections.abc import Iterator

from sqlmodel import Session, select

from core.journal.append import row_key
from core.programmes import Programme
from grants.entering.typed import Rows, Typed
from grants.importing.known import LARGE, Codes, load_known
from grants.importing.upload import Known
from grants.workbook.cells import read_cell
from grants.workbook.mapping import MAPPED, Content, Mapped, as_text
from grants.workbook.sheets import SHEETS
from grants.workbook.texts import Unreadable

_TWO_READINGS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def texts_of(session: Session, programme: Programme, sheet: str, key: str) -> dict[str, str] | None:
    """All columns of a row's content as texts, '' for what is not given; None where there is no such row."""
    known = find_known(session, programme, sheet, key)
    return None if known is None else texts_of_known(session, programme, sheet, known)


def find_known(session: Session, programme: Programme, sheet: str, key: str) -> Known | None:
    """A row of the books as the import compares it."""
    assert programme.id is not None
    codes = Codes(session, programme.id)
    return load_known(session, programme.id, sheet, codes, [key] if sheet in LARGE else None).get(key)


def texts_of_known(session: Session, programme: Programme, sheet: str, known: Known) -> dict[str, str]:
    assert programme.id is not None
    codes, mapped = Codes(session, programme.id), MAPPED[sheet]
    texts = {
        column.name: _text(session, programme, mapped, known.content, column.name, codes)
        for column in mapped.columns
    }
    return texts | _programme_column(sheet, programme)


def known_among(session: Session, programme: str | None, rows: Rows) -> Iterator[tuple[str, Typed, int]]:
    """Of typed rows those whose key the programme has already: sheet, row, and its number from 1."""
    for name, typed in rows.items():
        keys = [_typed_key(name, row) for row in typed]
        known = _known_keys(session, programme, name, keys)
        for number, (row, key) in enumerate(zip(typed, keys, strict=True), 1):
            if key in known:
                yield name, row, number


def _known_keys(session: Session, programme: str | None, name: str, keys: list[str | None]) -> set[str]:
    code = next(iter(keys)) if name == "programmes" else programme
    id = session.exec(select(Programme.id).where(Programme.code == code)).first()
    if id is None:
        return set()
    asked = [key for key in keys if key is not None]
    return set(load_known(session, id, name, Codes(session, id), asked if name in LARGE else None))


def _typed_key(name: str, row: Typed) -> str | None:
    """None where part of it is missing or cannot be read."""
    sheet = SHEETS[name]
    try:
        parts = [read_cell(row.get(column, ""), sheet.column(column)) for column in sheet.key]
    except Unreadable:
        return None
    return None if None in parts else row_key(*parts)


def new_row(programme: Programme, sheet: str, typed: Typed) -> dict[str, str]:
    """A row that is not known yet, with the columns that the page's programme gives."""
    return {**typed, **_programme_column(sheet, programme)}


def _programme_column(sheet: str, programme: Programme) -> dict[str, str]:
    columns = {column.name for column in SHEETS[sheet].columns}
    return {"programme": programme.code} if "programme" in columns else {}


def _text(
    session: Session, programme: Programme, mapped: Mapped, content: Content, column: str, codes: Codes
) -> str:
    currency = None
    if column in mapped.money_in:
        currency = _currency(session, programme, mapped, content, column, codes)
    text = as_text(content[column], currency) or ""
    # 5.125 could be 5,125 where it is typed, so it is refused; with one decimal more it is read in one way only.
    return f"{text}0" if currency and _TWO_READINGS.fullmatch(text) else text


def _currency(
    session: Session, programme: Programme, mapped: Mapped, content: Content, column: str, codes: Codes
) -> str | None:
    reference, _, of_column = mapped.money_in[column].rpartition(".")
    if not reference:
        found = content[of_column]
    else:
        assert programme.id is not None
        others = load_known(session, programme.id, mapped.refers_to[reference], codes)
        found = others[content[reference]].content[of_column]
    return found if isinstance(found, str) else None
