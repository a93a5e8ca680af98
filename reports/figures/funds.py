"""The rows of `funds`, each in the fund's own currency."""

from dataclasses import dataclass
from decimal import Decimal

from reports.figures.books import Books, FundLedger
from reports.figures.quotients import quotient
from reports.figures.registry import is_settled
from reports.queries.granting import FundRecord


@dataclass(frozen=True, slots=True)
class FundRow:
    """`opening_budget` is the budget on the eve of the span; the shares are of the budget."""

    code: str
    donor: str
    currency: str
    budget_minor: int
    received_quarter_minor: int
    received_total_minor: int
    matched_quarter_minor: int
    matched_total_minor: int
    released_total_minor: int
    uncommitted_minor: int
    disbursed_quarter_minor: int
    disbursed_total_minor: int
    committed_not_disbursed_minor: int
    cash_balance_minor: int
    refunds_due_minor: int
    opening_budget_minor: int
    matched_share: Decimal | None
    disbursed_share: Decimal | None


def fund_rows(books: Books) -> list[FundRow]:
    funds = [fund for fund in books.registry.funds.values() if books.scope.owns(fund.id)]
    funds.sort(key=lambda fund: fund.code)
    return [_row(books, fund, books.funds[fund.id]) for fund in funds]


def _row(books: Books, fund: FundRecord, ledger: FundLedger) -> FundRow:
    matched = ledger.granted.total - ledger.released.total
    return FundRow(
        code=fund.code,
        donor=fund.donor,
        currency=fund.currency,
        budget_minor=fund.budget_minor,
        received_quarter_minor=ledger.received.during,
        received_total_minor=ledger.received.total,
        matched_quarter_minor=ledger.granted.during - ledger.released.during,
        matched_total_minor=matched,
        released_total_minor=ledger.released.total,
        uncommitted_minor=fund.budget_minor - matched,
        disbursed_quarter_minor=ledger.disbursed.during,
        disbursed_total_minor=ledger.disbursed.total,
        committed_not_disbursed_minor=matched - ledger.disbursed.total,
        cash_balance_minor=ledger.received.total - ledger.disbursed.total,
        refunds_due_minor=_refunds_due(books, ledger),
        opening_budget_minor=books.registry.opening_budgets[fund.id],
        matched_share=quotient(matched, fund.budget_minor),
        disbursed_share=quotient(ledger.disbursed.total, fund.budget_minor),
    )


def _refunds_due(books: Books, ledger: FundLedger) -> int:
    """What settled projects were paid beyond the matches that their final cost leaves them.

    A settlement releases no match that is paid out; docs/matching.md calls what it could not release a refund
    due, so that it does not count as matched here.
    """
    return sum(
        max(0, disbursed - max(0, ledger.matched_of.get(id, 0) - ledger.unreleased_of.get(id, 0)))
        for id, disbursed in ledger.disbursed_of.items()
        if is_settled(books.registry.projects[id], books.span.ends_on)
    )
