"""Vouchers stand in the time of their programme, and no correction takes back more than is left of its voucher."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.money import to_major
from core.tables import in_clauses, table
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.models.payments import Expenditure


def check_vouchers(session: Session, upload: Upload) -> None:
    """What is on the books already is not asked again."""
    new = [row for row in upload.sound("expenditures") if row.key not in upload.known["expenditures"]]
    _check_time(upload, new)
    corrections = [row for row in new if row.is_sound and row.content["corrects"] is not None]
    if corrections:
        _check_left(upload, corrections, _taken_back(session, upload, corrections))


def _check_time(upload: Upload, rows: Iterable[Row]) -> None:
    starts_on = _starts_on(upload)
    for row in rows:
        spent_on = row.content["spent_on"]
        if starts_on is not None and spent_on is not None and spent_on < starts_on:
            upload.refuse(row, "spent_on", RowProblem.BEFORE_PROGRAMME, date=starts_on)


def _starts_on(upload: Upload) -> date | None:
    """Of the programme, as the file has it, else as it is known."""
    told = [row.content for row in upload.of("programmes")]
    known = [row.content for row in upload.known["programmes"].values()]
    found: date | None = next((each["starts_on"] for each in [*told, *known]), None)
    return found


def _check_left(upload: Upload, corrections: Iterable[Row], taken_back: dict[str, int]) -> None:
    for row in sorted(corrections, key=lambda each: each.number):
        reference, amount = row.content["corrects"], row.content["amount"]
        voucher = upload.look_up("expenditures", reference)
        if voucher is None or voucher["amount"] is None or amount is None:
            continue
        left = voucher["amount"] + taken_back[reference]
        if left + amount < 0:
            currency = voucher["currency"]
            said = f"{to_major(max(left, 0), currency)} {currency}"
            upload.refuse(row, "amount", RowProblem.CORRECTED_TOO_MUCH, code=reference, left=said)
        else:
            taken_back[reference] += amount


def _taken_back(session: Session, upload: Upload, corrections: Iterable[Row]) -> dict[str, int]:
    """By voucher, what corrections on the books took of it; a negative amount."""
    t = table(Expenditure).c
    found: defaultdict[str, int] = defaultdict(int)
    if upload.programme_id is None:
        return found
    for clause in in_clauses(t.corrects, (row.content["corrects"] for row in corrections)):
        query = sa.select(t.corrects, t.amount_minor).where(t.programme_id == upload.programme_id, clause)
        for reference, minor in session.execute(query):
            found[reference] += minor
    return found
