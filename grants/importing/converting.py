"""Rows as read from the file to contents: money to minor units of its currency, everything in one form."""

from collections.abc import Sequence
from typing import Any

from core.money import AmountTooLarge, TooManyDecimals, exponent, to_minor
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.workbook.columns import Kind
from grants.workbook.mapping import MAPPED, Content, Mapped, canonical_value
from grants.workbook.problems import ProblemKind

_NOT_AS_READ = frozenset({Kind.AMOUNT, Kind.DECIMAL, Kind.CODES, Kind.CHOICES, Kind.TIERS})
"""Kinds whose values stand in a content in another form than they are read."""

_GIVEN_BY_BOOKING = frozenset({"counted_on"})
"""Booking has said when a row counts; what a later file says of it changes nothing."""


class _Layout:
    """Where the columns of a sheet stand in the rows of a file; found once, as there may be many rows."""

    def __init__(self, mapped: Mapped, given: Sequence[str]) -> None:
        place = {name: at for at, name in enumerate(given)}
        facts = [column for column in mapped.columns if column.name not in mapped.money_in]
        required = mapped.sheet.required
        self.nothing: Content = dict.fromkeys(column.name for column in mapped.columns)
        self.facts = [(column.name, place[column.name]) for column in facts if column.name in place]
        self.kinds = [(column.name, column.kind) for column in facts if column.kind in _NOT_AS_READ]
        self.money = [(name, place[name]) for name in mapped.money_in if name in place]
        self.extra = [(name, at) for name, at in place.items() if name not in self.nothing]
        self.kept = [name for name in self.nothing if name not in place or name in _GIVEN_BY_BOOKING]
        self.required = [place[name] for name in required if name in place]
        self.lacking = [name for name in required if name not in place]


def convert_sheet(upload: Upload, name: str) -> None:
    """Take in the rows of one sheet; the sheets that it refers to are taken in already."""
    mapped, sheet_rows = MAPPED[name], upload.sheets[name]
    layout = _Layout(mapped, sheet_rows.columns)
    rows: list[Row] = []
    by_key: dict[str, Row] = {}
    for number, values in zip(sheet_rows.numbers, sheet_rows.rows, strict=True):
        row = Row(name, number, "", layout.nothing.copy(), {name: values[at] for name, at in layout.extra})
        _fill_facts(upload, mapped, layout, row, values)
        for column, at in layout.money:
            if values[at] is not None:
                row.content[column] = _minor(upload, mapped, row, column, values[at])
        if not row.key:
            continue  # said already: a required cell that is empty or unreadable
        if row.key in by_key:
            first = by_key[row.key].number
            upload.refuse(row, mapped.sheet.key[-1], RowProblem.KEY_REPEATED, key=row.key, first=first)
            continue
        _check_required(upload, layout, row, values)
        rows.append(row)
        by_key[row.key] = row
    upload.rows[name], upload.by_key[name] = rows, by_key


def _fill_facts(upload: Upload, mapped: Mapped, layout: _Layout, row: Row, values: tuple[Any, ...]) -> None:
    """All but money. What the file does not say of a row that is known stays as it is known."""
    content = row.content
    for name, at in layout.facts:
        content[name] = values[at]
    for name, kind in layout.kinds:
        if content[name] is not None:
            content[name] = canonical_value(content[name], kind)
    if any(content[column] is None for column in mapped.sheet.key):
        return
    row.key = mapped.key(content)
    known = upload.known.get(mapped.name, {}).get(row.key)
    if known is not None:
        row.known_as = known.id
        for name in layout.kept:
            content[name] = known.content[name]


def _check_required(upload: Upload, layout: _Layout, row: Row, values: tuple[Any, ...]) -> None:
    """What is left out of a known row stays as it is; of an empty cell its reader has told."""
    for at in layout.required:
        if values[at] is None:
            row.is_sound = False
    if row.is_new:
        for column in layout.lacking:
            upload.refuse(row, column, ProblemKind.VALUE_MISSING)


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
