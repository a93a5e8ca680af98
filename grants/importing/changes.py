"""Dated changes of facts: those that the sheet `changes` tells, and those that a changed row makes today."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.amounts import UnreadableAmount, read_plain_decimal
from core.money import AmountTooLarge, TooManyDecimals, to_minor
from core.programmes import FactChange
from core.tables import table
from grants.importing.comparing import ONCE, UNTIL_DECIDED
from grants.importing.converting import currency_of
from grants.importing.problems import RowProblem
from grants.importing.upload import Upload
from grants.workbook.cells import read_cell
from grants.workbook.columns import Column, Kind
from grants.workbook.mapping import MAPPED, Mapped, as_text, canonical_value
from grants.workbook.texts import Unreadable


@dataclass(slots=True)
class Change:
    """A column of a row gets a new value; `old` and `value` as they stand in contents."""

    sheet: str
    code: str
    column: str
    old: Any
    value: Any
    old_text: str | None
    value_text: str | None
    effective_on: date
    reason: str | None = None
    document: str | None = None
    number: int = 0
    given_seq: int | None = None
    seq: int = 0


Cell = tuple[str, str, str]
"""Sheet, code and column of one fact."""


def check_changes(session: Session, upload: Upload) -> list[Change]:
    """The changes that the sheet tells and the programme does not know yet, chained and checked."""
    by_cell: dict[Cell, list[Change]] = defaultdict(list)
    known = _known_changes(session, upload)
    for change in _stated(upload):
        cell = (change.sheet, change.code, change.column)
        same = (cell, change.effective_on, change.value_text)
        if same in known:
            known.remove(same)
        else:
            by_cell[cell].append(change)
    return [change for changes in by_cell.values() for change in _chained(upload, changes)]


def changes_of_today(upload: Upload, today: date, told: list[Change]) -> list[Change]:
    """What rows of the file change without a line in `changes`."""
    cells = {(change.sheet, change.code, change.column) for change in told}
    found = []
    for name, rows in upload.rows.items():
        mapped = MAPPED[name]
        for row in rows:
            for column in row.changed if row.is_sound else ():
                if (name, row.key, column) in cells or not is_dated(upload, name, column, row.content):
                    continue
                old = upload.known[name][row.key].content[column]
                currency = (
                    currency_of(upload, mapped, row.content, column) if column in mapped.money_in else None
                )
                value = row.content[column]
                texts = as_text(old, currency), as_text(value, currency)
                found.append(Change(name, row.key, column, old, value, *texts, today, number=row.number))
    return found


def is_dated(upload: Upload, sheet: str, column: str, content: dict[str, Any]) -> bool:
    """Whether a change of this column is booked as an event.

    An approval, a settlement, a verification are events of their own; what may only be mended before anything
    was decided was never otherwise, so it is journaled but has no date.
    """
    if column in ONCE.get(sheet, ()) or column in UNTIL_DECIDED.get(sheet, ()):
        return False
    return sheet not in ("contributions", "rates")


def value_of(text: str | None, column: Column, currency: str | None) -> Any:
    """A text of `changes` as it stands in a content. Raises Unreadable and what to_minor raises."""
    if text is None:
        return None
    if currency is not None:
        return to_minor(_decimal(text, column), currency)
    return canonical_value(read_cell(text, column), column.kind)


def _decimal(text: str, column: Column) -> Decimal:
    """A plain decimal, as an export writes it; else an amount in the reader's own notation."""
    try:
        return read_plain_decimal(text)
    except UnreadableAmount:
        value: Decimal = read_cell(text, column)
        return value


def _stated(upload: Upload) -> list[Change]:
    sheet = upload.sheets.get("changes")
    if sheet is None:
        return []
    changes = []
    for number, values in zip(sheet.numbers, sheet.rows, strict=True):
        given = dict(zip(sheet.columns, values, strict=True))
        if any(given.get(column) is None for column in ("sheet", "code", "column", "effective_on")):
            continue
        change = _read(upload, number, given)
        if change is not None:
            changes.append(change)
    return changes


def _read(upload: Upload, number: int, given: dict[str, Any]) -> Change | None:
    name, code, column_name = given["sheet"], given["code"], given["column"]
    mapped = MAPPED.get(name)
    if mapped is None:
        upload.refuse_cell("changes", number, "sheet", RowProblem.CHANGE_OF_UNKNOWN, value=name)
        return None
    content = upload.look_up(name, code)
    if content is None:
        upload.refuse_cell("changes", number, "code", RowProblem.CODE_UNKNOWN, code=code, of_sheet=name)
        return None
    columns = {column.name: column for column in mapped.columns if column.name not in mapped.sheet.key}
    if column_name not in columns:
        upload.refuse_cell("changes", number, "column", RowProblem.CHANGE_OF_UNKNOWN, value=column_name)
        return None
    if not is_dated(upload, name, column_name, content):
        upload.refuse_cell("changes", number, "column", RowProblem.CHANGE_OF_FIXED, value=column_name)
        return None
    currency = currency_of(upload, mapped, content, column_name) if column_name in mapped.money_in else None
    old = _value(upload, number, "old", given.get("old"), columns[column_name], currency)
    value = _value(upload, number, "value", given.get("value"), columns[column_name], currency)
    return Change(
        *(name, code, column_name, old, value, as_text(old, currency), as_text(value, currency)),
        *(given["effective_on"], given.get("reason"), given.get("document"), number, given.get("seq")),
    )


def _value(
    upload: Upload, number: int, cell: str, text: str | None, column: Column, currency: str | None
) -> Any:
    try:
        return value_of(text, column, currency)
    except (Unreadable, TooManyDecimals, AmountTooLarge):
        upload.refuse_cell("changes", number, cell, RowProblem.CHANGE_UNREADABLE, value=text, of=column.name)
        return None


def _chained(upload: Upload, changes: list[Change]) -> list[Change]:
    """In their order each takes over from the one before; the last is what the row shows."""
    changes = sorted(changes, key=lambda change: (change.given_seq or 0, change.effective_on, change.number))
    first = changes[0]
    name, code, column = first.sheet, first.code, first.column
    known = upload.known.get(name, {}).get(code)
    if known is not None:
        before, before_text = known.content[column], _known_text(upload, MAPPED[name], known.content, column)
        if first.old_text is None:
            first.old, first.old_text = before, before_text
    else:
        before, before_text = first.old, first.old_text
    for change in changes:
        if change.old_text is not None and change.old_text != before_text:
            upload.refuse_cell(
                "changes", change.number, "old", RowProblem.CHANGE_DOES_NOT_FOLLOW, was=before_text or ""
            )
        change.old, change.old_text = before, before_text
        before, before_text = change.value, change.value_text
    _show(upload, name, code, column, changes[-1])
    return changes


def _known_text(upload: Upload, mapped: Mapped, content: dict[str, Any], column: str) -> str | None:
    currency = currency_of(upload, mapped, content, column) if column in mapped.money_in else None
    return as_text(content[column], currency)


def _show(upload: Upload, name: str, code: str, column: str, last: Change) -> None:
    """The row of the file must show what holds after the last change."""
    row = upload.by_key.get(name, {}).get(code)
    if row is None or (not row.is_new and column not in upload.sheets[name].columns):
        return
    if row.content[column] != last.value:
        upload.refuse_cell(
            "changes", last.number, "value", RowProblem.CHANGE_NOT_SHOWN, of_sheet=name, code=code, of=column
        )


def _known_changes(session: Session, upload: Upload) -> list[tuple[Cell, date, str | None]]:
    if upload.programme_id is None or "changes" not in upload.sheets:
        return []
    t = table(FactChange).c
    query = sa.select(t.sheet, t.code, t.column, t.effective_on, t.value)
    rows = session.execute(query.where(t.programme_id == upload.programme_id))
    return [((sheet, code, column), on, value) for sheet, code, column, on, value in rows]
