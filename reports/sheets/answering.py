"""The sheets that answer what donors ask of payments, vouchers, budgets and banks, and their columns."""

from flask_babel import lazy_gettext as _

from reports.sheets.columns import Kind, Sheet, day, key, money, number, text

MILESTONES = Sheet("milestones", _("Milestones"), lambda report: report.milestones, (
    *text("project", "fund", "milestone", "name", "currency"),
    *number(Kind.SHARE, "share"),
    *text("gate"),
    *number(Kind.PERCENT, "works"),
    *day("due_on"),
    *day("certified_on"),
    *text("certified_by", "override_reason", "early_reasons"),
    *money("asked_total", "approved_total", "paid_total", currency="currency"),
    *text("payment_reasons"),
))  # fmt: skip

REVIEWS = Sheet("reviews", _("Reviews of vouchers"), lambda report: report.reviews, (
    *text("reference", "project"),
    *day("spent_on"),
    *text("payee", "source"),
    *money("spent_share"),
    *text("verdict"),
    *day("said_on"),
    *text("said_by", "side", "words", "disallowed_by"),
    *money("opened", "repaid", "waived", "left"),
))  # fmt: skip

VARIANCES = Sheet("variances", _("Budget and actual"), lambda report: report.variances, (
    *text("project", "line", "category", "description", "currency"),
    *money("budget", "spent_quarter", "spent_total", "variance", currency="currency"),
    *number(Kind.PERCENT, "percent"),
    *text("beyond_tolerance", "explanation"),
    *day("explained_on"),
    *text("explained_by"),
    *money("value_quarter", "value_total"),
))  # fmt: skip

UNRECONCILED = Sheet("unreconciled", _("Not reconciled with the banks"), lambda report: report.unreconciled, (
    *text("sheet", "fund", "reference"),
    *day("dated_on"),
    *money("amount", currency="currency"),
    *text("currency", "bank_reference", "project", "party", "statement"),
    *number(Kind.COUNT, "age_days"),
    *key("fund_no", "fund", "funds"),
))  # fmt: skip

ANSWERING = (MILESTONES, REVIEWS, VARIANCES, UNRECONCILED)
