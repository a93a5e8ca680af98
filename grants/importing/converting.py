"""Rows as read from the file to contents: money to minor units of its currency, everything in one form."""

from typing import Any

from core.money import AmountTooLarge, TooManyDecimals, exponent, to_minor
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.workbook.columns import Column
from grants.workbook.mapping import MAPPED, Content, Mapped, canonical_value
from grants.workbook.problems import ProblemKind

_GIVEN_BY_BOOKING = frozenset({"counted_on"})
"""Booking has said when a row counts; what a later file says of it changes nothing."""


def convert_sheet(upload: Upload, name: str) -> None:
    """Take in the rows of one sheet; the sheets that it refers to are taken in already."""
    mapped, sheet_rows = MAPPED[name], upload.sheets[name]
    content_columns = {column.name: column for column in mapped.columns}
    rows: list[Row] = []
    by_key: dict[str, Row] = {}
    for number, values in zip(sheet_rows.numbers, sheet_rows.rows, strict=True):
        given = dict(zip(sheet_rows.columns, values, strict=True))
        row = Row(name, number, "", {}, {k: v for k, v in given.items() if k not in content_columns})
        _fill_facts(upload, mapped, content_columns, row, given)
        _fill_money(upload, mapped, row, given)
        if not row.key:
            continue  # said already: a required cell that is empty or unreadable
        if row.key in by_key:
            first = by_key[row.key].number
            upload.refuse(row, mapped.sheet.key[-1], RowProblem.KEY_REPEATED, key=row.key, first=first)
            continue
        _check_required(upload, mapped, row, given)
        rows.append(row)
        by_key[row.key] = row
    upload.rows[name], upload.by_key[name] = rows, by_key


def _check_required(upload: Upload, mapped: Mapped, row: Row, given: dict[str, Any]) -> None:
    """What is left out of a known row stays as it is; of an empty cell its reader has told."""
    for column in mapped.sheet.required:
        if column in given:
            row.is_sound = row.is_sound and given[column] is not None
        elif row.is_new:
            upload.refuse(row, column, ProblemKind.VALUE_MISSING)


def _fill_facts(
    upload: Upload, mapped: Mapped, columns: dict[str, Column], row: Row, given: dict[str, Any]
) -> None:
    """All but money. What the file does not say of a row that is known stays as it is known."""
    content: Content = row.content
    for name, column in columns.items():
        value = given.get(name)
        content[name] = None if name in mapped.money_in else canonical_value(value, column.kind)
    if any(content[column] is None for column in mapped.sheet.key):
        return
    row.key = mapped.key(content)
    known = upload.known.get(mapped.name, {}).get(row.key)
    if known is not None:
        row.known_as = known.id
        for name in columns:
            if name not in given or name in _GIVEN_BY_BOOKING:
                content[name] = known.content[name]


def _fill_money(upload: Upload, mapped: Mapped, row: Row, given: dict[str, Any]) -> None:
    for name in mapped.money_in:
        value = given.get(name)
        if value is not None:
            row.content[name] = _minor(upload, mapped, row, name, value)


def _minor(upload: Upload, mapped: Mapped, row: Row, column: str, value: Any) -> int | None:
    currency = currency_of(upload, mapped, row.content, column)
    if currency is None:
        if mapped.money_in[column] == "sent_currency" or mapped.money_in[column] == "arrived_currency":
            upload.refuse(row, column, RowProblem.CURRENCY_NEEDED, needed=mapped.money_in[column])
        row.is_sound = False  # otherwise its currency, or the row that has it, is refused elsewhere
        return None
    try:
        return to_minor(value, currency)
    except TooManyDecimals:
        upload.refuse(
            row, column, RowProblem.TOO_MANY_DECIMALS, currency=currency, decimals=exponent(currency)
        )
    except AmountTooLarge:
        upload.refuse(row, column, RowProblem.AMOUNT_TOO_LARGE)
    return None


def currency_of(upload: Upload, mapped: Mapped, content: Content, column: str) -> str | None:
    """The currency of a money column of a row, where it is known."""
    place = mapped.money_in[column]
    if "." not in place:
        found = content[place]
    else:
        reference, of_column = place.split(".")
        other = upload.look_up(mapped.refers_to[reference], content[reference])
        found = other and other[of_column]
    return found if isinstance(found, str) else None
