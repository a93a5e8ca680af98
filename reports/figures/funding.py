"""What funds received and what other partners give: the rows of `receipts` and `other_funding`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.figures.books import Books, late_for
from reports.figures.sources import Source, SourceKind
from reports.queries.granting import OtherFundingRecord, ReceiptRecord


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What a fund received in the span, in its currency."""

    reference: str
    fund: str
    received_on: date
    amount_minor: int
    currency: str
    bank_reference: str | None
    late_for: str | None


@dataclass(frozen=True, slots=True)
class OtherFundingRow:
    """Another partner's part of a project, agreed or received in the span.

    `agreed_minor` and `received_minor` are what of it was so in the span, in the programme's currency, both
    at the rate of the month in which it was agreed.
    """

    reference: str
    project: str
    partner: str
    agreed_on: date
    amount_minor: int
    currency: str
    received_on: date | None
    agreed_minor: int
    received_minor: int


def book_receipts(books: Books, records: Iterable[ReceiptRecord]) -> list[ReceiptRow]:
    rows = []
    for record in sorted(records, key=lambda each: (each.received_on, each.reference)):
        is_before = books.is_before(record.counted_on)
        books.funds[record.fund_id].received.book(record.amount_minor, is_before)
        if books.scope.owns(record.fund_id) and not is_before:
            rows.append(_receipt_row(books, record))
    return rows


def book_other_funding(books: Books, records: Iterable[OtherFundingRecord]) -> list[OtherFundingRow]:
    """What is agreed counts from `agreed_on`, what is received from `received_on`."""
    rows = []
    for record in sorted(records, key=lambda each: (each.agreed_on, each.reference)):
        value = books.value(record.amount_minor, record.currency, record.agreed_on)
        partner = Source(SourceKind.OTHER, record.partner)
        ledger = books.projects[record.project_id]
        ledger.agreed[partner].book(value, books.is_before(record.agreed_on))
        if record.received_on and record.received_on <= books.span.ends_on:
            ledger.given[partner].book(value, books.is_before(record.received_on))
            ledger.brought[partner][record.received_on] += value
        row = _other_funding_row(books, record, value)
        if books.scope.is_whole and (row.agreed_minor or row.received_minor):
            rows.append(row)
    return rows


def _receipt_row(books: Books, record: ReceiptRecord) -> ReceiptRow:
    fund = books.registry.funds[record.fund_id]
    return ReceiptRow(
        reference=record.reference,
        fund=fund.code,
        received_on=record.received_on,
        amount_minor=record.amount_minor,
        currency=fund.currency,
        bank_reference=record.bank_reference,
        late_for=late_for(record.received_on, record.counted_on),
    )


def _other_funding_row(books: Books, record: OtherFundingRecord, value: int) -> OtherFundingRow:
    return OtherFundingRow(
        reference=record.reference,
        project=books.registry.projects[record.project_id].code,
        partner=record.partner,
        agreed_on=record.agreed_on,
        amount_minor=record.amount_minor,
        currency=record.currency,
        received_on=record.received_on,
        agreed_minor=value if record.agreed_on in books.span else 0,
        received_minor=value if record.received_on and record.received_on in books.span else 0,
    )
