"""A transfer, a deposit or an invoice may be used once: it is how a contribution would be counted twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import batches, table
from grants.importing.known import with_codes
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.workbook.mapping import MAPPED, Content
from household_groups.models.contributions import Contribution, ContributionStatus, Reversal

_OF = (
    ("contributions", "transfer_reference", "amends"),
    ("contributions", "bank_reference", "amends"),
    ("contributions", "client_id", None),
    ("receipts", "bank_reference", None),
    ("disbursements", "bank_reference", "refund_of"),
    ("expenditures", "invoice_no", "corrects"),
)
"""Sheet, column, and the column that links two rows that may share a value."""

_FOR_GOOD = frozenset({"client_id"})
"""Given by the device on which a row was typed: it stands for that row whatever becomes of it."""


_AT_ONCE = 500


@dataclass(slots=True)
class _Use:
    reference: str
    content: Content
    is_void: bool


def check_unique_references(session: Session, upload: Upload, reversed_wholly: set[str]) -> None:
    """Refuse a second use, naming the first; of `reversed_wholly` nothing is left once the file is booked."""
    for sheet, column, link in _OF:
        if any(row.content[column] is not None for row in upload.of(sheet)):
            _check(session, upload, sheet, column, link, reversed_wholly)


def _check(
    session: Session, upload: Upload, sheet: str, column: str, link: str | None, void: set[str]
) -> None:
    uses: dict[Any, list[_Use]] = {}
    known = list(_known_uses(session, upload, sheet, column))
    void = void | {use.reference for use in known if use.is_void}
    for use in known:
        if use.reference not in upload.by_key[sheet]:
            use.is_void = use.reference in void and column not in _FOR_GOOD
            uses.setdefault(_scope(use.content, column), []).append(use)
    for row in upload.of(sheet):
        if row.content[column] is None:
            continue
        is_void = row.key in void or row.content.get("status") == "withdrawn"
        is_void = is_void and column not in _FOR_GOOD
        earlier = uses.setdefault(_scope(row.content, column), [])
        if not is_void:
            _refuse_second(upload, row, column, link, earlier)
        earlier.append(_Use(row.key, row.content, is_void))


def _scope(content: Content, column: str) -> tuple[Any, ...]:
    """Invoice numbers are those of a payee."""
    return (content["payee"], content[column]) if column == "invoice_no" else (content[column],)


def _refuse_second(upload: Upload, row: Row, column: str, link: str | None, earlier: list[_Use]) -> None:
    for use in earlier:
        linked = link is not None and (row.content[link] == use.reference or use.content.get(link) == row.key)
        if not (use.is_void or linked or _shares_deposit(row.content, use.content, column)):
            upload.refuse(
                row,
                column,
                RowProblem.REFERENCE_USED_TWICE,
                value=row.content[column],
                first=use.reference,
            )
            return


def _shares_deposit(one: Content, other: Content, column: str) -> bool:
    """Contributions of one group may have been brought to the bank in one deposit, on one day."""
    return (
        column == "bank_reference"
        and "banked_on" in one
        and one["banked_on"] is not None
        and (one["group"], one["banked_on"]) == (other["group"], other["banked_on"])
    )


def _known_uses(session: Session, upload: Upload, sheet: str, column: str) -> Iterator[_Use]:
    """Rows of the programme with these values."""
    if upload.programme_id is None:
        return
    mapped = MAPPED[sheet]
    names = [c.name for c in mapped.columns]
    values = {row.content[column] for row in upload.of(sheet)} - {None}
    for batch in batches(sorted(values), _AT_ONCE):
        asked = {"programme": upload.programme_id, "values": batch}
        for found in session.execute(_uses(sheet, column), asked).mappings():
            content = {name: found[name] for name in names}
            yield _Use(found["reference"], content, bool(found["is_void"]))


@cache
def _uses(sheet: str, column: str) -> sa.Select[Any]:
    t = table(MAPPED[sheet].model).c
    return with_codes(MAPPED[sheet], _is_void(sheet).label("is_void")).where(
        t.programme_id == sa.bindparam("programme"),
        t[column].in_(sa.bindparam("values", expanding=True)),
    )


def _is_void(sheet: str) -> sa.ColumnElement[bool]:
    if sheet != "contributions":
        return sa.false()
    contribution, reversal = table(Contribution).c, table(Reversal).c
    reversed_so_far = (
        sa.select(sa.func.coalesce(sa.func.sum(reversal.amount_minor), 0))
        .where(reversal.contribution_id == contribution.id)
        .scalar_subquery()
    )
    return sa.or_(
        contribution.status == ContributionStatus.WITHDRAWN, reversed_so_far >= contribution.amount_minor
    )
