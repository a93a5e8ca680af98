"""The chart of works: how far they are, beside how much of the money for them is spent."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from reports import labels
from reports.charts import findings
from reports.charts.chart import Chart, ChartColumn
from reports.charts.works.drawing import works_of
from reports.charts.works.pace import AHEAD, is_comparable, pace, pairs_of
from reports.figures.projects import ProjectRow
from reports.report import QuarterlyReport
from reports.sheets.columns import Kind

_MOST_DRAWN = 30
"""More do not fit on a page of paper."""


def works(report: QuarterlyReport) -> Chart | None:
    compared = pairs_of(report.projects)
    if not compared:
        return None
    return Chart(
        name="works",
        finding=pace(compared),
        explains=_explained(report, len(compared)),
        figure=works_of(compared[:_MOST_DRAWN]),
        columns=[
            ChartColumn(_("Project"), Kind.TEXT),
            ChartColumn(_("Name"), Kind.TEXT),
            ChartColumn(_("Works done"), Kind.PERCENT),
            ChartColumn(_("Budget spent"), Kind.SHARE),
            ChartColumn(_("Works planned by now"), Kind.PERCENT),
            ChartColumn(_("What to look at"), Kind.TEXT),
        ],
        rows=[
            *(_cells(pair.project, _("Money is ahead") if pair.is_ahead else "") for pair in compared),
            *(_cells(row, _missing(row)) for row in report.projects if not is_comparable(row)),
        ],
    )


def _cells(row: ProjectRow, remark: str) -> Sequence[Any]:
    return (
        *(row.code, row.name, row.physical_progress, row.financial_progress, row.planned_progress),
        remark,
    )


def _missing(row: ProjectRow) -> str:
    if row.physical_progress is None:
        return str(_("Nobody has reported progress of works"))
    return str(_("No approved budget to compare with"))


def _explained(report: QuarterlyReport, compared: int) -> str:
    said = [
        _(
            "Of each project, in percent: how much of the works is done, as last reported up to %(until)s, and "
            "how much of the budget is spent, with work in kind and the money of all who pay. Money counts as "
            "ahead where it is more than %(points)d points further.",
            until=labels.day(report.span.ends_on),
            points=AHEAD,
        )
    ]
    missing = len(report.projects) - compared
    if missing:
        said.append(
            ngettext(
                "%(num)d project has no report of progress or no budget, and stands in the table alone.",
                "%(num)d projects have no report of progress or no budget, and stand in the table alone.",
                missing,
            )
        )
    if compared > _MOST_DRAWN:
        said.append(_("The %(num)d with most money ahead are drawn; the table has all.", num=_MOST_DRAWN))
    return " ".join([*said, findings.rounded()])
