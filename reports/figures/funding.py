"""What funds received and what other partners give: the rows of `receipts` and `other_funding`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.calendar import late_for
from grants.spending.sources import Source, SourceKind
from reports.figures.books import Books
from reports.figures.flows import Flow, added
from reports.figures.past import other_funding_then, receipt_then
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
    late_for: str | None


def receipts_then(books: Books, records: Iterable[ReceiptRecord]) -> list[ReceiptRecord]:
    """As they stood at the end of the span, in the order of their days."""
    ordered = sorted(records, key=lambda each: (each.received_on, each.reference))
    return [receipt_then(books.registry.facts, each) for each in ordered]


def book_receipts(books: Books, receipts: Iterable[ReceiptRecord]) -> list[ReceiptRow]:
    rows = []
    for record in receipts:
        is_before = books.is_before(record.counted_on)
        books.funds[record.fund_id].received.book(record.amount_minor, is_before)
        if books.scope.owns(record.fund_id) and not is_before:
            rows.append(_receipt_row(books, record))
    return rows


def book_other_funding(books: Books, records: Iterable[OtherFundingRecord]) -> list[OtherFundingRow]:
    """Other funding is agreed on one day and received on another; each counts as a reversal would."""
    rows = []
    for record in sorted(records, key=lambda each: (each.agreed_on, each.reference)):
        record = other_funding_then(books.registry.facts, record)
        value = books.value(record.amount_minor, record.currency, record.agreed_on)
        agreed, received = Flow(), Flow()
        _book(books, agreed, value, record.agreed_on, record.seq)
        if record.received_on:
            _book(books, received, value, record.received_on, _received_seq(books, record))
        _enter(books, record, agreed, received)
        if books.scope.is_whole and (agreed.during or received.during):
            rows.append(_other_funding_row(books, record, agreed, received))
    return rows


def _book(books: Books, flow: Flow, value: int, day: date, seq: int) -> None:
    counted_on = books.registry.counted_on(day, seq)
    if counted_on <= books.span.ends_on:
        flow.book(value, books.is_before(counted_on))


def _enter(books: Books, record: OtherFundingRecord, agreed: Flow, received: Flow) -> None:
    ledger, partner = books.projects[record.project_id], Source(SourceKind.OTHER, record.partner)
    ledger.agreed[partner] = added([ledger.agreed[partner], agreed])
    ledger.given[partner] = added([ledger.given[partner], received])
    if record.received_on and received.total:
        ledger.brought[partner][record.received_on] += received.total


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


def _other_funding_row(
    books: Books, record: OtherFundingRecord, agreed: Flow, received: Flow
) -> OtherFundingRow:
    return OtherFundingRow(
        reference=record.reference,
        project=books.registry.projects[record.project_id].code,
        partner=record.partner,
        agreed_on=record.agreed_on,
        amount_minor=record.amount_minor,
        currency=record.currency,
        received_on=record.received_on,
        agreed_minor=agreed.during,
        received_minor=received.during,
        late_for=_late_for(books, record, agreed, received),
    )


def _late_for(books: Books, record: OtherFundingRecord, agreed: Flow, received: Flow) -> str | None:
    """Of the agreement where it counts in the span, else of what was received."""
    counted = books.registry.counted_on
    if agreed.during:
        return late_for(record.agreed_on, counted(record.agreed_on, record.seq))
    if received.during and record.received_on:
        return late_for(record.received_on, counted(record.received_on, _received_seq(books, record)))
    return None


def _received_seq(books: Books, record: OtherFundingRecord) -> int:
    """Where in the sequence it was told when it was received."""
    return books.registry.received_seqs.get(record.reference, record.seq)
