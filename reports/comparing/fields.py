"""Which figures of a report are compared, and what kind of figure each of them is."""

from dataclasses import dataclass
from typing import Any

from reports.comparing.causes import What
from reports.comparing.figure import FigureUnit, Period
from reports.comparing.shifts import COST
from reports.figures.summary import Measure, Unit

_MONEY, _COUNT, _QUOTIENT = FigureUnit.MONEY, FigureUnit.COUNT, FigureUnit.QUOTIENT
_PERCENT, _WORD, _DAYS = FigureUnit.PERCENT, FigureUnit.WORD, FigureUnit.DAYS
_QUARTER, _TO_DATE = Period.QUARTER, Period.TO_DATE


@dataclass(frozen=True, slots=True)
class Field:
    """`attribute` is where a row of the report has it.

    It is one of: a sum of rows (`measure`, or `of_fund` in a fund's own currency), a number of heads, people who
    benefit, a fact that changes with these columns, found at works (`found`), or computed of others (`follows`).
    """

    name: str
    attribute: str
    unit: FigureUnit
    period: Period | None = None
    measure: str | None = None
    of_fund: str | None = None
    heads: What | None = None
    columns: frozenset[str] = frozenset()
    found: frozenset[What] = frozenset()
    follows: tuple[str, ...] = ()

    @property
    def is_sum(self) -> bool:
        return bool(self.measure or self.of_fund or self.heads)

    def value(self, row: Any) -> Any:
        """None where there is no such row."""
        return getattr(row, self.attribute, None)


UNITS = {Unit.MONEY: _MONEY, Unit.COUNT: _COUNT, Unit.QUOTIENT: _QUOTIENT}

SUMS = frozenset(
    {
        *(Measure.CONTRIBUTED, Measure.REMITTANCES, Measure.IN_KIND, Measure.MATCHED),
        *(Measure.OTHER_FUNDING, Measure.DISBURSED, Measure.SPENT),
    }
)
HEADS = {
    Measure.PROJECTS: What.PROJECT,
    Measure.COMMUNITIES: What.COMMUNITY,
    Measure.GROUPS: What.GROUP,
    Measure.HOUSEHOLDS: What.HOUSEHOLD,
}
FOLLOWS = {
    Measure.LEVERAGE: (Measure.MATCHED, Measure.CONTRIBUTED),
    Measure.COST_PER_BENEFICIARY: (Measure.SPENT, Measure.IN_KIND, Measure.BENEFICIARIES),
}
SERVICE = frozenset({What.MEASUREMENT, What.REACHED, What.CHECK})

PROJECTS = (
    Field("contributed", "contributed_total_minor", _MONEY, _TO_DATE, Measure.CONTRIBUTED),
    Field("in_kind", "in_kind_total_minor", _MONEY, _TO_DATE, Measure.IN_KIND),
    Field("other_funding", "other_funding_minor", _MONEY, _TO_DATE, Measure.OTHER_FUNDING),
    Field("matched", "matched_total_minor", _MONEY, _TO_DATE, Measure.MATCHED),
    Field("disbursed", "disbursed_total_minor", _MONEY, _TO_DATE, Measure.DISBURSED),
    Field("spent", "spent_total_minor", _MONEY, _TO_DATE, Measure.SPENT),
    Field("cost", "cost_total_minor", _MONEY, _TO_DATE, COST),
    Field("budget", "budget_minor", _MONEY, columns=frozenset({"budget"})),
    Field(
        *("funding_gap", "funding_gap_minor", _MONEY),
        follows=("budget", "contributed", "in_kind", "other_funding", "matched"),
    ),
    Field("financial_progress", "financial_progress", _QUOTIENT, follows=("cost", "budget")),
    Field("planned_progress", "planned_progress", _PERCENT, found=frozenset({What.PROGRESS})),
    Field("physical_progress", "physical_progress", _PERCENT, found=frozenset({What.PROGRESS})),
    Field("status", "status", _WORD, columns=frozenset({"status"})),
    Field("days_late", "days_late", _DAYS, columns=frozenset({"ends_on", "status"})),
)
COMMUNITIES = (
    Field("contributed", "contributed_quarter_minor", _MONEY, _QUARTER, Measure.CONTRIBUTED),
    Field("contributed", "contributed_total_minor", _MONEY, _TO_DATE, Measure.CONTRIBUTED),
    Field("remittances", "remittances_total_minor", _MONEY, _TO_DATE, Measure.REMITTANCES),
    Field("in_kind", "in_kind_total_minor", _MONEY, _TO_DATE, Measure.IN_KIND),
    Field("matched", "matched_quarter_minor", _MONEY, _QUARTER, Measure.MATCHED),
    Field("matched", "matched_total_minor", _MONEY, _TO_DATE, Measure.MATCHED),
    Field("disbursed", "disbursed_total_minor", _MONEY, _TO_DATE, Measure.DISBURSED),
    Field("spent", "spent_total_minor", _MONEY, _TO_DATE, Measure.SPENT),
    Field("cost", "cost_total_minor", _MONEY, _TO_DATE, COST),
    Field("groups", "groups", _COUNT, _TO_DATE, heads=What.GROUP),
    Field("households", "households_contributing", _COUNT, _TO_DATE, heads=What.HOUSEHOLD),
    Field("projects", "projects", _COUNT, _TO_DATE, heads=What.PROJECT),
    Field("all_households", "households", _COUNT, columns=frozenset({"households"})),
    Field(
        "beneficiaries", "beneficiaries", _COUNT, _TO_DATE, columns=frozenset({"population"}), found=SERVICE
    ),
    Field("participation", "participation", _QUOTIENT, follows=("households", "all_households")),
    Field("leverage", "leverage", _QUOTIENT, follows=("matched", "contributed")),
    Field("cost_per_beneficiary", "cost_per_beneficiary_minor", _MONEY, follows=("cost", "beneficiaries")),
)
FUNDS = (
    Field("received", "received_quarter_minor", _MONEY, _QUARTER, of_fund="received"),
    Field("received", "received_total_minor", _MONEY, _TO_DATE, of_fund="received"),
    Field("matched", "matched_quarter_minor", _MONEY, _QUARTER, of_fund="matched"),
    Field("matched", "matched_total_minor", _MONEY, _TO_DATE, of_fund="matched"),
    Field("released", "released_total_minor", _MONEY, _TO_DATE, of_fund="released"),
    Field("disbursed", "disbursed_quarter_minor", _MONEY, _QUARTER, of_fund="disbursed"),
    Field("disbursed", "disbursed_total_minor", _MONEY, _TO_DATE, of_fund="disbursed"),
    Field("budget", "budget_minor", _MONEY, columns=frozenset({"budget"})),
    Field("uncommitted", "uncommitted_minor", _MONEY, follows=("budget", "matched")),
    Field(
        "committed_not_disbursed", "committed_not_disbursed_minor", _MONEY, follows=("matched", "disbursed")
    ),
    Field("cash_balance", "cash_balance_minor", _MONEY, follows=("received", "disbursed")),
    Field("refunds_due", "refunds_due_minor", _MONEY, follows=("matched", "disbursed")),
)
INDICATORS = (
    Field("actual", "actual", _COUNT, found=SERVICE),
    Field("baseline", "baseline", _COUNT, columns=frozenset({"baseline"})),
    Field("target", "target", _COUNT, columns=frozenset({"target"})),
)
