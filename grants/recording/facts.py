"""What a typed contribution says, as values, so far as it can be read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.money import AmountTooLarge, TooManyDecimals, to_minor
from grants.recording.entries import Typed
from grants.workbook.cells import read_cell
from grants.workbook.sheets import SHEETS
from grants.workbook.texts import Unreadable

_SHEET = SHEETS["contributions"]


@dataclass(frozen=True)
class Facts:
    """Of one contribution; what is missing or cannot be read is None, and the import's checks say so."""

    group: str | None
    received_on: date | None
    currency: str | None
    amount_minor: int | None
    references: frozenset[str]
    """Of transfer and receipt; that of the bank may be of one deposit of many contributions."""


def facts_of(columns: Typed) -> Facts:
    currency, amount = _read(columns, "currency"), _read(columns, "amount")
    minor = None
    if currency is not None and amount is not None:
        try:
            minor = to_minor(amount, currency)
        except (TooManyDecimals, AmountTooLarge):
            minor = None
    named = (_read(columns, name) for name in ("transfer_reference", "receipt_no"))
    return Facts(
        group=_read(columns, "group"),
        received_on=_read(columns, "received_on"),
        currency=currency,
        amount_minor=minor,
        references=frozenset(name for name in named if name),
    )


def _read(columns: Typed, name: str) -> Any:
    try:
        return read_cell(columns.get(name, ""), _SHEET.column(name))
    except Unreadable:
        return None
