"""Which charts a report has, in the order in which they stand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from openpyxl.chart import BarChart

from reports.report import QuarterlyReport
from reports.sheets import declared as d
from reports.sheets.charts.drawing import Bars, bar_chart
from reports.sheets.charts.ranges import Table
from reports.sheets.charts.scale import Scale, scale_of
from reports.sheets.looks import FAMILIES, FUNDS, MUTED

MOST_MONTHS = 36
"""The latest; more make bars too thin to read. `months` has all of them."""
MOST_FUNDS = 12

_BY_COMMUNITY = _l("Contributed and matched to date, by community, %(unit)s")
_BY_LARGEST = _l("Contributed and matched to date, in the %(shown)s largest of %(all)s communities, %(unit)s")

Rows = Mapping[str, list[Any]]


def charts_of(report: QuarterlyReport, rows: Rows) -> list[BarChart]:
    """`rows` are those of the sheets; a chart that has nothing to show is left out."""
    charts = (_over_time(report, rows), _by_community(report, rows), _of_funds(report, rows))
    return [chart for chart in charts if chart is not None]


def _over_time(report: QuarterlyReport, rows: Rows) -> BarChart | None:
    months, currency = rows[d.MONTHS.name], report.programme.currency
    first = max(0, len(months) - MOST_MONTHS)
    if not any(month.contributed_minor or month.matched_minor for month in months[first:]):
        return None
    table = Table(d.MONTHS, months, currency, first)
    scale = scale_of(table, "contributed", "matched")
    title = str(_l("Contributed and matched in each month, %(unit)s")) % {"unit": scale.unit}
    series = (
        Bars(_l("Contributed by groups"), FAMILIES, "contributed"),
        Bars(_matched(report), FUNDS, "matched"),
    )
    return bar_chart(title, scale, table, "month", series, is_lying=False)


def _by_community(report: QuarterlyReport, rows: Rows) -> BarChart | None:
    """Without the row of the others, beside which each of these would look small."""
    communities = [row for row in rows[d.LARGEST.name] if row.communities == 1]
    if not any(row.contributed_total_minor or row.matched_total_minor for row in communities):
        return None
    table = Table(d.LARGEST, communities, report.programme.currency)
    scale = scale_of(table, "contributed_total", "matched_total")
    is_all = len(communities) == len(rows[d.COMMUNITIES.name])
    title = str(_BY_COMMUNITY if is_all else _BY_LARGEST) % {
        "unit": scale.unit,
        "shown": len(communities),
        "all": len(rows[d.COMMUNITIES.name]),
    }
    series = (
        Bars(_l("Contributed by groups"), FAMILIES, "contributed_total"),
        Bars(_matched(report), FUNDS, "matched_total"),
    )
    return bar_chart(title, scale, table, "name", series, is_lying=True)


def _of_funds(report: QuarterlyReport, rows: Rows) -> BarChart | None:
    """As shares of the budgets: amounts of several currencies do not go on one axis."""
    funds = rows[d.FUNDS.name][:MOST_FUNDS]
    if not any(fund.budget_minor for fund in funds):
        return None
    table = Table(d.FUNDS, funds, report.programme.currency)
    title = str(_l("Matched and paid to date, of the budget of each fund"))
    series = (
        Bars(_l("Matched"), FUNDS, "matched_share"),
        Bars(_l("Paid to projects"), MUTED, "disbursed_share"),
    )
    scale = Scale(str(_l("of the budget")), "0%", start=0)
    if all((fund.matched_share or 0) <= 1 for fund in funds):
        scale = replace(scale, end=1, step=0.25)
    return bar_chart(title, scale, table, "code", series, is_lying=True)


def _matched(report: QuarterlyReport) -> Any:
    if report.fund is None:
        return _l("Matched by funds")
    return _l("Matched by fund %(fund)s", fund=report.fund)
