"""The rows of `control`: each account from what stood on the eve of the span to what stands at its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from grants.spending.sources import GROUP_MONEY, SourceKind
from reports.figures.books import Books, FundLedger, ProjectLedger
from reports.figures.flows import Flow, added
from reports.figures.funds import FundRow
from reports.figures.projects import ProjectRow
from reports.figures.summary import Measure
from reports.figures.totals import Totals
from reports.queries.granting import RuleRecord
from reports.queries.journal import RateRecord


class AccountKind(StrEnum):
    """What an account is about; the name of an account is built from it."""

    UNCOMMITTED = "fund {} uncommitted"
    CASH = "fund {} cash"
    MONEY = "project {} money"
    PROGRAMME = "programme {}"
    CLAIMS = "claims"
    BUDGET_LINES = "budget lines spent"
    BANK = "fund {} bank"


@dataclass(frozen=True, slots=True)
class Account:
    """opening + in - out = closing, in `currency`.

    `uncommitted` is the fund's currency not yet granted: a raised budget and releases come in, grants and a
    lowered budget go out. `cash` is what the fund received less what it disbursed, net of refunds. `money`
    of a project is what groups, net of reversals, funds and other partners brought, less what it spent. An
    account of the programme follows one measure of the summary, net. Of the last three see `figures/beside.py`.
    """

    kind: AccountKind
    subject: str
    currency: str
    opening_minor: int
    in_minor: int
    out_minor: int

    @property
    def name(self) -> str:
        return self.kind.format(self.subject)

    @property
    def closing_minor(self) -> int:
        return self.opening_minor + self.in_minor - self.out_minor


@dataclass(frozen=True, slots=True)
class Control:
    """`accounts` of funds and projects, `measures` of the programme; and on what the figures stand.

    `beside` are accounts of claims, of what budget lines cost, and of the banks. `latest_on` is the last day of
    anything that the books hold, so that they say themselves as of when they are.
    """

    accounts: list[Account]
    measures: list[Account]
    rates: list[RateRecord]
    rules: list[RuleRecord]
    journal_seq: int
    latest_on: date | None
    beside: list[Account] = field(default_factory=list)


def fund_accounts(books: Books, funds: Iterable[FundRow]) -> list[Account]:
    ids = {fund.code: fund.id for fund in books.registry.funds.values()}
    return [account for row in funds for account in _of_fund(row, books.funds[ids[row.code]])]


def project_accounts(books: Books, projects: Iterable[tuple[ProjectRow, ProjectLedger]]) -> list[Account]:
    """Also in the report of one fund, the whole project's."""
    return [_of_project(books, row, ledger) for row, ledger in projects]


def measure_accounts(books: Books, totals: Totals) -> list[Account]:
    flows = {
        Measure.CONTRIBUTED: totals.contributed,
        Measure.REMITTANCES: totals.remittances,
        Measure.IN_KIND: totals.in_kind,
        Measure.MATCHED: totals.matched,
        Measure.OTHER_FUNDING: totals.other_funding,
        Measure.DISBURSED: totals.disbursed,
        Measure.SPENT: totals.spent,
    }
    return [
        Account(AccountKind.PROGRAMME, measure, books.currency, flow.before, flow.during, 0)
        for measure, flow in flows.items()
    ]


def _of_fund(row: FundRow, ledger: FundLedger) -> Sequence[Account]:
    raised = row.budget_minor - row.opening_budget_minor
    uncommitted = row.opening_budget_minor - ledger.granted.before + ledger.released.before
    return (
        Account(
            *(AccountKind.UNCOMMITTED, row.code, row.currency, uncommitted),
            in_minor=max(0, raised) + ledger.released.during,
            out_minor=max(0, -raised) + ledger.granted.during,
        ),
        Account(
            *(AccountKind.CASH, row.code, row.currency, ledger.received.before - ledger.disbursed.before),
            in_minor=ledger.received.during,
            out_minor=ledger.disbursed.during,
        ),
    )


def _of_project(books: Books, row: ProjectRow, ledger: ProjectLedger) -> Account:
    brought = added(
        [
            ledger.given.get(GROUP_MONEY, Flow()),
            *ledger.disbursed.values(),
            *(flow for source, flow in ledger.given.items() if source.kind == SourceKind.OTHER),
        ]
    )
    return Account(
        *(AccountKind.MONEY, row.code, books.currency, brought.before - ledger.spent.before),
        in_minor=brought.during,
        out_minor=ledger.spent.during,
    )
