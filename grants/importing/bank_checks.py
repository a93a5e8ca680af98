"""What must hold of the lines of a bank account, and of what they are ticked off against."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session

from core.money import to_major
from core.tables import in_clauses, table
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.models.bank import BankLine
from grants.workbook.mapping import Content

_TICK = ("ticks_sheet", "ticks", "ticked_on", "ticked_by")
_SIGN = {"receipts": 1, "disbursements": -1}
"""A receipt comes to the account, a disbursement leaves it; a refund of one is negative, and comes back."""


def check_bank_lines(upload: Upload) -> None:
    for row in upload.of("bank_lines"):
        if row.content["amount"] == 0:
            upload.refuse(row, "amount", RowProblem.NOT_POSITIVE)
        given = [column for column in _TICK if row.content[column] is not None]
        for column in _TICK:
            if given and column not in given:
                upload.refuse(row, column, RowProblem.NEEDED_WITH, because=given[0])
        if row.is_sound and given:
            _check_ticked(upload, row)


def check_ticked_once(session: Session, upload: Upload) -> None:
    """What a line of the account is ticked off against, no other line is."""
    rows = [row for row in upload.sound("bank_lines") if row.content["ticks"] is not None]
    if not rows:
        return
    taken = _ticked(session, upload, rows)
    for row in rows:
        what = row.content["ticks_sheet"], row.content["ticks"]
        first = taken.setdefault(what, row.key)
        if first != row.key:
            upload.refuse(row, "ticks", RowProblem.TICKED_TWICE, code=what[1], first=first)


def _check_ticked(upload: Upload, row: Row) -> None:
    sheet, reference = row.content["ticks_sheet"], row.content["ticks"]
    found: Content | None = upload.look_up(sheet, reference)
    if found is None or found["fund"] != row.content["fund"]:
        upload.refuse(row, "ticks", RowProblem.LINK_UNKNOWN, code=reference, of_sheet=sheet)
    elif None not in (found["amount"], row.content["amount"]):
        expected = _SIGN[sheet] * found["amount"]
        if row.content["amount"] != expected:
            fund = upload.look_up("funds", row.content["fund"]) or {}
            said = f"{to_major(expected, fund['currency'])} {fund['currency']}"
            upload.refuse(row, "ticks", RowProblem.TICKS_OTHER_AMOUNT, code=reference, expected=said)


def _ticked(session: Session, upload: Upload, rows: Iterable[Row]) -> dict[tuple[str, str], str]:
    """What lines on the books are ticked off against, unless the file tells them otherwise; and by which line."""
    t = table(BankLine).c
    found: dict[tuple[str, str], str] = {}
    if upload.programme_id is None:
        return found
    for clause in in_clauses(t.ticks, (row.content["ticks"] for row in rows)):
        query = sa.select(t.ticks_sheet, t.ticks, t.reference).where(
            t.programme_id == upload.programme_id, clause
        )
        for sheet, reference, line in session.execute(query):
            if line not in upload.by_key["bank_lines"]:
                found[sheet, reference] = line
    return found
