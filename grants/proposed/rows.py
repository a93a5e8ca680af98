"""The rows of a proposal in words: each value under its label, and of a known row what it was before."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlmodel import Session, select

from core.amounts import UnreadableAmount, read_amount_text
from core.journal.append import row_key
from core.programmes import Programme
from core.web.i18n import NOTHING
from grants.entering.known_rows import texts_of
from grants.entering.labels import SHEETS as SHEET_LABELS
from grants.entering.labels import label_of
from grants.entering.shown import shown
from grants.entering.typed import Rows, Typed
from grants.models.funds import Fund
from grants.workbook.columns import Kind
from grants.workbook.mapping import MAPPED, plain_decimal
from grants.workbook.sheets import SHEETS
from household_groups.models.contributions import Contribution

_IN_CURRENCY_OF_FUND = frozenset({"rules", "disbursements"})
_REVERSED = ("reversals", "amount")


@dataclass(frozen=True)
class Cell:
    """A column that the row gives; `before` is None in a row that is new."""

    label: LazyString | str
    before: str | None
    after: str


@dataclass(frozen=True)
class ProposedRow:
    """A row to be booked; `cells` are those that are given, of a known row those that change."""

    sheet: LazyString | str
    key: str
    cells: Sequence[Cell]

    @property
    def is_new(self) -> bool:
        return all(cell.before is None for cell in self.cells)


def rows_in_words(session: Session, programme: Programme, rows: Rows) -> list[ProposedRow]:
    """As the books stand now."""
    return [_in_words(session, programme, sheet, row) for sheet, of_sheet in rows.items() for row in of_sheet]


def _in_words(session: Session, programme: Programme, sheet: str, row: Typed) -> ProposedRow:
    is_mapped = sheet in MAPPED
    keys = [row.get(column, "") for column in SHEETS[sheet].key]
    key = row_key(*keys) if is_mapped else keys[0]
    known = texts_of(session, programme, sheet, key) if is_mapped else None
    currency = _currency(session, programme, sheet, row, known)
    cells = tuple(_cells(sheet, row, known, currency))
    return ProposedRow(SHEET_LABELS[sheet], ", ".join(keys) if is_mapped else key, cells)


def _cells(sheet: str, row: Typed, known: Typed | None, currency: str | None) -> Iterator[Cell]:
    for column, text in row.items():
        after = _shown(sheet, column, text, currency)
        if column == "programme":
            continue
        if known is None:
            if after != NOTHING:
                yield Cell(label_of(sheet, column), None, after)
        elif column not in SHEETS[sheet].key:
            before = _shown(sheet, column, known.get(column), currency)
            if before != after:
                yield Cell(label_of(sheet, column), before, after)


def _shown(sheet: str, column: str, text: str | None, currency: str | None) -> str:
    """Amounts however they were typed, and where an empty one means all, that."""
    if (sheet, column) == _REVERSED:
        return _shown("contributions", "amount", text, currency) if text else str(_("All that is left"))
    if text and SHEETS[sheet].column(column).kind is Kind.AMOUNT:
        with suppress(UnreadableAmount):
            text = plain_decimal(read_amount_text(text))
    return shown(sheet, column, text, currency)


def _currency(
    session: Session, programme: Programme, sheet: str, row: Typed, known: Typed | None
) -> str | None:
    """In which the amounts of the row are."""
    given = {**(known or {}), **row}
    if sheet in _IN_CURRENCY_OF_FUND:
        query = select(Fund.currency).where(Fund.programme_id == programme.id, Fund.code == given.get("fund"))
        return session.exec(query).first()
    if sheet == "reversals":
        of = select(Contribution.currency).where(Contribution.programme_id == programme.id)
        return session.exec(of.where(Contribution.reference == given.get("contribution"))).first()
    return given.get("currency")
