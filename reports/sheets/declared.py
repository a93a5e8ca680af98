"""The sheets of a report and their columns, in the order of the contract; `control` has its own package."""

from flask_babel import lazy_gettext as _

from reports.figures.largest import largest_rows
from reports.sheets.answering import ANSWERING
from reports.sheets.certification import CERTIFICATION
from reports.sheets.columns import Kind, Sheet, day, extra, key, money, number, text, words
from reports.sheets.definitions.measures import MEASURES
from reports.sheets.impact import OF_IMPACT
from reports.sheets.narrative import NARRATIVE
from reports.sheets.voices import VOICES

SUMMARY = Sheet("summary", _("Summary"), lambda report: report.summary, (
    *text("measure"),
    *number(Kind.MEASURE, "quarter", "cumulative"),
    *extra(words("meaning", lambda row: MEASURES[row.measure].means)),
))  # fmt: skip

COMMUNITIES = Sheet("communities", _("Communities"), lambda report: report.communities, (
    *text("code", "name", "admin1", "admin2"),
    *number(Kind.COUNT, "households", "households_contributing"),
    *number(Kind.SHARE, "participation"),
    *number(Kind.COUNT, "projects", "groups"),
    *money("contributed_quarter", "contributed_total", "remittances_total", "in_kind_total"),
    *money("matched_quarter", "matched_total", "disbursed_total", "spent_total"),
    *number(Kind.QUOTIENT, "leverage"),
    *number(Kind.COUNT, "beneficiaries"),
    *money("cost_per_beneficiary"),
    *extra(money("cost_total"), number(Kind.COUNT, "opening_beneficiaries")),
))  # fmt: skip

PROJECTS = Sheet("projects", _("Projects"), lambda report: report.projects, (
    *text("code", "name", "community", "sector", "status"),
    *money("budget", "contributed_total", "in_kind_total", "other_funding", "matched_total"),
    *money("funding_gap", "disbursed_total", "spent_total"),
    *number(Kind.SHARE, "financial_progress"),
    *number(Kind.PERCENT, "planned_progress", "physical_progress"),
    *number(Kind.COUNT, "days_late"),
    *extra(money("cost_total")),
    *key("no", "code", "projects"),
))  # fmt: skip

SOURCES = Sheet("sources", _("Sources of money and work"), lambda report: report.sources, (
    *text("project", "source"),
    *money("agreed", "received", "spent_share"),
    *extra(number(Kind.SHARE, "share"), text("kind")),
    *key("project_no", "project", "projects"),
))  # fmt: skip

FUNDS = Sheet("funds", _("Funds"), lambda report: report.funds, (
    *text("code", "donor", "currency"),
    *money("budget", "received_quarter", "received_total", currency="currency"),
    *money("matched_quarter", "matched_total", "released_total", "uncommitted", currency="currency"),
    *money("disbursed_quarter", "disbursed_total", currency="currency"),
    *money("committed_not_disbursed", "cash_balance", "refunds_due", currency="currency"),
    *extra(money("opening_budget", currency="currency"), number(Kind.SHARE, "matched_share", "disbursed_share")),
    *key("no", "code", "funds"),
))  # fmt: skip

CONTRIBUTIONS = Sheet("contributions", _("Contributions"), lambda report: report.contributions, (
    *text("reference", "project", "community", "group"),
    *day("received_on"),
    *money("amount", currency="currency"),
    *text("currency", "kind", "source", "status"),
    *day("verified_on"),
    *day("reversed_on"),
    *money("reversed_amount", currency="currency"),
    *text("reversal_reason", "late_for"),
    *money("value", "matched"),
    *extra(text("amends", "amended_by")),
    *key("project_no", "project", "projects"),
))  # fmt: skip

PENDING = Sheet("pending", _("Contributions not yet verified"), lambda report: report.pending, (
    *text("reference", "project", "group"),
    *day("received_on"),
    *money("amount", currency="currency"),
    *text("currency"),
    *number(Kind.COUNT, "waiting_days"),
    *extra(text("carried_forward")),
))  # fmt: skip

MATCHES = Sheet("matches", _("Matches"), lambda report: report.matches, (
    *text("contribution", "project", "group", "rule"),
    *number(Kind.COUNT, "version"),
    *text("fund", "currency"),
    *money("desired", "granted", "released", currency="currency"),
    *text("reason"),
    *day("booked_on"),
    *extra(text("late_for"), money("value"), text("because"), number(Kind.COUNT, "event")),
    *key("fund_no", "fund", "funds"),
))  # fmt: skip

DISBURSEMENTS = Sheet("disbursements", _("Disbursements"), lambda report: report.disbursements, (
    *text("reference", "fund", "project"),
    *day("paid_on"),
    *money("amount", currency="currency"),
    *text("currency"),
    *money("arrived_amount", currency="arrived_currency"),
    *text("arrived_currency", "milestone"),
    *extra(text("refund_of", "late_for"), money("value"), text("tranche", "override_reason")),
    *key("fund_no", "fund", "funds"),
    *key("project_no", "project", "projects"),
))  # fmt: skip

EXPENDITURES = Sheet("expenditures", _("Expenditures"), lambda report: report.expenditures, (
    *text("reference", "project"),
    *day("spent_on"),
    *money("amount", currency="currency"),
    *text("currency"),
    *money("value"),
    *text("category", "budget_line", "payee", "fund"),
    *extra(text("corrects", "late_for", "flags")),
    *key("project_no", "project", "projects"),
))  # fmt: skip

INDICATORS = Sheet("indicators", _("Indicators"), lambda report: report.indicators, (
    *text("project", "code", "name", "unit"),
    *number(Kind.DECIMAL, "baseline", "target", "actual"),
    *day("measured_on"),
    *number(Kind.SHARE, "progress"),
    *number(Kind.DECIMAL, "female", "male"),
    *extra(text("late_for")),
))  # fmt: skip

RECEIPTS = Sheet("receipts", _("Receipts of the funds"), lambda report: report.receipts, (
    *text("reference", "fund"),
    *day("received_on"),
    *money("amount", currency="currency"),
    *text("currency", "bank_reference", "late_for"),
    *key("fund_no", "fund", "funds"),
))  # fmt: skip

OTHER_FUNDING = Sheet("other_funding", _("Other funding"), lambda report: report.other_funding, (
    *text("reference", "project", "partner"),
    *day("agreed_on"),
    *money("amount", currency="currency"),
    *text("currency"),
    *day("received_on"),
    *money("agreed", "received"),
    *extra(text("late_for")),
    *key("project_no", "project", "projects"),
))  # fmt: skip

MONTHS = Sheet("months", _("Months"), lambda report: report.months, (
    *text("month"),
    *money("contributed", "matched", "contributed_total", "matched_total"),
))  # fmt: skip

LARGEST = Sheet(
    "largest_communities", _("Largest communities"), lambda report: largest_rows(report.communities), (
    *text("name"),
    *number(Kind.COUNT, "communities"),
    *money("contributed_total", "matched_total"),
))  # fmt: skip

OF_CONTRACT = (
    *(SUMMARY, COMMUNITIES, PROJECTS, SOURCES, FUNDS, CONTRIBUTIONS, PENDING, MATCHES),
    *(DISBURSEMENTS, EXPENDITURES, INDICATORS),
)
BEYOND_CONTRACT = (
    NARRATIVE,
    CERTIFICATION,
    RECEIPTS,
    OTHER_FUNDING,
    *ANSWERING,
    *OF_IMPACT,
    *VOICES,
    MONTHS,
    LARGEST,
)
"""What formulas of `control` and the charts need besides, and what donors ask. They stand behind it."""

SHEETS = (*OF_CONTRACT, *BEYOND_CONTRACT)
