"""The chart of what families gave and funds matched: in each month, and added up to date."""

from flask_babel import gettext as _

from reports import labels
from reports.charts import findings
from reports.charts.chart import Chart, ChartColumn
from reports.charts.over_time.drawing import figure_of
from reports.charts.over_time.giving import families_gave, funds_matched, gave_name, matched_name
from reports.report import QuarterlyReport
from reports.sheets.columns import Kind


def over_time(report: QuarterlyReport) -> Chart | None:
    if not report.months:
        return None
    currency, gave, matched = report.programme.currency, gave_name(), matched_name(report)
    return Chart(
        name="over-time",
        finding=f"{families_gave(report)} {funds_matched(report)}",
        explains=_explained(report),
        figure=figure_of(report),
        columns=[
            ChartColumn(_("Month"), Kind.TEXT),
            ChartColumn(gave, Kind.MONEY, currency),
            ChartColumn(matched, Kind.MONEY, currency),
            ChartColumn(_("%(what)s, to date", what=gave), Kind.MONEY, currency),
            ChartColumn(_("%(what)s, to date", what=matched), Kind.MONEY, currency),
        ],
        rows=[
            (
                findings.month(row.starts_on),
                *(row.contributed_minor, row.matched_minor),
                *(row.contributed_total_minor, row.matched_total_minor),
            )
            for row in report.months
        ],
    )


def _explained(report: QuarterlyReport) -> str:
    words = _(
        "The bars show the money that families gave in each month, less what they took back, and what of it "
        "was matched, less what was released; the lines add them up since %(first)s. In %(currency)s, up to "
        "%(until)s; %(span)s is shaded.",
        first=findings.month(report.months[0].starts_on),
        currency=report.programme.currency,
        until=labels.day(report.span.ends_on),
        span=findings.when(report.span),
    )
    return f"{words} {findings.rounded()}"
