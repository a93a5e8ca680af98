"""Rows as read from the file to contents: money to minor units of its currency, everything in one form."""

from typing import Any

from core.money import AmountTooLarge, TooManyDecimals, exponent, to_minor
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.workbook.columns import Column
from grants.workbook.mapping import MAPPED, Content, Mapped, canonical_value
from grants.workbook.reading import SheetRows


def convert_sheet(upload: Upload, name: str) -> None:
    """Take in the rows of one sheet; the sheets that it refers to are taken in already."""
    mapped, sheet_rows = MAPPED[name], upload.sheets[name]
    content_columns = {column.name: column for column in mapped.columns}
    rows: list[Row] = []
    by_key: dict[str, Row] = {}
    for number, values in zip(sheet_rows.numbers, sheet_rows.rows, strict=True):
        given = dict(zip(sheet_rows.columns, values, strict=True))
        row = Row(name, number, "", {}, {k: v for k, v in given.items() if k not in content_columns})
        _fill(upload, mapped, content_columns, row, given)
        if any(row.content[column] is None for column in mapped.sheet.key):
            continue  # said already: a required cell that is empty or unreadable
        row.key = mapped.key(row.content)
        if row.key in by_key:
            first = by_key[row.key].number
            upload.refuse(row, mapped.sheet.key[-1], RowProblem.KEY_REPEATED, key=row.key, first=first)
            continue
        if any(given.get(column) is None for column in mapped.sheet.required):
            row.is_sound = False
        rows.append(row)
        by_key[row.key] = row
    upload.rows[name], upload.by_key[name] = rows, by_key


def given_columns(rows: SheetRows) -> frozenset[str]:
    """The columns that the file has: only they say anything about a row that is known."""
    return frozenset(rows.columns)


def _fill(
    upload: Upload, mapped: Mapped, columns: dict[str, Column], row: Row, given: dict[str, Any]
) -> None:
    content: Content = row.content
    for name, column in columns.items():
        if name not in mapped.money_in:
            content[name] = canonical_value(given.get(name), column.kind)
    for name in mapped.money_in:
        value = given.get(name)
        content[name] = None
        if value is not None:
            content[name] = _minor(upload, mapped, row, name, value)


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
