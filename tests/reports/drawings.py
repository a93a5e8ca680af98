"""Reads what a chart draws and what its page says, and the sheets that say the same."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from reports.charts.chart import Chart
from reports.report import QuarterlyReport
from reports.workbooks import write_report


def trace(chart: Chart, name: str) -> Any:
    """The trace of that name in the legend."""
    [found] = [each for each in chart.figure.data if each.name == name]
    return found


def names(chart: Chart) -> list[str]:
    """What stands above the rows of a chart."""
    [found] = [each for each in chart.figure.data if each.type == "scatter" and each.mode == "text"]
    return list(found.text)


def column(chart: Chart, name: str) -> list[Any]:
    """A column of the chart's table."""
    place = [each.name for each in chart.columns].index(name)
    return [row[place] for row in chart.rows]


def sheet(report: QuarterlyReport, name: str, folder: Path) -> list[dict[str, Any]]:
    """The rows of a sheet of the workbook, written and read again."""
    write_report(report, folder / "report.xlsx")
    head, *rows = load_workbook(folder / "report.xlsx")[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]
