"""What was typed about a contribution, and the row of the workbook that it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.amounts import UnreadableAmount, read_amount_text, read_plain_decimal
from grants.workbook.mapping import plain_decimal
from household_groups.models.contributions import ContributionStatus, VerificationMethod

MAIN = ("group", "household", "received_on", "amount", "currency", "kind", "source")
TRANSFER = (
    *("origin_country", "sent_amount", "sent_currency", "transfer_operator", "transfer_reference"),
    *("banked_on", "bank_reference"),
)
IN_KIND = ("quantity", "unit", "unit_rate", "quantity_female")
RECEIPT = ("receipt_no",)
COLUMNS = (*MAIN, *TRANSFER, *IN_KIND, *RECEIPT)
"""The columns that a person fills in; all others are the server's."""

Typed = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """One contribution as typed: `columns` are those of COLUMNS, as texts; `project` is a code."""

    project: str
    columns: Typed

    @property
    def typed(self) -> dict[str, str]:
        """All that the person says."""
        return {**self.columns, "project": self.project}

    def recorded(self, reference: str, *, by: str, on: date, client_id: str = "") -> dict[str, str]:
        """The row of one that is new."""
        return {
            **self.columns,
            "reference": reference,
            "project": self.project,
            "status": ContributionStatus.RECORDED,
            "recorded_by": by,
            "recorded_on": on.isoformat(),
            "client_id": client_id,
        }


def with_product(columns: Typed) -> dict[str, str]:
    """In kind, the amount that was left empty is quantity x rate, where both can be read."""
    if columns["amount"].strip() or not (columns["quantity"].strip() and columns["unit_rate"].strip()):
        return dict(columns)
    try:
        product = read_plain_decimal(columns["quantity"]) * read_amount_text(columns["unit_rate"])
    except UnreadableAmount:
        return dict(columns)
    return {**columns, "amount": _as_typed(product)}


def as_if_verified(row: Typed, *, by: str, on: date, received_on: date | None) -> dict[str, str]:
    """The row as it would be booked by somebody who verifies it on that day, or on that of its receipt."""
    return {
        **row,
        "status": ContributionStatus.VERIFIED,
        "verified_on": max(on, received_on or on).isoformat(),
        "verified_by": by,
        "verification_method": VerificationMethod.SLIP,
    }


def _as_typed(amount: Decimal) -> str:
    """With four decimals, where it has any: 1.234 could be read in two ways, and is refused."""
    whole, _, decimals = plain_decimal(amount).partition(".")
    return f"{whole}.{decimals.ljust(4, '0')}" if decimals else whole
