"""A bank's table as rows of `bank_lines`: which column is what, and under which reference each line is known."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from core.amounts import UnreadableAmount, read_amount_text
from grants.banking.csv_files import Table
from grants.entering.typed import Typed
from grants.workbook.mapping import plain_decimal


class Days(StrEnum):
    """How the bank writes a day. Which of them it is, is said by a person: 03/04/2026 is two days."""

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


_ORDER = {Days.YEAR_FIRST: (0, 1, 2), Days.DAY_FIRST: (2, 1, 0), Days.MONTH_FIRST: (2, 0, 1)}
_PARTS = re.compile(
    r"([0-9]{1,4})[./-]([0-9]{1,2})[./-]([0-9]{1,4})(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
"""The time of day, which some banks add, is of no account."""

_CURRENCY = re.compile(r"[A-Z]{3}")

_DIGITS = 12
"""Of the digest: enough for no two lines of a day to share one."""

_OF_FUND = 40
"""So many letters of the fund's code, that the longest one leaves room for the rest of a reference."""

_NOTHING = re.compile(r"0+([.,]0+)?")

_LIKELY = {
    "booked_on": ("date", "day", "booked", "дата", "сана", "fecha"),
    "amount": (
        "amount",
        "credit",
        "paid in",
        "сумма",
        "кредит",
        "приход",
        "маблағ",
        "importe",
        "monto",
        "abono",
    ),
    "paid_out": ("debit", "paid out", "дебет", "расход", "cargo", "retiro"),
    "party": (
        "party",
        "name",
        "text",
        "description",
        "detail",
        "назначение",
        "контрагент",
        "concepto",
        "descrip",
    ),
    "bank_reference": ("reference", "number", "document", "номер", "референс", "referencia", "documento"),
    "currency": ("currency", "валют", "асъор", "moneda", "divisa"),
}


@dataclass(frozen=True)
class Columns:
    """The bank's names of columns; '' where it has none. `paid_out` are amounts that left, without a sign."""

    booked_on: str
    amount: str
    paid_out: str = ""
    party: str = ""
    bank_reference: str = ""
    currency: str = ""


def likely(table: Table) -> Columns:
    """What the names of the columns make one think of; each column is one thing."""
    left = list(table.names)
    found = {}
    for what, words in _LIKELY.items():
        found[what] = next((name for name in left if any(word in name.casefold() for word in words)), "")
        left = [name for name in left if name != found[what]]
    if not all(_CURRENCY.fullmatch(cell) for cell in _column(table, found["currency"])):
        found["currency"] = ""
    return Columns(**found)


def likely_days(table: Table, column: str) -> Days:
    """How the days of a column seem to be written; where nothing tells, the day comes first."""
    parts = [found.groups() for cell in _column(table, column) if (found := _PARTS.fullmatch(cell))]
    parts = [each for each in parts if len(each[0]) < 4]  # what has the year first is read whatever is said
    if any(int(second) > 12 for _, second, _ in parts):
        return Days.MONTH_FIRST
    return Days.DAY_FIRST if parts else Days.YEAR_FIRST


def _column(table: Table, name: str) -> list[str]:
    """Its cells that are not empty."""
    place = table.names.index(name) if name else None
    return [] if place is None else [row[place] for row in table.rows if row[place]]


def lines_of(table: Table, columns: Columns, days: Days, fund: str, statement: str) -> list[dict[str, str]]:
    """Rows of `bank_lines` as typed, for the strict reading of whatever is entered.

    A line is known by a reference made of what it says, so that the same statement, or one that overlaps, does
    not enter it twice, be it CSV or a workbook. Lines that say the same in one file are counted.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    rows = []
    for cells in _cells_by_name(table):
        row = {
            "fund": fund,
            "booked_on": iso(cells[columns.booked_on], days),
            "amount": _amount(cells, columns),
            "party": cells[columns.party] if columns.party else "",
            "bank_reference": cells[columns.bank_reference] if columns.bank_reference else "",
        }
        same = tuple((row | {"amount": _plain(row["amount"])}).values())
        seen[same] += 1
        rows.append({"reference": _reference(row, same, seen[same]), **row, "statement": statement})
    return rows


def in_other_currency(table: Table, columns: Columns, currency: str) -> list[tuple[int, str]]:
    """The lines of the file whose amount is of another currency than the account, and which."""
    if not columns.currency:
        return []
    place = table.names.index(columns.currency)
    found = zip(table.numbers, (row[place] for row in table.rows), strict=True)
    return [(number, cell) for number, cell in found if cell and cell.upper() != currency]


def iso(text: str, days: Days) -> str:
    """A day as ISO writes it; what is not written as was said stays as it is, and is refused when it is read."""
    found = _PARTS.fullmatch(text)
    if found is None:
        return text
    order = _ORDER[Days.YEAR_FIRST if len(found[1]) == 4 else days]
    year, month, day = (found[place + 1] for place in order)
    return f"{year}-{month:0>2}-{day:0>2}" if len(year) == 4 and len(month) <= 2 and len(day) <= 2 else text


def _amount(cells: Typed, columns: Columns) -> str:
    """Where the bank has a column for each direction, the other one is empty or 0; both filled is no amount."""
    came = cells[columns.amount]
    left = cells[columns.paid_out] if columns.paid_out else ""
    if not left or _NOTHING.fullmatch(left):
        return came
    if came and not _NOTHING.fullmatch(came):
        return f"{came} / {left}"
    return left if left.startswith("-") else f"-{left}"


def _plain(amount: str) -> str:
    """One spelling of an amount: 1 000,00 and 1000 are the same."""
    try:
        return plain_decimal(read_amount_text(amount))
    except UnreadableAmount:
        return amount


def _reference(row: Typed, same: tuple[str, ...], number: int) -> str:
    """With the fund and the day to be read, and a digest of all the line says."""
    digest = sha256("\n".join([*same, str(number)]).encode()).hexdigest()[:_DIGITS]
    day = re.sub(r"[^0-9]", "", row["booked_on"])[:8]
    return f"{row['fund'][:_OF_FUND]}-{day}-{digest}"


def _cells_by_name(table: Table) -> Iterator[dict[str, str]]:
    return (dict(zip(table.names, row, strict=True)) for row in table.rows)
