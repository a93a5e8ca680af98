"""What the page of a report shows, and the file that stands alone: the same, from the same templates."""

from decimal import Decimal
from typing import Any

from flask_babel import format_decimal
from markupsafe import Markup

from grants.telling.labels import PREPARED_BY, SECTIONS
from reports import grievances_in_words, labels
from reports.charts import numbers
from reports.charts.chart import Chart
from reports.charts.charts import charts_of
from reports.charts.lead import facts_of, lead_of
from reports.charts.looks import BY_NIGHT, ON_PAPER
from reports.equity import words as equity_words
from reports.narrating.told import sections_told
from reports.plotly.script import plotly_script
from reports.report import QuarterlyReport
from reports.serving.finding import serving_of
from reports.signing.labels import STATES as SIGNATURE_STATES
from reports.signing.labels import TONES as SIGNATURE_TONES


def shown(report: QuarterlyReport) -> dict[str, Any]:
    """The context of `templates/reports/_report.html`."""
    return {
        "report": report,
        "period": labels.period(report.span),
        "lead": lead_of(report),
        "facts": list(facts_of(report)),
        "charts": charts_of(report),
        "serving": serving_of(report),
        "figure_of": figure_of,
        "head_of": numbers.head_of,
        "is_number": numbers.is_number,
        "rows_of": numbers.rows_of,
        "colours": {"night": BY_NIGHT, "paper": ON_PAPER},
        "megabytes": megabytes(),
        "grievance_words": grievances_in_words,
        "equity_words": equity_words,
        "told": sections_told(report.narrative),
        "section_labels": SECTIONS,
        "prepared_by": PREPARED_BY,
        "signature_states": SIGNATURE_STATES,
        "signature_tones": SIGNATURE_TONES,
    }


def figure_of(chart: Chart) -> Markup:
    """The figure for `static/charts.js` to draw. Data, which no browser runs; nothing in it ends the element."""
    data = chart.figure.to_json().replace("<", "\\u003c")
    return Markup('<script type="application/json">') + Markup(data) + Markup("</script>")


def megabytes() -> str:
    """What a browser has to load before it can draw, '1.5'."""
    return str(format_decimal(Decimal(len(plotly_script().compressed)) / 10**6, "0.0"))
