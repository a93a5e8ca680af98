"""The sheets about what works do for people: `impact`, `reached` and `service`, and their columns."""

from flask_babel import lazy_gettext as _

from reports.sheets.columns import Kind, Sheet, day, money, number, text

IMPACT = Sheet("impact", _("Impact"), lambda report: report.impact, (
    *text("project", "community", "code", "name", "catalogue", "purpose", "unit"),
    *number(Kind.DECIMAL, "baseline"),
    *day("baseline_on"),
    *text("baseline_is"),
    *number(Kind.DECIMAL, "target", "latest"),
    *day("measured_on"),
    *number(Kind.COUNT, "age_days"),
    *number(Kind.DECIMAL, "female", "male", "served"),
    *text("serving"),
    *number(Kind.SHARE, "progress"),
    *text("missing"),
))  # fmt: skip

REACHED = Sheet("reached", _("People reached"), lambda report: report.reached, (
    *text("code", "name"),
    *number(Kind.COUNT, "population", "households", "people_before", "people_reached", "people_served"),
    *number(Kind.COUNT, "people_partly", "people_stopped"),
    *number(Kind.SHARE, "share"),
    *number(Kind.COUNT, "households_reached"),
    *number(Kind.SHARE, "households_share"),
    *number(Kind.COUNT, "works", "works_partly", "works_stopped"),
    *money("cost", "cost_per_person"),
    *day("counted_on"),
    *number(Kind.COUNT, "age_days", "reports_due", "reports_missing"),
    *number(Kind.SHARE, "missing_share"),
))  # fmt: skip

SERVICE = Sheet("service", _("Works in use"), lambda report: report.service, (
    *text("project", "community"),
    *day("handed_over_on"),
    *number(Kind.COUNT, "months"),
    *day("due_on"),
    *text("state"),
    *number(Kind.COUNT, "days_overdue"),
    *day("checked_on"),
    *text("functional", "currency"),
    *money("fee_due", "fee_paid", currency="currency"),
    *number(Kind.SHARE, "collection"),
    *money("fund_balance", "repairs", currency="currency"),
    *number(Kind.COUNT, "days_down"),
))  # fmt: skip

OF_IMPACT = (IMPACT, REACHED, SERVICE)
