"""All charts of a report, in the order in which they are told."""

from collections.abc import Callable

from reports.charts.chart import Chart
from reports.charts.equity.chart import equity
from reports.charts.flow.chart import flow
from reports.charts.leverage.chart import leverage
from reports.charts.over_time.chart import over_time
from reports.charts.places.chart import places
from reports.charts.targets.chart import targets
from reports.charts.works.chart import works
from reports.report import QuarterlyReport

CHARTS: tuple[Callable[[QuarterlyReport], Chart | None], ...] = (
    *(over_time, leverage),  # the money
    *(flow, places),  # where it went
    *(works, targets, equity),  # what came of it
)


def charts_of(report: QuarterlyReport) -> list[Chart]:
    """Those that have something to show."""
    return [chart for draw in CHARTS if (chart := draw(report)) is not None]
