"""Accounts of `control` beside those of the money: claims, what budget lines cost, and what the banks show."""

from collections.abc import Iterable, Iterator

from grants.models.reviews import ClawbackStep
from grants.reviewing.claims import Claim
from reports.figures.books import Books, ProjectLedger
from reports.figures.control import Account, AccountKind
from reports.figures.flows import Flow, added
from reports.figures.funds import FundRow
from reports.queries.banking import BankLineRecord


def claims_account(books: Books, claims: Iterable[Claim]) -> Account:
    """Claimed back of disallowed vouchers and neither repaid nor waived."""
    came, gone = Flow(), Flow()
    for step in (step for claim in claims for step in claim.steps):
        flow = came if step.step is ClawbackStep.OPENED else gone
        flow.book(step.amount_minor, books.is_before(step.said_on))
    return Account(
        *(AccountKind.CLAIMS, "", books.currency, came.before - gone.before), came.during, gone.during
    )


def budget_lines_account(books: Books, ledgers: Iterable[ProjectLedger]) -> Account:
    """What the projects of the report spent in all, whoever paid: their budgets are whole ones."""
    spent = added(ledger.spent for ledger in ledgers)
    return Account(AccountKind.BUDGET_LINES, "", books.currency, spent.before, spent.during, 0)


def bank_accounts(
    books: Books, funds: Iterable[FundRow], lines: Iterable[BankLineRecord]
) -> Iterator[Account]:
    """Of each fund what its bank shows, by the lines that were taken over."""
    came = {fund.code: Flow() for fund in funds}
    left = {code: Flow() for code in came}
    currencies = {fund.code: fund.currency for fund in books.registry.funds.values()}
    for line in lines:
        of = came if line.amount_minor > 0 else left
        code = books.registry.funds[line.fund_id].code
        of[code].book(abs(line.amount_minor), books.is_before(line.booked_on))
    for code in came:
        opening = came[code].before - left[code].before
        yield Account(
            *(AccountKind.BANK, code, currencies[code], opening), came[code].during, left[code].during
        )
