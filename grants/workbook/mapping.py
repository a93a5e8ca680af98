"""Which table stands behind which sheet, and how a value looks in a cell, in a row's content and in the table.

The content of a row is what is compared, journaled and verified: a dict of columns, with money as integer minor
units, decimals and lists as the text that the workbook has, dates as dates, other rows by their codes, and None
for what is not given.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlmodel import SQLModel

from core.journal.append import row_key
from core.money import to_major
from core.programmes import Programme, Rate
from grants.models import (
    agreements,
    bank,
    documents,
    funds,
    milestones,
    payments,
    quarters,
    reviews,
    rules,
    variances,
)
from grants.workbook.columns import Column, Kind, Sheet
from grants.workbook.sheets import SHEETS
from household_groups.models import contributions, grievances, life, projects, registry, service

Content = dict[str, Any]

_PRICES = frozenset({"unit_rate", "unit_cost"})
"""Amounts a unit: they may have more decimals than the currency, so they are kept as decimals."""

_NOT_CONTENT = frozenset(
    {
        *("programme", "approved_seq", "settled_seq", "verified_seq", "seq"),
        *("reversed_on", "reversed_amount", "reversal_reason", "reversed_seq"),
    }
)
"""The programme is the same for all; the others say when something was booked, or are rows of `reversals`."""


@dataclass(frozen=True)
class Mapped:
    """A sheet whose rows are rows of one table.

    `refers_to` names the sheet that a column's codes are of. `money_in` says for each money column where its
    currency stands: a column of the row itself, or `fund.currency`, a column of the row that it refers to.
    """

    sheet: Sheet
    model: type[SQLModel]
    refers_to: dict[str, str] = field(default_factory=dict)
    money_in: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.sheet.name

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.sheet.columns if column.name not in _NOT_CONTENT)

    def attribute(self, column: str) -> str:
        """The name of the table's column behind a column of the sheet."""
        if column in self.money_in:
            return f"{column}_minor"
        return f"{column}_id" if column in self.refers_to else column

    def key(self, content: Content) -> str:
        return row_key(*(_text(content[column]) for column in self.sheet.key))


def _mapped(
    name: str, model: type[SQLModel], refers_to: dict[str, str] | None = None, **money_in: str
) -> Mapped:
    return Mapped(SHEETS[name], model, refers_to or {}, money_in)


_IN_FUND = dict.fromkeys(
    (column.name for column in SHEETS["rules"].columns if column.kind is Kind.AMOUNT), "fund.currency"
)

_OF_BOTH = {"project": "projects", "fund": "funds"}

MAPPED: dict[str, Mapped] = {
    mapped.name: mapped
    for mapped in (
        _mapped("programmes", Programme, reversal_limit="currency"),
        _mapped("communities", registry.Community),
        _mapped("groups", registry.HouseholdGroup, {"community": "communities"}),
        _mapped("households", registry.Household, {"group": "groups"}),
        _mapped(
            "projects",
            projects.Project,
            {"community": "communities"},
            budget="currency",
            final_cost="currency",
        ),
        _mapped("budget_lines", projects.BudgetLine, {"project": "projects"}, amount="project.currency"),
        _mapped("progress", projects.Progress, {"project": "projects"}),
        _mapped("meetings", life.Meeting, {"community": "communities"}),
        _mapped("choices", life.Choice, {"meeting": "meetings", "project": "projects"}),
        _mapped("project_steps", life.ProjectStep, {"project": "projects", "meeting": "meetings"}),
        _mapped("funds", funds.Fund, budget="currency", yearly_envelope="currency"),
        _mapped("receipts", funds.Receipt, {"fund": "funds"}, amount="fund.currency"),
        _mapped("rules", rules.MatchingRule, {"fund": "funds"}, **_IN_FUND),
        _mapped("agreements", agreements.RuleAgreement),
        _mapped("rates", Rate),
        _mapped("other_funding", funds.OtherFunding, {"project": "projects"}, amount="currency"),
        _mapped("milestones", milestones.Milestone, _OF_BOTH),
        _mapped(
            "contributions",
            contributions.Contribution,
            {"project": "projects", "group": "groups", "household": "households"},
            amount="currency",
            sent_amount="sent_currency",
        ),
        _mapped("certifications", milestones.Certification, _OF_BOTH),
        _mapped("tranches", milestones.Tranche, _OF_BOTH, amount="fund.currency"),
        _mapped("steps", milestones.Step),
        _mapped(
            "disbursements",
            payments.Disbursement,
            _OF_BOTH,
            amount="fund.currency",
            arrived_amount="arrived_currency",
        ),
        _mapped(
            "expenditures",
            payments.Expenditure,
            _OF_BOTH,
            amount="currency",
        ),
        _mapped("bank_lines", bank.BankLine, {"fund": "funds"}, amount="fund.currency"),
        _mapped("variances", variances.Variance, {"project": "projects"}),
        _mapped("reviews", reviews.Review, {"fund": "funds"}),
        _mapped("clawbacks", reviews.Clawback, amount="currency"),
        _mapped("indicators", projects.Indicator, {"project": "projects"}),
        _mapped("measurements", projects.Measurement, {"project": "projects", "indicator": "indicators"}),
        _mapped("reached", service.Reached, {"project": "projects", "community": "communities"}),
        _mapped(
            "service_checks",
            service.ServiceCheck,
            {"project": "projects"},
            **dict.fromkeys(("fee_due", "fee_paid", "fund_balance", "repairs"), "project.currency"),
        ),
        _mapped("grievances", grievances.Grievance, {"community": "communities", "project": "projects"}),
        _mapped("grievance_steps", grievances.GrievanceStep, {"grievance": "grievances"}),
        _mapped("documents", documents.Document),
        _mapped("narrative", quarters.Narrative),
        _mapped("signatures", quarters.Signature),
    )
}


def canonical_value(value: Any, kind: Kind) -> Any:
    """A value as read from a cell, as it stands in a content; money is the caller's concern."""
    if value is None:
        return None
    if kind in (Kind.DECIMAL, Kind.AMOUNT):
        return plain_decimal(value)
    if kind in (Kind.CODES, Kind.CHOICES):
        return ";".join(value)
    if kind is Kind.TIERS:
        return ";".join(f"{plain_decimal(start)}={plain_decimal(rate)}" for start, rate in value)
    return value


def plain_decimal(value: Decimal) -> str:
    """Without exponent or trailing zeros: '0.1', '120'."""
    return format(value.normalize() + 0, "f")


def as_text(value: Any, currency: str | None = None) -> str | None:
    """A content value as text of the workbook, the form in which `changes` writes it; money in major units."""
    if value is None:
        return None
    if currency is not None:
        return plain_decimal(to_major(value, currency))
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
