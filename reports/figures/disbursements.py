"""What funds paid to projects: the rows of `disbursements`, and their part of the ledgers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.calendar import late_for
from grants.spending.sources import Source, SourceKind
from reports.figures.books import Books
from reports.figures.past import disbursement_then
from reports.queries.paying import DisbursementRecord


@dataclass(frozen=True, slots=True)
class DisbursementRow:
    """A payment of the span; `amount_minor` in the fund's currency, `arrived_amount_minor` in its own."""

    reference: str
    fund: str
    project: str
    paid_on: date
    amount_minor: int
    currency: str
    arrived_amount_minor: int | None
    arrived_currency: str | None
    milestone: str | None
    refund_of: str | None
    late_for: str | None
    value_minor: int
    tranche: str | None = None
    override_reason: str | None = None


def payments_then(books: Books, records: Iterable[DisbursementRecord]) -> list[DisbursementRecord]:
    """As they stood at the end of the span, in the order of their days."""
    return [
        disbursement_then(books.registry.facts, each, books.registry.funds[each.fund_id].currency)
        for each in sorted(records, key=lambda each: (each.paid_on, each.reference))
    ]


def book_disbursements(books: Books, payments: Iterable[DisbursementRecord]) -> list[DisbursementRow]:
    rows = []
    for record in payments:
        value = _book(books, record)
        if books.scope.owns(record.fund_id) and not books.is_before(record.counted_on):
            rows.append(_row(books, record, value))
    return rows


def _book(books: Books, record: DisbursementRecord) -> int:
    fund = books.registry.funds[record.fund_id]
    value = books.value(record.amount_minor, fund.currency, record.paid_on)
    is_before = books.is_before(record.counted_on)
    project = books.projects[record.project_id]
    project.disbursed[fund.id].book(value, is_before)
    project.brought[Source(SourceKind.FUND, fund.code)][record.paid_on] += value
    ledger = books.funds[fund.id]
    ledger.disbursed.book(record.amount_minor, is_before)
    ledger.disbursed_of[record.project_id] += record.amount_minor
    return value


def _row(books: Books, record: DisbursementRecord, value: int) -> DisbursementRow:
    fund = books.registry.funds[record.fund_id]
    return DisbursementRow(
        reference=record.reference,
        fund=fund.code,
        project=books.registry.projects[record.project_id].code,
        paid_on=record.paid_on,
        amount_minor=record.amount_minor,
        currency=fund.currency,
        arrived_amount_minor=record.arrived_amount_minor,
        arrived_currency=record.arrived_currency,
        milestone=record.milestone,
        refund_of=record.refund_of,
        late_for=late_for(record.paid_on, record.counted_on),
        value_minor=value,
        tranche=record.tranche,
        override_reason=record.override_reason,
    )
