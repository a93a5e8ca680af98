"""Dated changes of facts: those that the sheet `changes` tells, and those that a changed row makes today."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.amounts import UnreadableAmount, read_plain_decimal
from core.money import AmountTooLarge, TooManyDecimals, to_minor
from core.programmes import FactChange
from core.tables import table
from grants.importing.comparing import is_closed, is_dated
from grants.importing.converting import currency_of
from grants.importing.problems import RowProblem
from grants.importing.upload import Upload
from grants.workbook.cells import read_cell
from grants.workbook.columns import Column
from grants.workbook.mapping import MAPPED, as_text, canonical_value
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


_UNREADABLE = object()

Cell = tuple[str, str, str]
"""Sheet, code and column of one fact."""


def check_changes(session: Session, upload: Upload, closed_quarters: set[str]) -> list[Change]:
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
    for changes in by_cell.values():
        _chain(upload, changes)
        _check_last(upload, changes[-1], closed_quarters)
    return [change for changes in by_cell.values() for change in changes]


@dataclass(frozen=True)
class Said:
    """What is said of changes that only the rows themselves tell: their day, why, by which document."""

    on: date
    reason: str | None = None
    document: str | None = None


def changes_of_rows(upload: Upload, saying: Callable[[], Said], told: list[Change]) -> list[Change]:
    """What rows change without a line in `changes`; `saying` is asked if there is any such change."""
    cells = {(change.sheet, change.code, change.column) for change in told}
    found = []
    said: Said | None = None
    for name, rows in upload.rows.items():
        mapped = MAPPED[name]
        for row in rows:
            for column in row.changed if row.is_sound else ():
                if (name, row.key, column) in cells or not is_dated(name, column):
                    continue
                old = upload.known[name][row.key].content[column]
                currency = (
                    currency_of(upload, mapped, row.content, column) if column in mapped.money_in else None
                )
                value = row.content[column]
                texts = as_text(old, currency), as_text(value, currency)
                said = said or saying()
                change = Change(name, row.key, column, old, value, *texts, said.on)
                change.reason, change.document, change.number = said.reason, said.document, row.number
                found.append(change)
    return found


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
    if not is_dated(name, column_name):
        upload.refuse_cell("changes", number, "column", RowProblem.CHANGE_OF_FIXED, value=column_name)
        return None
    column = columns[column_name]
    currency = currency_of(upload, mapped, content, column_name) if column_name in mapped.money_in else None
    texts = given.get("old"), given.get("value")
    cells = [
        _value(upload, number, cell, text, column, currency)
        for cell, text in zip(("old", "value"), texts, strict=True)
    ]
    if _UNREADABLE in cells:
        return None
    if column.required and cells[1] is None:
        upload.refuse_cell("changes", number, "value", RowProblem.NEEDED_WITH, because=column_name)
        return None
    old, value = cells
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
        return _UNREADABLE


def _chain(upload: Upload, changes: list[Change]) -> None:
    """In their order each takes over from the one before, and the first from what is known."""
    changes.sort(key=lambda change: (change.given_seq or 0, change.effective_on, change.number))
    first = changes[0]
    mapped, column = MAPPED[first.sheet], first.column
    known = upload.known.get(first.sheet, {}).get(first.code)
    if known is not None:
        currency = currency_of(upload, mapped, known.content, column) if column in mapped.money_in else None
        before, before_text = known.content[column], as_text(known.content[column], currency)
    else:
        before, before_text = first.old, first.old_text
        if before is None and mapped.sheet.column(column).required:
            upload.refuse_cell("changes", first.number, "old", RowProblem.NEEDED_WITH, because=column)
    for change in changes:
        if change.old_text is not None and change.old_text != before_text:
            upload.refuse_cell(
                "changes", change.number, "old", RowProblem.CHANGE_DOES_NOT_FOLLOW, was=before_text or ""
            )
        change.old, change.old_text = before, before_text
        before, before_text = change.value, change.value_text


def _check_last(upload: Upload, last: Change, closed_quarters: set[str]) -> None:
    """The row of the file shows what holds after the last change; where it is not shown, it may change."""
    name, code, column = last.sheet, last.code, last.column
    row = upload.by_key.get(name, {}).get(code)
    if row is not None and (row.is_new or column in upload.sheets[name].columns):
        if row.content[column] != last.value:
            upload.refuse_cell(
                "changes",
                last.number,
                "value",
                RowProblem.CHANGE_NOT_SHOWN,
                of_sheet=name,
                code=code,
                of=column,
            )
    elif is_closed(name, upload.known[name][code].content, closed_quarters):
        upload.refuse_cell(
            "changes",
            last.number,
            "column",
            RowProblem.MAY_NOT_CHANGE,
            column=column,
            key=code,
            was=last.old_text or "",
            now=last.value_text or "",
        )


def _known_changes(session: Session, upload: Upload) -> list[tuple[Cell, date, str | None]]:
    if upload.programme_id is None or "changes" not in upload.sheets:
        return []
    t = table(FactChange).c
    query = sa.select(t.sheet, t.code, t.column, t.effective_on, t.value)
    rows = session.execute(query.where(t.programme_id == upload.programme_id))
    return [((sheet, code, column), on, value) for sheet, code, column, on, value in rows]
