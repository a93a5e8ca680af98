"""The chart of what funds matched for each unit of money that families gave, by community."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _

from reports import labels
from reports.charts import findings
from reports.charts.chart import Chart, ChartColumn
from reports.charts.leverage.brought import each_was_matched_with
from reports.charts.leverage.drawing import figure_of
from reports.charts.over_time.giving import gave_name, matched_name
from reports.figures.communities import CommunityRow
from reports.figures.summary import Measure
from reports.report import QuarterlyReport
from reports.sheets.columns import Kind

_MOST_DRAWN = 30


def leverage(report: QuarterlyReport) -> Chart | None:
    """None where no family gave money."""
    giving = [row for row in report.communities if row.contributed_total_minor > 0]
    giving.sort(key=lambda row: (-(row.leverage or 0), row.name, row.code))
    together = _together(report)
    if not giving or together is None:
        return None
    currency = report.programme.currency
    others = [row for row in report.communities if row.contributed_total_minor <= 0]
    return Chart(
        name="leverage",
        finding=each_was_matched_with(giving, together, currency),
        explains=_explained(report, len(giving)),
        figure=figure_of(_drawn(giving), together, report),
        columns=[
            ChartColumn(_("Community"), Kind.TEXT),
            ChartColumn(_("Region"), Kind.TEXT),
            ChartColumn(gave_name(), Kind.MONEY, currency),
            ChartColumn(matched_name(report), Kind.MONEY, currency),
            ChartColumn(_("Matched for each unit given"), Kind.QUOTIENT),
        ],
        rows=[
            (row.name, row.admin1, row.contributed_total_minor, row.matched_total_minor, row.leverage)
            for row in (*giving, *others)
        ],
    )


def _together(report: QuarterlyReport) -> Decimal | None:
    [row] = [row for row in report.summary if row.measure is Measure.LEVERAGE]
    return None if row.cumulative is None else Decimal(row.cumulative)


def _drawn(giving: Sequence[CommunityRow]) -> list[CommunityRow]:
    """Those that gave most, in their order."""
    by_amount = sorted(giving, key=lambda row: -row.contributed_total_minor)
    most = {row.code for row in by_amount[:_MOST_DRAWN]}
    return [row for row in giving if row.code in most]


def _explained(report: QuarterlyReport, giving: int) -> str:
    words = _(
        "What was matched for each unit of money that families gave, by community, to date (%(until)s). "
        "Both are taken in %(currency)s, less what was taken back or released; the line is all communities "
        "together.",
        until=labels.day(report.span.ends_on),
        currency=report.programme.currency,
    )
    if giving > _MOST_DRAWN:
        shown = _(
            "The %(most)s communities that gave most are drawn, all are in the table.", most=_MOST_DRAWN
        )
        return f"{words} {shown} {findings.rounded()}"
    return f"{words} {findings.rounded()}"
