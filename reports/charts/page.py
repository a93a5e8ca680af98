"""What the page of a report shows, and the file that stands alone: the same, from the same templates."""

from decimal import Decimal
from typing import Any

from flask_babel import format_decimal
from markupsafe import Markup

from reports import labels
from reports.charts import numbers
from reports.charts.chart import Chart
from reports.charts.charts import charts_of
from reports.charts.lead import facts_of, lead_of
from reports.charts.looks import BY_NIGHT, ON_PAPER
from reports.plotly.script import plotly_script
from reports.report import QuarterlyReport


def shown(report: QuarterlyReport) -> dict[str, Any]:
    """The context of `templates/reports/_report.html`."""
    return {
        "report": report,
        "period": labels.period(report.span),
        "lead": lead_of(report),
        "facts": list(facts_of(report)),
        "charts": charts_of(report),
        "figure_of": figure_of,
        "head_of": numbers.head_of,
        "is_number": numbers.is_number,
        "rows_of": numbers.rows_of,
        "colours": {"night": BY_NIGHT, "paper": ON_PAPER},
        "megabytes": megabytes(),
    }


def figure_of(chart: Chart) -> Markup:
    """The figure for `static/charts.js` to draw. Data, which no browser runs; nothing in it ends the element."""
    data = chart.figure.to_json().replace("<", "\\u003c")
    return Markup('<script type="application/json">') + Markup(data) + Markup("</script>")


def megabytes() -> str:
    """What a browser has to load before it can draw, '1.5'."""
    return str(format_decimal(Decimal(len(plotly_script().compressed)) / 10**6, "0.0"))
