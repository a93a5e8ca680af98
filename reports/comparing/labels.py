"""The words of a comparison."""

from flask_babel import lazy_gettext as _l

from reports.comparing.causes import Cause, What
from reports.comparing.figure import Level, Period

CAUSES = {
    Cause.LATE: _l("late entry"),
    Cause.REVERSAL: _l("reversal"),
    Cause.SETTLEMENT: _l("settlement"),
    Cause.CHANGE: _l("change"),
    Cause.RATE: _l("rate"),
    Cause.MEASUREMENT: _l("measurement"),
}
TONES = {
    Cause.LATE: "waiting",
    Cause.REVERSAL: "refused",
    Cause.SETTLEMENT: "quiet",
    Cause.CHANGE: "quiet",
    Cause.RATE: "quiet",
    Cause.MEASUREMENT: "good",
}

WHATS = {
    What.CONTRIBUTION: _l("Contribution"),
    What.REVERSAL: _l("Taken back of"),
    What.MATCH: _l("Match of"),
    What.RELEASE: _l("Released of the match of"),
    What.OTHER_FUND: _l("Matches of fund"),
    What.PAYMENT: _l("Payment"),
    What.VOUCHER: _l("Voucher"),
    What.RECEIPT: _l("Receipt"),
    What.OTHER_FUNDING: _l("Other funding"),
    What.RATE: _l("Rate"),
    What.CHANGE: _l("Changed"),
    What.APPROVAL: _l("Approved"),
    What.SETTLEMENT: _l("Settled"),
    What.MEASUREMENT: _l("Measured"),
    What.PROGRESS: _l("Works visited"),
    What.REACHED: _l("People reached counted"),
    What.CHECK: _l("Works checked in use"),
    What.GROUP: _l("Household group"),
    What.HOUSEHOLD: _l("A household, by"),
    What.PROJECT: _l("Project"),
    What.COMMUNITY: _l("Community"),
}
"""Before the reference of a line."""

FIELDS = {
    "contributed": _l("Contributed by household groups"),
    "remittances": _l("Of it remittances"),
    "in_kind": _l("Given in kind"),
    "matched": _l("Matched"),
    "released": _l("Released"),
    "other_funding": _l("Other funding"),
    "disbursed": _l("Paid to projects"),
    "spent": _l("Spent by projects"),
    "cost": _l("Spent and given in kind, whoever paid"),
    "received": _l("Received from the donor"),
    "leverage": _l("Matched for each 1.00 contributed"),
    "projects": _l("Projects with a contribution"),
    "communities": _l("Communities that contributed"),
    "groups": _l("Groups that contributed"),
    "households": _l("Households that contributed"),
    "all_households": _l("Households"),
    "participation": _l("Share of households that contributed"),
    "beneficiaries": _l("People who benefit"),
    "cost_per_beneficiary": _l("Cost of each person who benefits"),
    "budget": _l("Budget"),
    "funding_gap": _l("Funding gap"),
    "financial_progress": _l("Share of the budget spent"),
    "planned_progress": _l("Progress of works planned, percent"),
    "physical_progress": _l("Progress of works, percent"),
    "status": _l("State"),
    "days_late": _l("Days late"),
    "uncommitted": _l("Not committed"),
    "committed_not_disbursed": _l("Committed, not paid"),
    "cash_balance": _l("Cash"),
    "refunds_due": _l("Refunds due"),
    "actual": _l("Reached by the latest measurement"),
    "baseline": _l("Baseline"),
    "target": _l("Target"),
}
PERIODS = {Period.QUARTER: _l("In the quarter"), Period.TO_DATE: _l("To the end of the quarter")}
LEVELS = {
    Level.PROJECT: _l("Projects that differ"),
    Level.FUND: _l("Funds that differ, each in its own currency"),
    Level.COMMUNITY: _l("Communities that differ"),
    Level.INDICATOR: _l("Indicators that differ"),
}
