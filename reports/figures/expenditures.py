"""What projects spent: the rows of `expenditures`, and their part of the ledgers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.calendar import late_for
from grants.reviewing.payees import shown_payee
from grants.spending.attributing import Spending
from grants.spending.sources import Source, SourceKind
from reports.figures.books import Books
from reports.figures.past import expenditure_then
from reports.queries.paying import ExpenditureRecord


@dataclass(frozen=True, slots=True)
class ExpenditureRow:
    """A voucher of the span; `amount_minor` in the currency of the invoice. `flags`: see `figures/flags.py`."""

    reference: str
    project: str
    spent_on: date
    amount_minor: int
    currency: str
    value_minor: int
    category: str
    budget_line: str | None
    payee: str | None
    fund: str | None
    corrects: str | None
    late_for: str | None
    flags: str | None = None


def vouchers_then(books: Books, records: Iterable[ExpenditureRecord]) -> list[ExpenditureRecord]:
    """As they stood at the end of the span, in the order of their days."""
    ordered = sorted(records, key=lambda each: (each.spent_on, each.reference))
    return [expenditure_then(books.registry.facts, each) for each in ordered]


def book_expenditures(books: Books, vouchers: Iterable[ExpenditureRecord]) -> list[ExpenditureRow]:
    """A fund's report lists the vouchers that name it; of the others it shows only its share."""
    rows = []
    for record in vouchers:
        value = _book(books, record)
        if books.scope.owns(record.fund_id) and not books.is_before(record.counted_on):
            rows.append(_row(books, record, value))
    return rows


def _book(books: Books, record: ExpenditureRecord) -> int:
    value = books.value(record.amount_minor, record.currency, record.spent_on)
    is_before = books.is_before(record.counted_on)
    ledger = books.projects[record.project_id]
    ledger.spent.book(value, is_before)
    charged_to = None
    if record.fund_id is not None:
        ledger.charged.add(record.fund_id)
        charged_to = Source(SourceKind.FUND, books.registry.funds[record.fund_id].code)
    ledger.spending.append(Spending(record.spent_on, record.reference, value, charged_to, is_before))
    return value


def _row(books: Books, record: ExpenditureRecord, value: int) -> ExpenditureRow:
    return ExpenditureRow(
        reference=record.reference,
        project=books.registry.projects[record.project_id].code,
        spent_on=record.spent_on,
        amount_minor=record.amount_minor,
        currency=record.currency,
        value_minor=value,
        category=record.category,
        budget_line=record.budget_line,
        payee=_payee(books, record),
        fund=None if record.fund_id is None else books.registry.funds[record.fund_id].code,
        corrects=record.corrects,
        late_for=late_for(record.spent_on, record.counted_on),
    )


def _payee(books: Books, record: ExpenditureRecord) -> str | None:
    """The report of a fund goes to its donor."""
    return shown_payee(record.payee, may_see_people=books.scope.fund_id is None) or None
