"""The chart of what projects achieve: how far each of their indicators is on the way to its target."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from reports import labels
from reports.charts import findings
from reports.charts.chart import Chart, ChartColumn
from reports.charts.targets.achieving import achieved
from reports.charts.targets.drawing import LEAST, MOST, is_beyond, targets_of
from reports.figures.achievements import IndicatorRow
from reports.figures.targets import TargetRow, target_rows
from reports.report import QuarterlyReport
from reports.sheets.columns import Kind

_MOST_DRAWN = 30


def targets(report: QuarterlyReport) -> Chart | None:
    rows = target_rows(report.indicators)
    if not rows:
        return None
    projects = {row.code: row.name for row in report.projects}
    return Chart(
        name="targets",
        finding=achieved(rows, projects),
        explains=_explained(report, rows),
        figure=targets_of(rows[:_MOST_DRAWN], projects),
        columns=[
            ChartColumn(_("Project"), Kind.TEXT),
            ChartColumn(_("Indicator"), Kind.TEXT),
            ChartColumn(_("Unit"), Kind.TEXT),
            ChartColumn(_("Baseline"), Kind.DECIMAL),
            ChartColumn(_("Target"), Kind.DECIMAL),
            ChartColumn(_("Measured"), Kind.DECIMAL),
            ChartColumn(_("Measured on"), Kind.DATE),
            ChartColumn(_("Way to the target"), Kind.SHARE),
        ],
        rows=[_cells(row) for row in _in_order(report, rows)],
    )


def _in_order(report: QuarterlyReport, rows: Sequence[TargetRow]) -> list[IndicatorRow]:
    """As they are drawn, then those that cannot be."""
    left = [row for row in report.indicators if row.progress is None]
    return [*(each for row in rows for each in row.indicators), *left]


def _cells(row: IndicatorRow) -> Sequence[Any]:
    return (
        *(row.project, row.name, row.unit, row.baseline, row.target, row.actual),
        *(row.measured_on, row.progress),
    )


def _explained(report: QuarterlyReport, rows: Sequence[TargetRow]) -> str:
    said = [
        _(
            "A point is an indicator of one project, as last measured up to %(until)s: at 0 percent it stands at "
            "its baseline, at 100 percent at its target. Filled points have reached it, the numbers in "
            "bold say how many. A bar ends at the median of the projects.",
            until=labels.day(report.span.ends_on),
        )
    ]
    missing = sum(row.progress is None for row in report.indicators)
    if missing:
        said.append(
            ngettext(
                "%(num)d indicator was not measured or has no baseline, and stands in the table alone.",
                "%(num)d indicators were not measured or have no baseline, and stand in the table alone.",
                missing,
            )
        )
    if any(is_beyond(each) for row in rows for each in row.indicators):
        said.append(
            _(
                "What fell back by more than %(back)d percent, or came further than %(most)d, is an arrow at the "
                "edge.",
                back=-LEAST,
                most=MOST,
            )
        )
    if len(rows) > _MOST_DRAWN:
        said.append(_("The first %(num)d kinds of indicators are drawn; the table has all.", num=_MOST_DRAWN))
    return " ".join([*said, findings.rounded()])
