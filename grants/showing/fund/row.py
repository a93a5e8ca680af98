"""The figures of a fund by name, and a row behind one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from grants.showing.fund.figures import Standing


class Figure(StrEnum):
    """A figure of the page, as its address names it."""

    OPENING = "opening-cash"
    RECEIVED = "received"
    AVAILABLE = "available-cash"
    DISBURSED = "disbursed"
    CLOSING = "closing-cash"
    BUDGET = "budget"
    MATCHED = "matched"
    UNPAID = "committed-and-unpaid"
    UNCOMMITTED = "uncommitted"
    SPENT = "spent"
    ACCEPTED = "accepted"
    QUERIED = "queried"
    DISALLOWED = "disallowed"
    UNREVIEWED = "not-looked-at"
    MATCHED_A_MONTH = "matched-a-month"
    DISBURSED_A_MONTH = "disbursed-a-month"
    PLANNED = "planned"
    REQUESTED = "requested"
    WAITING = "waiting"
    UNANSWERED = "unanswered"
    AHEAD = "ahead-of-works"
    OVERDUE = "overdue"
    UNRECONCILED = "unreconciled"
    LATE = "late"


STANDINGS = {
    Figure.ACCEPTED: Standing.ACCEPTED,
    Figure.QUERIED: Standing.QUERIED,
    Figure.DISALLOWED: Standing.DISALLOWED,
    Figure.UNREVIEWED: Standing.UNREVIEWED,
}
OF_VOUCHERS = frozenset({Figure.SPENT, *STANDINGS})


class Sort(StrEnum):
    """What a row is of; it tells where it leads."""

    RECEIPT = "receipt"
    PAYMENT = "payment"
    MATCH = "match"
    PROJECT = "project"
    BUDGET = "budget"
    VOUCHER = "voucher"
    QUARTER = "quarter"
    MILESTONE = "milestone"
    TRANCHE = "tranche"
    WAITING = "waiting"
    BANK = "bank"


@dataclass(frozen=True)
class Row:
    """`minor` is what it adds to the figure, negative where it takes from it; `of` is the thing itself."""

    sort: Sort
    name: str
    minor: int
    on: date | None = None
    project: str = ""
    of: Any = None
