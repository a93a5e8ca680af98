"""Opens the books of a programme for a report, and books every row that counts by its end."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from core.calendar import Span
from core.errors import Refusal
from core.exchange import Exchange
from reports.figures.books import Books
from reports.figures.contributions import ContributionRow, PendingRow, book_contributions
from reports.figures.disbursements import DisbursementRow, book_disbursements, payments_then
from reports.figures.expenditures import ExpenditureRow, book_expenditures, vouchers_then
from reports.figures.funding import (
    OtherFundingRow,
    ReceiptRow,
    book_other_funding,
    book_receipts,
    receipts_then,
)
from reports.figures.matches import Answers, book_entries
from reports.figures.registry import Registry, load_registry
from reports.figures.reversals import book_reversals
from reports.figures.scope import Scope
from reports.queries import giving, granting, journal, paying
from reports.queries.granting import ReceiptRecord
from reports.queries.journal import RateRecord
from reports.queries.paying import DisbursementRecord, ExpenditureRecord
from reports.queries.registry import find_programme
from reports.refusals import ReportReason


@dataclass(frozen=True, slots=True)
class BookedRows:
    """The rows of the span, and what decisions there were.

    `vouchers`, `payments` and `funded` (receipts) are what is in the books by the end of the span, of all funds.
    """

    contributions: list[ContributionRow]
    pending: list[PendingRow]
    answers: Answers
    disbursements: list[DisbursementRow]
    expenditures: list[ExpenditureRow]
    receipts: list[ReceiptRow]
    other_funding: list[OtherFundingRow]
    vouchers: list[ExpenditureRecord]
    payments: list[DisbursementRecord]
    funded: list[ReceiptRecord]


def open_books(session: Session, programme_code: str, span: Span, fund: str | None) -> Books:
    """Raises Refusal: no such programme, no such fund, or a span before the programme."""
    programme = find_programme(session, programme_code)
    if programme is None:
        raise Refusal(ReportReason.UNKNOWN_PROGRAMME, programme=programme_code)
    if span.ends_on < programme.starts_on:
        raise Refusal(
            ReportReason.BEFORE_PROGRAMME,
            span=str(span),
            programme=programme.code,
            starts_on=programme.starts_on,
        )
    registry = load_registry(session, programme, span)
    rates = list(journal.rates(session, programme.id))
    return Books(registry, _exchange(rates), span, _scope(registry, fund))


def book_rows(session: Session, books: Books) -> BookedRows:
    """Raises MissingRate."""
    id, until = books.registry.programme.id, books.span.ends_on
    taken_back = book_reversals(books, giving.reversals(session, id, until))
    events = granting.deciding_events(session, id)
    answers = book_entries(books, granting.entries(session, id, until), events)
    for fund_id, project_id, minor in granting.unreleased(session, id):
        books.funds[fund_id].unreleased_of[project_id] = minor
    given = giving.contributions(session, id, until)
    contributions, pending = book_contributions(books, given, taken_back, answers)
    vouchers = vouchers_then(books, paying.expenditures(session, id, until))
    payments = payments_then(books, paying.disbursements(session, id, until))
    funded = receipts_then(books, granting.receipts(session, id, until))
    return BookedRows(
        contributions,
        pending,
        answers,
        book_disbursements(books, payments),
        book_expenditures(books, vouchers),
        book_receipts(books, funded),
        book_other_funding(books, granting.other_funding(session, id, until)),
        vouchers,
        payments,
        funded,
    )


def _exchange(rates: list[RateRecord]) -> Exchange:
    return Exchange({(rate.currency, rate.month): Decimal(rate.units_per_usd) for rate in rates})


def _scope(registry: Registry, fund: str | None) -> Scope:
    if fund is None:
        return Scope()
    for each in registry.funds.values():
        if each.code == fund:
            return Scope(each.id)
    raise Refusal(ReportReason.UNKNOWN_FUND, fund=fund, programme=registry.programme.code)
