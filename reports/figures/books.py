"""What the books add up to: one ledger a project and a fund, filled row by row, before the span and in it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from core.calendar import Span, month_name
from core.exchange import Exchange, Month
from grants.spending.attributing import Spending
from grants.spending.sources import Source
from reports.figures.flows import Flow, Givers
from reports.figures.registry import Registry
from reports.figures.scope import Scope


def _by_id() -> defaultdict[int, Flow]:
    return defaultdict(Flow)


def _by_source() -> defaultdict[Source, Flow]:
    return defaultdict(Flow)


def _by_month() -> defaultdict[Month, int]:
    return defaultdict(int)


def _by_id_and_month() -> defaultdict[int, defaultdict[Month, int]]:
    return defaultdict(_by_month)


def _by_source_and_day() -> defaultdict[Source, defaultdict[date, int]]:
    return defaultdict(lambda: defaultdict(int))


@dataclass(slots=True)
class ProjectLedger:
    """Of one project, in the programme's currency.

    `matched` and `disbursed` are by fund id, `charged` are the funds that vouchers name. `given` is what
    groups and other partners brought, in money or in kind, `agreed` what partners agreed to bring;
    `brought` is all money that came, by source and day. `contributed_in` and `matched_in`, by fund id, have
    the money of groups and the matches by the month in which they count.
    """

    remittances: Flow = field(default_factory=Flow)
    spent: Flow = field(default_factory=Flow)
    matched: defaultdict[int, Flow] = field(default_factory=_by_id)
    disbursed: defaultdict[int, Flow] = field(default_factory=_by_id)
    charged: set[int] = field(default_factory=set)
    agreed: defaultdict[Source, Flow] = field(default_factory=_by_source)
    given: defaultdict[Source, Flow] = field(default_factory=_by_source)
    brought: defaultdict[Source, defaultdict[date, int]] = field(default_factory=_by_source_and_day)
    contributed_in: defaultdict[Month, int] = field(default_factory=_by_month)
    matched_in: defaultdict[int, defaultdict[Month, int]] = field(default_factory=_by_id_and_month)
    spending: list[Spending] = field(default_factory=list)
    groups: Givers = field(default_factory=Givers)
    households: Givers = field(default_factory=Givers)

    @property
    def fund_ids(self) -> set[int]:
        """Funds that decided on a contribution to the project, paid it, or are named by a voucher."""
        return self.matched.keys() | self.disbursed.keys() | self.charged


@dataclass(slots=True)
class GroupLedger:
    """Of one group in one project, in the programme's currency: money alone, and what the report's funds matched.

    `households` are ids of those that contributions name and that did not take all back.
    """

    contributed: Flow = field(default_factory=Flow)
    matched: Flow = field(default_factory=Flow)
    households: set[int] = field(default_factory=set)


@dataclass(slots=True)
class FundLedger:
    """Of one fund, in its currency; `matched_of` and `disbursed_of` are to date, by project id.

    `unreleased_of` is what settlements would have released, had it not been paid out by then.
    """

    received: Flow = field(default_factory=Flow)
    granted: Flow = field(default_factory=Flow)
    released: Flow = field(default_factory=Flow)
    disbursed: Flow = field(default_factory=Flow)
    matched_of: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    disbursed_of: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    unreleased_of: dict[int, int] = field(default_factory=dict)


class Books:
    """The ledgers of a programme for a span; how amounts come into its currency; for whom they are opened."""

    def __init__(self, registry: Registry, exchange: Exchange, span: Span, scope: Scope) -> None:
        self.registry = registry
        self.exchange = exchange
        self.span = span
        self.scope = scope
        self.projects: defaultdict[int, ProjectLedger] = defaultdict(ProjectLedger)
        self.funds: defaultdict[int, FundLedger] = defaultdict(FundLedger)
        self.groups: defaultdict[tuple[int, int], GroupLedger] = defaultdict(GroupLedger)
        """By ids of the group and the project."""

    @property
    def currency(self) -> str:
        return self.registry.programme.currency

    def value(self, minor: int, currency: str, day: date) -> int:
        """In the programme's currency at the rate of the day's month, rounded. Raises MissingRate."""
        return self.exchange.convert(minor, currency, self.currency, month_name(day))

    def is_before(self, day: date) -> bool:
        return day < self.span.starts_on

    def shows(self, project_id: int) -> bool:
        """Whether a project belongs into the report: all do, or those that the fund is in."""
        fund_id = self.scope.fund_id
        return fund_id is None or (
            project_id in self.projects and fund_id in self.projects[project_id].fund_ids
        )
