"""The summary of a report as whoever signs it reads it."""

from typing import Any

from flask_babel import format_decimal

from core.web.i18n import minor
from reports.figures.summary import MeasureRow, Unit
from reports.report import QuarterlyReport
from reports.sheets.definitions.measures import MEASURES


def summary_shown(report: QuarterlyReport) -> list[tuple[Any, str, str]]:
    """What is measured, in the quarter, and to date."""
    currency = report.programme.currency
    return [
        (
            MEASURES[row.measure].means,
            _shown(row, row.quarter, currency),
            _shown(row, row.cumulative, currency),
        )
        for row in report.summary
    ]


def _shown(row: MeasureRow, value: Any, currency: str) -> str:
    if value is None:
        return "–"
    if row.unit is Unit.MONEY:
        return minor(int(value), currency)
    return str(format_decimal(value, "#,##0" if row.unit is Unit.COUNT else "#,##0.00"))
