"""The table behind a chart, cell by cell, in the reader's notation."""

from collections.abc import Iterator
from typing import Any

from flask_babel import format_decimal, format_percent

from core.web.i18n import MINUS, NOTHING, day, minor
from reports.charts.chart import Chart, ChartColumn
from reports.sheets.columns import NUMBERS, Kind

_PATTERNS = {
    Kind.COUNT: "#,##0.###",  # a count of people may be one of halves
    Kind.DECIMAL: "#,##0.######",
    Kind.QUOTIENT: "#,##0.00",
}


def head_of(column: ChartColumn) -> str:
    """The name, and the currency of money."""
    return f"{column.name}, {column.currency}" if column.currency else column.name


def is_number(column: ChartColumn) -> bool:
    return column.kind in NUMBERS


def rows_of(chart: Chart) -> Iterator[list[str]]:
    for row in chart.rows:
        yield [_said(column, value) for column, value in zip(chart.columns, row, strict=True)]


def _said(column: ChartColumn, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if column.kind is Kind.TEXT:
        return str(value)
    if column.kind is Kind.DATE:
        return day(value)
    if column.kind is Kind.MONEY:
        return minor(value, column.currency)
    return _number(column.kind, value).replace("-", MINUS)


def _number(kind: Kind, value: Any) -> str:
    if kind is Kind.SHARE:
        return str(format_percent(value, "#,##0.0%"))
    if kind is Kind.PERCENT:
        return str(format_percent(value / 100, "#,##0.0%"))
    return str(format_decimal(value, _PATTERNS[kind]))
