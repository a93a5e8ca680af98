"""Where sources and uses do not reconcile: accounts that close below 0, spending beyond what came, refunds due."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from grants.spending.sources import Source, SourceKind
from reports.figures.control import AccountKind
from reports.report import QuarterlyReport


class ImbalanceKind(StrEnum):
    OVERGRANTED = "overgranted"
    CASH = "cash"
    MONEY = "money"
    UNFUNDED = "unfunded"
    BEYOND = "beyond"
    REFUND_DUE = "refund_due"


_OF_ACCOUNTS = {
    AccountKind.UNCOMMITTED: ImbalanceKind.OVERGRANTED,
    AccountKind.CASH: ImbalanceKind.CASH,
    AccountKind.MONEY: ImbalanceKind.MONEY,
}


@dataclass(frozen=True, slots=True)
class Imbalance:
    """`what` is the name of an account, as `control` has it, or a name like it; `minor` is above 0."""

    what: str
    kind: ImbalanceKind
    minor: int
    currency: str


def imbalances_of(report: QuarterlyReport) -> list[Imbalance]:
    """In the order of the accounts, funds first. The report of a fund tells those of the fund and its projects."""
    return [*_accounts(report), *_refunds(report), *_spending(report)]


def _accounts(report: QuarterlyReport) -> Iterator[Imbalance]:
    for account in report.control.accounts:
        if account.closing_minor < 0:
            yield Imbalance(
                account.name, _OF_ACCOUNTS[account.kind], -account.closing_minor, account.currency
            )


def _refunds(report: QuarterlyReport) -> Iterator[Imbalance]:
    for fund in report.funds:
        if fund.refunds_due_minor:
            what = f"fund {fund.code} refunds due"
            yield Imbalance(what, ImbalanceKind.REFUND_DUE, fund.refunds_due_minor, fund.currency)


def _spending(report: QuarterlyReport) -> Iterator[Imbalance]:
    """Of a project: what nobody had brought yet when it was spent, and what was spent of a source beyond it."""
    currency = report.programme.currency
    for row in report.sources:
        beyond = row.spent_share_minor - row.received_minor
        if beyond <= 0 or not _concerns(report, row.kind, row.source):
            continue
        is_unfunded = row.kind == SourceKind.UNFUNDED.word
        kind = ImbalanceKind.UNFUNDED if is_unfunded else ImbalanceKind.BEYOND
        yield Imbalance(f"project {row.project} {row.source}", kind, beyond, currency)


def _concerns(report: QuarterlyReport, kind: str, source: str) -> bool:
    if report.fund is None or kind != SourceKind.FUND.word:
        return True
    return source == Source(SourceKind.FUND, report.fund).label
