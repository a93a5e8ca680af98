"""The rows of `unreconciled`: lines of the banks without a payment, and payments that no bank shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from grants.banking.account import What
from grants.reviewing.payees import shown_payee
from reports.figures.books import Books
from reports.figures.past import bank_line_then
from reports.queries.banking import BankLineRecord
from reports.queries.granting import ReceiptRecord
from reports.queries.paying import DisbursementRecord

BANK_LINES, RECEIPTS, DISBURSEMENTS = "bank_lines", "receipts", "disbursements"
_ORDER = (BANK_LINES, RECEIPTS, DISBURSEMENTS)


@dataclass(frozen=True, slots=True)
class UnreconciledRow:
    """Open at the end of the span. The amount is in the fund's currency: below 0 what left, or was to leave."""

    sheet: str
    fund: str
    reference: str
    dated_on: date
    amount_minor: int
    currency: str
    bank_reference: str | None
    project: str | None
    party: str | None
    statement: str | None
    age_days: int


def bank_lines_then(books: Books, records: Iterable[BankLineRecord]) -> list[BankLineRecord]:
    """Those of the report's fund or funds, with their ticks as they were at the end of the span."""
    facts = books.registry.facts
    return [bank_line_then(facts, each) for each in records if books.scope.owns(each.fund_id)]


def unreconciled_rows(
    books: Books,
    lines: Iterable[BankLineRecord],
    receipts: Iterable[ReceiptRecord],
    payments: Iterable[DisbursementRecord],
) -> list[UnreconciledRow]:
    """A line and a payment are a pair where both are in the books by then, and so is the tick."""
    of_books = {
        What(row.sheet, row.reference): row
        for row in (*_receipts(books, receipts), *_payments(books, payments))
    }
    rows, ticked = [], set()
    for line in lines:
        what = _ticked(books, line)
        if what in of_books:
            ticked.add(what)
        else:
            rows.append(_of_line(books, line))
    rows += [row for what, row in of_books.items() if what not in ticked]
    return sorted(rows, key=lambda row: (row.fund, _ORDER.index(row.sheet), row.dated_on, row.reference))


def _ticked(books: Books, line: BankLineRecord) -> What | None:
    if line.ticks is None or line.ticked_on is None or line.ticked_on > books.span.ends_on:
        return None
    return What(line.ticks_sheet or "", line.ticks)


def _of_line(books: Books, line: BankLineRecord) -> UnreconciledRow:
    """The report of a fund goes to its donor, who does not read the names of persons."""
    fund = books.registry.funds[line.fund_id]
    return UnreconciledRow(
        *(BANK_LINES, fund.code, line.reference, line.booked_on, line.amount_minor, fund.currency),
        bank_reference=line.bank_reference,
        project=None,
        party=shown_payee(line.party, may_see_people=books.scope.is_whole) or None,
        statement=line.statement,
        age_days=_age(books, line.booked_on),
    )


def _receipts(books: Books, records: Iterable[ReceiptRecord]) -> Iterator[UnreconciledRow]:
    for each in records:
        if books.scope.owns(each.fund_id):
            fund = books.registry.funds[each.fund_id]
            yield UnreconciledRow(
                *(RECEIPTS, fund.code, each.reference, each.received_on, each.amount_minor, fund.currency),
                *(each.bank_reference, None, None, None, _age(books, each.received_on)),
            )


def _payments(books: Books, records: Iterable[DisbursementRecord]) -> Iterator[UnreconciledRow]:
    for each in records:
        if books.scope.owns(each.fund_id):
            fund, project = books.registry.funds[each.fund_id], books.registry.projects[each.project_id]
            yield UnreconciledRow(
                *(DISBURSEMENTS, fund.code, each.reference, each.paid_on, -each.amount_minor, fund.currency),
                *(each.bank_reference, project.code, None, None, _age(books, each.paid_on)),
            )


def _age(books: Books, day: date) -> int:
    return (books.span.ends_on - day).days
