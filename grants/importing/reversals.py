"""The reversals that a file states: which of them are new, and whether so much is left to reverse."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.money import AmountTooLarge, TooManyDecimals, exponent, to_major, to_minor
from core.tables import in_clauses, table
from grants.importing.problems import RowProblem
from grants.importing.upload import Upload
from household_groups.models.contributions import Contribution, Reversal

Booked = list[tuple[date, int]]
"""Days and amounts of what was reversed of one contribution."""


@dataclass(slots=True)
class ReversalRow:
    """A reversal on a contribution's own row, or on one of the sheet `reversals`."""

    sheet: str
    number: int
    contribution: str
    reversed_on: date
    amount: int
    reason: str | None
    given_seq: int | None
    seq: int = 0

    @property
    def amount_column(self) -> str:
        return "reversed_amount" if self.sheet == "contributions" else "amount"


@dataclass(slots=True)
class _Stated:
    """As the file has it; without an amount it takes all that is left."""

    row: ReversalRow
    takes_all: bool


def check_reversals(session: Session, upload: Upload) -> tuple[list[ReversalRow], set[str]]:
    """The reversals that are not booked yet, and the contributions of which nothing is left after them.

    The same contribution, day and amount is the same reversal.
    """
    by_contribution: dict[str, list[_Stated]] = defaultdict(list)
    for stated in (*_own(upload), *_listed(upload)):
        by_contribution[stated.row.contribution].append(stated)
    booked = _booked(session, upload, set(by_contribution))
    found: list[ReversalRow] = []
    wholly = set()
    for reference, of_one in by_contribution.items():
        new = _new(of_one, booked[reference])
        if _check(upload, reference, new, booked[reference]) <= 0:
            wholly.add(reference)
        found += [stated.row for stated in new]
    return found, wholly


def _new(stated: list[_Stated], booked: Booked) -> list[_Stated]:
    unmatched = list(booked)
    new = []
    for each in sorted(stated, key=lambda it: (it.row.given_seq or 0, it.row.reversed_on, it.row.number)):
        same = [
            (on, minor)
            for on, minor in unmatched
            if on == each.row.reversed_on and (each.takes_all or minor == each.row.amount)
        ]
        if same:
            unmatched.remove(same[0])
        else:
            new.append(each)
    return new


def _check(upload: Upload, reference: str, new: list[_Stated], booked: Booked) -> int:
    """None before its verification, none of more than is left. Returns what is left in the end."""
    content = upload.look_up("contributions", reference) or {}
    left: int = content["amount"] - sum(minor for _, minor in booked)
    for stated in new:
        row = stated.row
        if content["status"] != "verified":
            _refuse(upload, row, "reversed_on", RowProblem.REVERSED_UNVERIFIED)
            continue
        verified_on = content["verified_on"]
        if verified_on is not None and row.reversed_on < verified_on:
            _refuse(upload, row, "reversed_on", RowProblem.REVERSED_BEFORE_VERIFIED, date=verified_on)
        if stated.takes_all:
            row.amount = left
        if not 0 < row.amount <= left:
            currency = content["currency"]
            is_left = f"{to_major(max(left, 0), currency)} {currency}"
            _refuse(upload, row, row.amount_column, RowProblem.REVERSED_TOO_MUCH, left=is_left)
        left -= row.amount
    return left


def _own(upload: Upload) -> Iterator[_Stated]:
    for row in upload.of("contributions"):
        on = row.extra.get("reversed_on")
        if on is None:
            for column in ("reversed_amount", "reversal_reason"):
                if row.extra.get(column) is not None:
                    upload.refuse(row, "reversed_on", RowProblem.NEEDED_WITH, because=column)
            continue
        given = row.extra.get("reversed_amount")
        amount = _amount(upload, row.sheet, row.number, "reversed_amount", given, row.content)
        if amount is not None:
            reason, seq = row.extra.get("reversal_reason"), row.extra.get("reversed_seq")
            yield _Stated(
                ReversalRow(row.sheet, row.number, row.key, on, amount, reason, seq), takes_all=given is None
            )


def _listed(upload: Upload) -> Iterator[_Stated]:
    sheet = upload.sheets.get("reversals")
    if sheet is None:
        return
    for number, values in zip(sheet.numbers, sheet.rows, strict=True):
        given = dict(zip(sheet.columns, values, strict=True))
        reference, on = given.get("contribution"), given.get("reversed_on")
        if reference is None or on is None:
            continue
        content = upload.look_up("contributions", reference)
        if content is None:
            upload.refuse_cell(
                "reversals",
                number,
                "contribution",
                RowProblem.CODE_UNKNOWN,
                code=reference,
                of_sheet="contributions",
            )
            continue
        own = upload.by_key.get("contributions", {}).get(reference)
        if own is not None and own.extra.get("reversed_on") is not None:
            upload.refuse_cell(
                "reversals",
                number,
                "contribution",
                RowProblem.REVERSED_IN_TWO_PLACES,
                code=reference,
            )
            continue
        amount = _amount(upload, "reversals", number, "amount", given.get("amount"), content)
        if amount is not None:
            reason, seq = given.get("reason"), given.get("seq")
            yield _Stated(
                ReversalRow("reversals", number, reference, on, amount, reason, seq),
                takes_all=given.get("amount") is None,
            )


def _amount(
    upload: Upload, sheet: str, number: int, column: str, value: Any, content: dict[str, Any]
) -> int | None:
    """In the contribution's currency; of an empty amount the whole contribution, as far as is known here."""
    currency = content["currency"]
    if content["amount"] is None or currency is None:
        return None
    if value is None:
        return int(content["amount"])
    try:
        minor = to_minor(value, currency)
    except TooManyDecimals:
        upload.refuse_cell(
            sheet,
            number,
            column,
            RowProblem.TOO_MANY_DECIMALS,
            currency=currency,
            decimals=exponent(currency),
        )
        return None
    except AmountTooLarge:
        upload.refuse_cell(sheet, number, column, RowProblem.AMOUNT_TOO_LARGE)
        return None
    if minor <= 0:
        upload.refuse_cell(sheet, number, column, RowProblem.NOT_POSITIVE)
        return None
    return minor


def _booked(session: Session, upload: Upload, references: set[str]) -> dict[str, Booked]:
    booked: dict[str, Booked] = defaultdict(list)
    if upload.programme_id is None or not references:
        return booked
    t, contribution = table(Reversal).c, table(Contribution).c
    query = sa.select(contribution.reference, t.reversed_on, t.amount_minor).where(
        t.contribution_id == contribution.id, t.programme_id == upload.programme_id
    )
    for clause in in_clauses(contribution.reference, references):
        for reference, on, minor in session.execute(query.where(clause)):
            booked[reference].append((on, minor))
    return booked


def _refuse(upload: Upload, row: ReversalRow, column: str, kind: RowProblem, **details: object) -> None:
    upload.refuse_cell(row.sheet, row.number, column, kind, code=row.contribution, **details)
