"""The chart of the flow from families, funds and partners through sectors to communities."""

from flask_babel import gettext as _
from flask_babel import ngettext

from household_groups.sectors import sector_name
from reports import labels
from reports.charts import findings
from reports.charts.chart import Chart, ChartColumn
from reports.charts.flow.bringing import who_brings
from reports.charts.flow.drawing import figure_of
from reports.charts.flow.stops import spring_name
from reports.charts.flow.way import way_of
from reports.report import QuarterlyReport
from reports.sheets.columns import Kind


def flow(report: QuarterlyReport) -> Chart | None:
    """None where nobody has brought anything."""
    way = way_of(report.streams, report.fund)
    if not way.links:
        return None
    communities = {row.code: row.name for row in report.communities}
    return Chart(
        name="flow",
        finding=who_brings(report, way),
        explains=_explained(report),
        figure=figure_of(report, way),
        columns=[
            ChartColumn(_("From"), Kind.TEXT),
            ChartColumn(_("For"), Kind.TEXT),
            ChartColumn(_("Community"), Kind.TEXT),
            ChartColumn(_("Brought"), Kind.MONEY, report.programme.currency),
        ],
        rows=[
            (spring_name(row.spring), sector_name(row.sector), communities[row.community], row.minor)
            for row in report.streams
        ],
    )


def _explained(report: QuarterlyReport) -> str:
    words = _(
        "Money and work for projects to date (%(until)s), in %(currency)s: what families gave, what funds matched "
        "and what other partners agreed to bring, by sector and by community. The width of a band is its amount; "
        "percentages are of all of it.",
        until=labels.day(report.span.ends_on),
        currency=report.programme.currency,
    )
    below = sum(row.minor < 0 for row in report.streams)
    if below:
        left_out = ngettext(
            "One amount below zero is in the table only.",
            "%(num)s amounts below zero are in the table only.",
            below,
        )
        return f"{words} {left_out} {findings.rounded()}"
    return f"{words} {findings.rounded()}"
