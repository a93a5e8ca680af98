"""The words of matching: who gives, who answers, on which terms, and what was decided. START READING HERE.

Money is an integer count of minor units: of a contribution in its own currency, of a project's budget in the
project's, of everything under a rule in the fund's. Fractions are pairs (numerator, denominator). A period of
a cap is '' for all time, '2020' for a year, '2020-Q1' for a quarter. The source of every rule here and in the
modules beside is docs/matching.md; where it is silent, the docstring of the function that chose says so.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from grants.matching.scale import Scale

Fraction = tuple[int, int]
Step = tuple[str | int | None, ...]
"""One step of an explanation: its name, what went in, the limit and what came out; see explain.py."""


class Reason(StrEnum):
    """Why a rule granted what it granted. The first seven are out of scope: nothing is stored."""

    SETTLED = "settled"
    NOT_IN_FORCE = "not_in_force"
    FUND_CLOSED = "fund_closed"
    PROJECT = "project"
    SECTOR = "sector"
    COMMUNITY = "community"
    MARGINALITY = "marginality"

    KIND = "kind"
    SOURCE = "source"
    HOUSEHOLD = "household"
    GROUP_MEMBERS = "group_members"
    GROUP_LEADER = "group_leader"
    GROUP_AGE = "group_age"
    GROUP_CERTIFICATE = "group_certificate"
    PROJECT_COST = "project_cost"
    LATE = "late"

    IN_KIND_LIMIT = "in_kind_limit"
    COUNTED_PER_HOUSEHOLD = "counted_per_household"
    IN_KIND_THRESHOLD = "in_kind_threshold"
    WAITING = "waiting"

    MATCH_PER_CONTRIBUTION = "match_per_contribution"
    MATCH_PER_HOUSEHOLD = "match_per_household"
    MATCH_PER_GROUP = "match_per_group"
    MATCH_PER_PROJECT = "match_per_project"
    MATCH_SHARE_OF_COST = "match_share_of_cost"
    MATCH_PER_COMMUNITY = "match_per_community"
    FUNDING_GAP = "funding_gap"
    YEARLY_ENVELOPE = "yearly_envelope"
    FUND_BUDGET = "fund_budget"

    FULL = "full"
    JOINT = "joint"
    JOINT_CONDITION = "joint_condition"
    REVERSED = "reversed"


CAPS = frozenset(
    {
        Reason.MATCH_PER_CONTRIBUTION,
        Reason.MATCH_PER_HOUSEHOLD,
        Reason.MATCH_PER_GROUP,
        Reason.MATCH_PER_PROJECT,
        Reason.MATCH_SHARE_OF_COST,
        Reason.MATCH_PER_COMMUNITY,
        Reason.FUNDING_GAP,
        Reason.YEARLY_ENVELOPE,
        Reason.FUND_BUDGET,
    }
)


@dataclass(slots=True, eq=False)
class Fund:
    """A co-funder's envelope in one currency."""

    code: str
    currency: str
    budget: int
    opens_on: date
    closes_on: date | None = None
    yearly_envelope: int | None = None
    year_starts_month: int = 1

    def year_of(self, day: date) -> str:
        """The fund year of a day, named after the calendar year in which it begins."""
        return str(day.year if day.month >= self.year_starts_month else day.year - 1)


@dataclass(slots=True, eq=False)
class Community:
    code: str
    marginality: str | None = None


@dataclass(slots=True, eq=False)
class Group:
    """A household initiative group."""

    code: str
    registered_on: date
    members: int | None = None
    leader_sex: str | None = None
    certificate_until: date | None = None


@dataclass(slots=True, eq=False)
class Rule:
    """One version of a rule, with its conditions, thresholds and caps; None or empty is 'not given'."""

    code: str
    version: int
    fund: Fund
    effective_from: date
    effective_to: date | None
    priority: int
    scale: Scale
    joint: str | None = None

    projects: frozenset[str] = frozenset()
    sectors: tuple[str, ...] = ()
    communities: frozenset[str] = frozenset()
    marginality: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    group_min_members: int | None = None
    group_leader: str | None = None
    group_min_days: int | None = None
    group_certificate: bool = False
    project_cost_min: int | None = None
    record_within_days: int | None = None

    in_kind: str = "none"
    in_kind_weight: Fraction | None = None
    in_kind_limit_share: Fraction | None = None
    counted_per_household: int | None = None
    counted_min: int | None = None
    counted_min_share: Fraction | None = None

    match_per_contribution: int | None = None
    match_per_household: int | None = None
    match_per_group: int | None = None
    match_per_project: int | None = None
    match_share_of_cost: Fraction | None = None
    match_per_community: int | None = None
    cap_period: str = "total"

    scheme: tuple[str, str] = field(init=False)
    """What it is decided with: its joint scheme, or itself alone."""

    has_conditions: bool = field(init=False)
    """Beyond that in-kind is taken only where `in_kind` says so."""

    def __post_init__(self) -> None:
        self.scheme = ("joint", self.joint) if self.joint else ("alone", self.code)
        self.has_conditions = bool(
            self.kinds or self.sources or self.has_household_limit or self.group_certificate
        ) or any(
            limit is not None
            for limit in (
                *(self.group_min_members, self.group_leader, self.group_min_days),
                *(self.project_cost_min, self.record_within_days),
            )
        )

    @property
    def has_household_limit(self) -> bool:
        return self.counted_per_household is not None or self.match_per_household is not None


@dataclass(slots=True, eq=False)
class Project:
    """A project as decisions read it; `budget_in` is kept until the budget changes."""

    code: str
    community: Community
    sector: str
    currency: str
    budget: int
    approved_month: str | None = None
    is_settled: bool = False
    held: "list[Contribution]" = field(default_factory=list)
    grants: "list[Entry]" = field(default_factory=list)
    budget_in: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Contribution:
    """A verified contribution; `value` is convert(amount) in the project's currency, set when it is verified.

    `id` is its row, carried for whoever stores the entries; decisions never look at it.
    """

    reference: str
    project: Project
    group: Group
    household: str | None
    received_on: date
    amount: int
    currency: str
    kind: str
    is_in_kind: bool
    source: str | None
    days_to_record: int
    month: str
    quarter: str
    verified_seq: int = 0
    id: int = 0
    value: int = 0
    reversed: int = 0
    matches: "dict[str, Match]" = field(default_factory=dict)

    def period(self, cap_period: str) -> str:
        """The cap period that its `received_on` falls in: '', '2020' or '2020-Q1'."""
        if cap_period == "total":
            return ""
        return self.quarter if cap_period == "quarter" else self.quarter[:4]


@dataclass(slots=True, eq=False)
class Match:
    """What one rule counts of and grants to one contribution that meets its conditions.

    `counted`, `base` and `reversed_at_entry` stand as on entry; `net` is granted less released, `value` that
    in the project's currency; `limited_by` is what cut the counted value.
    """

    rule: Rule
    counted: int
    base: int
    reversed_at_entry: int
    limited_by: Reason | None
    reason: Reason = Reason.WAITING
    desired: int = 0
    reversed_at_decision: int = 0
    net: int = 0
    value: int = 0
    grants: "tuple[Entry, ...]" = ()

    @property
    def is_waiting(self) -> bool:
        return self.reason is Reason.WAITING


@dataclass(slots=True, eq=False)
class Entry:
    """One decision: a grant (also of 0) or, with `of`, a release of an earlier grant.

    Never changed once booked; only the two tallies at the end move: what of a grant was released so far, and
    of that for reversals.
    """

    seq: int
    line: int
    booked_on: date
    contribution: Contribution
    rule: Rule
    desired: int
    granted: int
    released: int
    reason: Reason
    counted: int
    base: int
    reversed: int
    steps: tuple[Step, ...]
    of: "Entry | None" = None
    released_so_far: int = 0
    released_for_reversals: int = 0

    @property
    def left(self) -> int:
        return self.granted - self.released_so_far
