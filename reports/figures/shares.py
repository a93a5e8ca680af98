"""The rows of `sources`: who was to bring what to a project, who did, and whose money was spent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from grants.spending.sources import Source, SourceKind
from reports.figures.books import Books, ProjectLedger
from reports.figures.flows import Flow, added
from reports.figures.projects import ProjectRow
from reports.figures.quotients import quotient
from reports.figures.totals import Shares


@dataclass(frozen=True, slots=True)
class SourceRow:
    """In the programme's currency. `kind` is the source without its name, `share` its part of what came."""

    project: str
    source: str
    agreed_minor: int
    received_minor: int
    spent_share_minor: int
    share: Decimal | None
    kind: str


def source_rows(
    books: Books, projects: Iterable[tuple[ProjectRow, ProjectLedger, Shares]]
) -> list[SourceRow]:
    """Funds and partners stand here by name and with their totals, also in the report of another fund."""
    return [row for each in projects for row in _rows_of(books, *each)]


def agreed_of(books: Books, ledger: ProjectLedger) -> dict[Source, Flow]:
    """What groups brought, partners agreed to bring and funds matched."""
    return ledger.given | ledger.agreed | _by_source(books, ledger.matched)


def _rows_of(books: Books, project: ProjectRow, ledger: ProjectLedger, shares: Shares) -> list[SourceRow]:
    received = ledger.given | _by_source(books, ledger.disbursed)
    agreed = agreed_of(books, ledger)
    nothing, all_received = Flow(), added(received.values()).total
    rows = (
        SourceRow(
            project=project.code,
            source=source.label,
            agreed_minor=agreed.get(source, nothing).total,
            received_minor=received.get(source, nothing).total,
            spent_share_minor=shares.get(source, nothing).total,
            share=quotient(received.get(source, nothing).total, all_received),
            kind=source.kind.word,
        )
        for source in sorted(agreed.keys() | received.keys() | shares.keys())
    )
    return [row for row in rows if row.agreed_minor or row.received_minor or row.spent_share_minor]


def _by_source(books: Books, by_fund: Mapping[int, Flow]) -> dict[Source, Flow]:
    funds = books.registry.funds
    return {Source(SourceKind.FUND, funds[id].code): flow for id, flow in by_fund.items()}
