"""The way of money and work: from those who bring it through sectors to communities, to date."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from grants.spending.sources import GROUP_MONEY, Source, SourceKind
from reports.figures.books import Books, ProjectLedger
from reports.figures.shares import agreed_of


class Origin(IntEnum):
    """Who brings it, in the order in which they are shown."""

    REMITTANCES = 1
    OTHER_GROUP_MONEY = 2
    GROUP_IN_KIND = 3
    FUND = 4
    OTHER = 5


class Spring(NamedTuple):
    """`code` is that of a fund, `name` that of a fund or of another partner.

    In the report of one fund all others have neither: it tells what they brought together, not who where.
    """

    origin: Origin
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class StreamRow:
    """What one of them brings to the projects of a sector in a community, as far as it is agreed or matched."""

    spring: Spring
    sector: str
    community: str
    minor: int


def stream_rows(books: Books, ledgers: Mapping[int, ProjectLedger]) -> list[StreamRow]:
    """`ledgers` are by project id. The sum of all rows is that of `agreed` of the sources."""
    funds = {fund.code: fund.name for id, fund in books.registry.funds.items() if books.scope.owns(id)}
    sums: defaultdict[tuple[Spring, str, str], int] = defaultdict(int)
    for id, ledger in ledgers.items():
        project = books.registry.projects[id]
        community = books.registry.communities[project.community_id]
        for spring, minor in _springs(books, ledger, funds):
            sums[spring, project.sector, community.code] += minor
    return [StreamRow(*place, minor) for place, minor in sorted(sums.items()) if minor]


def _springs(books: Books, ledger: ProjectLedger, funds: Mapping[str, str]) -> Iterable[tuple[Spring, int]]:
    """Money of groups is split into remittances and the rest of it."""
    remitted = ledger.remittances.total
    yield Spring(Origin.REMITTANCES), remitted
    for source, flow in agreed_of(books, ledger).items():
        yield _spring(books, source, funds), flow.total - (remitted if source == GROUP_MONEY else 0)


def _spring(books: Books, source: Source, funds: Mapping[str, str]) -> Spring:
    """`funds` are those that the report may name."""
    if source.kind == SourceKind.FUND:
        return (
            Spring(Origin.FUND, source.name, funds[source.name])
            if source.name in funds
            else Spring(Origin.FUND)
        )
    if source.kind == SourceKind.OTHER:
        return Spring(Origin.OTHER, name=source.name if books.scope.is_whole else "")
    return Spring(Origin.OTHER_GROUP_MONEY if source == GROUP_MONEY else Origin.GROUP_IN_KIND)
