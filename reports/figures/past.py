"""Records as they stood at the end of a span: what of them may have changed since."""

from core.journal.append import row_key
from household_groups.models.service import Functional
from reports.facts import Facts, Money, Reader, day, text, whole
from reports.queries.banking import BankLineRecord
from reports.queries.budgeting import BudgetLineRecord
from reports.queries.granting import FundRecord, OtherFundingRecord, ReceiptRecord
from reports.queries.grouping import GroupRecord
from reports.queries.milestones import MilestoneRecord
from reports.queries.paying import DisbursementRecord, ExpenditureRecord
from reports.queries.registry import (
    CommunityRecord,
    IndicatorRecord,
    MeasurementRecord,
    ProgressRecord,
    ProjectRecord,
)
from reports.queries.serving import CheckRecord, ReachedRecord

_COMMUNITY = {
    "name": text,
    "admin1": text,
    "admin2": text,
    "population": whole,
    "households": whole,
    "latitude": text,
    "longitude": text,
    "marginality": text,
}
_PROJECT = {"name": text, "sector": text, "status": text, "starts_on": day, "ends_on": day}
_FUND = {"name": text, "donor": text}
_DISBURSEMENT = dict.fromkeys(
    ("milestone", "arrived_currency", "tranche", "override_reason", "bank_reference"), text
)
_MILESTONE = {"name": text, "share": text, "due_on": day, "gate": text, "works": text}
_BUDGET_LINE = {"category": text, "description": text}
_BANK_LINE = {"party": text, "ticks_sheet": text, "ticks": text, "ticked_on": day}
_EXPENDITURE = {"category": text, "budget_line": text, "payee": text}
_INDICATOR = {
    "name": text,
    "unit": text,
    "baseline": text,
    "target": text,
    "catalogue": text,
    "baseline_on": day,
}
_MEASUREMENT = {"value": text, "female": text, "male": text}
_PROGRESS = {"planned": text, "actual": text}
_REACHED = {"people": whole, "households": whole}
_CHECK = {"months": whole, "functional": Functional, "days_down": whole}
_MONEY_OF_CHECK = ("fee_due", "fee_paid", "fund_balance", "repairs")


def community_then(facts: Facts, now: CommunityRecord) -> CommunityRecord:
    return facts.then("communities", now.code, now, _COMMUNITY)


def project_then(facts: Facts, now: ProjectRecord) -> ProjectRecord:
    return facts.then("projects", now.code, now, {**_PROJECT, "budget": Money(now.currency)})


def fund_then(facts: Facts, now: FundRecord) -> FundRecord:
    return facts.then("funds", now.code, now, {**_FUND, "budget": Money(now.currency)})


def group_then(facts: Facts, now: GroupRecord) -> GroupRecord:
    return facts.then("groups", now.code, now, {"members": whole, "leader_sex": text})


def receipt_then(facts: Facts, now: ReceiptRecord) -> ReceiptRecord:
    return facts.then("receipts", now.reference, now, {"bank_reference": text})


def other_funding_then(facts: Facts, now: OtherFundingRecord) -> OtherFundingRecord:
    """When it was received is no fact that changes, but an event with a date of its own."""
    return facts.then("other_funding", now.reference, now, {"partner": text})


def disbursement_then(facts: Facts, now: DisbursementRecord, currency: str) -> DisbursementRecord:
    """`currency` is the fund's, for what arrived in none that is named."""
    then = facts.then("disbursements", now.reference, now, _DISBURSEMENT)
    arrived: dict[str, Reader] = {"arrived_amount": Money(then.arrived_currency or currency)}
    return facts.then("disbursements", now.reference, then, arrived)


def milestone_then(facts: Facts, project: str, fund: str, now: MilestoneRecord) -> MilestoneRecord:
    return facts.then("milestones", row_key(project, fund, now.code), now, _MILESTONE)


def budget_line_then(facts: Facts, project: ProjectRecord, now: BudgetLineRecord) -> BudgetLineRecord:
    readers: dict[str, Reader] = {**_BUDGET_LINE, "amount": Money(project.currency)}
    return facts.then("budget_lines", row_key(project.code, now.line), now, readers)


def bank_line_then(facts: Facts, now: BankLineRecord) -> BankLineRecord:
    return facts.then("bank_lines", now.reference, now, _BANK_LINE)


def expenditure_then(facts: Facts, now: ExpenditureRecord) -> ExpenditureRecord:
    return facts.then("expenditures", now.reference, now, _EXPENDITURE)


def indicator_then(facts: Facts, project: str, now: IndicatorRecord) -> IndicatorRecord:
    return facts.then("indicators", row_key(project, now.code), now, _INDICATOR)


def measurement_then(facts: Facts, project: str, indicator: str, now: MeasurementRecord) -> MeasurementRecord:
    key = row_key(project, indicator, now.measured_on.isoformat())
    return facts.then("measurements", key, now, _MEASUREMENT)


def progress_then(facts: Facts, project: str, now: ProgressRecord) -> ProgressRecord:
    return facts.then("progress", row_key(project, now.on.isoformat()), now, _PROGRESS)


def reached_then(facts: Facts, project: str, community: str, now: ReachedRecord) -> ReachedRecord:
    key = row_key(project, community, now.measured_on.isoformat())
    return facts.then("reached", key, now, _REACHED)


def check_then(facts: Facts, project: ProjectRecord, now: CheckRecord) -> CheckRecord:
    money: dict[str, Reader] = dict.fromkeys(_MONEY_OF_CHECK, Money(project.currency))
    key = row_key(project.code, now.checked_on.isoformat())
    return facts.then("service_checks", key, now, {**_CHECK, **money})
