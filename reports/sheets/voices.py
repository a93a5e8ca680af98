"""The sheets about what people complained of and about who got how much: `grievances` and `equity`."""

from flask_babel import lazy_gettext as _

from reports.sheets.columns import Kind, Sheet, money, number, text

GRIEVANCES = Sheet("grievances", _("Grievances"), lambda report: report.grievances, (
    *text("category"),
    *number(Kind.COUNT, "opening", "received_quarter", "reopened_quarter", "resolved_quarter", "open", "overdue"),
    *number(Kind.COUNT, "received_total", "reopened_total", "resolved_total"),
    *number(Kind.DECIMAL, "median_days_to_acknowledge", "median_days_quarter"),
    *number(Kind.COUNT, "longest_days_quarter"),
    *number(Kind.DECIMAL, "median_days_total"),
    *number(Kind.COUNT, "longest_days_total"),
))  # fmt: skip

EQUITY = Sheet("equity", _("Equity"), lambda report: report.equity, (
    *text("compared_by", "which"),
    *number(Kind.COUNT, "communities", "groups", "people", "households", "households_taking_part"),
    *number(Kind.SHARE, "participation"),
    *money("contributed_total", "matched_total"),
    *number(Kind.QUOTIENT, "match_rate"),
    *money("contributed_per_head", "matched_per_head"),
))  # fmt: skip

VOICES = (GRIEVANCES, EQUITY)
