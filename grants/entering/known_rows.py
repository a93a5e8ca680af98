"""Rows of the books as the texts that a form shows: what would have been typed for them."""

import re

from sqlmodel import Session

from core.programmes import Programme
from grants.entering.typed import Typed
from grants.importing.known import KnownRows
from grants.importing.upload import Known
from grants.workbook.mapping import MAPPED, Content, Mapped, as_text
from grants.workbook.sheets import SHEETS

_TWO_READINGS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def texts_of(session: Session, programme: Programme, sheet: str, key: str) -> dict[str, str] | None:
    """All columns of a row's content as texts, '' for what is not given; None where there is no such row."""
    known = find_known(session, programme, sheet, key)
    return None if known is None else texts_of_known(session, programme, sheet, known)


def find_known(session: Session, programme: Programme, sheet: str, key: str) -> Known | None:
    """A row of the books as the import compares it."""
    assert programme.id is not None
    return KnownRows(session, programme.id, sheet).get(key)


def texts_of_known(session: Session, programme: Programme, sheet: str, known: Known) -> dict[str, str]:
    mapped = MAPPED[sheet]
    texts = {
        column.name: _text(session, programme, mapped, known.content, column.name)
        for column in mapped.columns
    }
    return texts | _programme_column(sheet, programme)


def new_row(programme: Programme, sheet: str, typed: Typed) -> dict[str, str]:
    """A row that is not known yet, with the columns that the page's programme gives."""
    return {**typed, **_programme_column(sheet, programme)}


def _programme_column(sheet: str, programme: Programme) -> dict[str, str]:
    columns = {column.name for column in SHEETS[sheet].columns}
    return {"programme": programme.code} if "programme" in columns else {}


def _text(session: Session, programme: Programme, mapped: Mapped, content: Content, column: str) -> str:
    currency = None
    if column in mapped.money_in:
        currency = _currency(session, programme, mapped, content, column)
    text = as_text(content[column], currency) or ""
    # 5.125 could be 5,125 where it is typed, so it is refused; with one decimal more it is read in one way only.
    return f"{text}0" if currency and _TWO_READINGS.fullmatch(text) else text


def _currency(
    session: Session, programme: Programme, mapped: Mapped, content: Content, column: str
) -> str | None:
    reference, _, of_column = mapped.money_in[column].rpartition(".")
    if not reference:
        found = content[of_column]
    else:
        assert programme.id is not None
        others = KnownRows(session, programme.id, mapped.refers_to[reference])
        found = others[content[reference]].content[of_column]
    return found if isinstance(found, str) else None
