"""Rows of the books as the texts that a form shows: what would have been typed for them."""

from sqlmodel import Session

from core.programmes import Programme
from grants.entering.typed import Typed
from grants.importing.known import LARGE, Codes, load_known
from grants.workbook.mapping import MAPPED, Content, Mapped, as_text
from grants.workbook.sheets import SHEETS


def texts_of(session: Session, programme: Programme, sheet: str, key: str) -> dict[str, str] | None:
    """All columns of a row's content as texts, '' for what is not given; None where there is no such row."""
    assert programme.id is not None
    codes = Codes(session, programme.id)
    known = load_known(session, programme.id, sheet, codes, [key] if sheet in LARGE else None)
    if key not in known:
        return None
    mapped, content = MAPPED[sheet], known[key].content
    texts = {
        column.name: _text(session, programme, mapped, content, column.name, codes)
        for column in mapped.columns
    }
    return texts | _programme_column(sheet, programme)


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
    return as_text(content[column], currency) or ""


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
