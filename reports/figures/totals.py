"""The sums of a project, a community and the programme, in the programme's currency.

In the report of one fund, `matched`, `disbursed` and `spent` are that fund's own; what other funds matched
stands with the other funding; `cost` is what the projects cost all who paid for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grants.spending.sources import GROUP_IN_KIND, GROUP_MONEY, Source, SourceKind
from reports.figures.books import Books, ProjectLedger
from reports.figures.flows import Flow, Givers, added, united
from reports.figures.sources import share_spending

Shares = Mapping[Source, Flow]


@dataclass(frozen=True, slots=True)
class Totals:
    """`cost` is spent and in kind, of all sources."""

    contributed: Flow
    remittances: Flow
    in_kind: Flow
    other_funding: Flow
    matched: Flow
    disbursed: Flow
    spent: Flow
    cost: Flow
    groups: Givers
    households: Givers

    @property
    def has_contribution_to_date(self) -> bool:
        return bool(self.groups.to_date)

    @property
    def has_contribution_in_span(self) -> bool:
        return bool(self.groups.in_span)


def project_totals(books: Books, ledger: ProjectLedger, shares: Shares) -> Totals:
    in_kind = ledger.given.get(GROUP_IN_KIND, Flow())
    return Totals(
        contributed=ledger.given.get(GROUP_MONEY, Flow()),
        remittances=ledger.remittances,
        in_kind=in_kind,
        other_funding=added([*ledger.agreed.values(), books.scope.others(ledger.matched)]),
        matched=books.scope.own(ledger.matched),
        disbursed=books.scope.own(ledger.disbursed),
        spent=ledger.spent if books.scope.is_whole else shares.get(_fund_of(books), Flow()),
        cost=added([ledger.spent, in_kind]),
        groups=ledger.groups,
        households=ledger.households,
    )


def combined(totals: Iterable[Totals]) -> Totals:
    parts = list(totals)
    return Totals(
        contributed=added(part.contributed for part in parts),
        remittances=added(part.remittances for part in parts),
        in_kind=added(part.in_kind for part in parts),
        other_funding=added(part.other_funding for part in parts),
        matched=added(part.matched for part in parts),
        disbursed=added(part.disbursed for part in parts),
        spent=added(part.spent for part in parts),
        cost=added(part.cost for part in parts),
        groups=united(part.groups for part in parts),
        households=united(part.households for part in parts),
    )


def shares_of(ledger: ProjectLedger) -> Shares:
    return share_spending(ledger.brought, ledger.spending)


def _fund_of(books: Books) -> Source:
    fund_id = books.scope.fund_id
    return Source(SourceKind.FUND, books.registry.funds[fund_id].code if fund_id is not None else "")
