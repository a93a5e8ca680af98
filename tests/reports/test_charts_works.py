"""What the charts of works and of targets find, and that they draw what the workbook says."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from reports.charts.chart import Chart
from reports.charts.targets.chart import targets
from reports.charts.works.chart import works
from reports.charts.works.pace import AHEAD
from reports.report import QuarterlyReport
from tests.reports.books import Maker, make_books, report_of
from tests.reports.drawings import column, names, sheet, trace

QUARTER = "2026-Q2"

Share = tuple[int, str | None]
"""Percent of the budget that is spent, and of the works that is done."""


def works_of(engine: Engine, *shares: Share) -> QuarterlyReport:
    """Projects P0, P1, ... with a budget of 1,000."""

    def fill(make: Maker) -> None:
        community = make.community("C")
        for number, (spent, done) in enumerate(shares):
            project = make.project(
                *(community, f"P{number}", 1_000), approved="2026-01-01", name=f"Bridge {number}"
            )
            make.expenditure(project, f"X-{number}", "2026-04-01", 10 * spent)
            if done is not None:
                make.progress(project, "2026-05-01", done)

    make_books(engine, fill)
    return report_of(engine, QUARTER)


def works_chart(engine: Engine, *shares: Share) -> Chart:
    chart = works(works_of(engine, *shares))
    assert chart is not None
    return chart


def targets_chart(engine: Engine, *measured: tuple[str, str, str | None, str, str | None]) -> Chart | None:
    """Of projects P0, P1, ... one indicator each: its code, name, baseline, target and what was measured."""

    def fill(make: Maker) -> None:
        community = make.community("C")
        for number, (code, name, baseline, target, value) in enumerate(measured):
            project = make.project(community, f"P{number}", 1_000, name=f"Bridge {number}")
            indicator = make.indicator(project, code, target, baseline=baseline)
            indicator.name = name
            if value is not None:
                make.measurement(indicator, "2026-05-01", value)

    make_books(engine, fill)
    return targets(report_of(engine, QUARTER))


def finding(chart: Chart | None) -> str:
    assert chart is not None
    return chart.finding


def test_works_are_drawn_as_the_workbook_has_them(village_report: QuarterlyReport, tmp_path: Path) -> None:
    chart = works(village_report)
    assert chart is not None
    [water] = [row for row in sheet(village_report, "projects", tmp_path) if row["code"] == "WATER"]
    assert list(trace(chart, "Works done").x) == [water["physical_progress"]] == [55]
    assert list(trace(chart, "Budget spent").x) == [Decimal(str(water["financial_progress"])) * 100]
    assert chart.finding == "In Piped water works keep up with the money: 55% is built, 32% is spent."
    assert "spent, with work in kind and the money of all who pay" in chart.explains


def test_projects_without_progress_stand_in_the_table_alone(village_report: QuarterlyReport) -> None:
    chart = works(village_report)
    assert chart is not None
    assert column(chart, "Project") == ["WATER", "ROAD", "SCHOOL"]
    assert column(chart, "What to look at") == ["", *["Nobody has reported progress of works"] * 2]
    assert (
        "2 projects have no report of progress or no budget, and stand in the table alone." in chart.explains
    )


def test_money_that_runs_ahead_is_flagged_first_in_words_and_shape(sqlite_engine: Engine) -> None:
    chart = works_chart(sqlite_engine, (50, "52"), (82, "55"), (40, "20"))
    assert chart.finding == (
        "In 2 of 3 projects money runs ahead of the works. The furthest is Bridge 1: 82% is spent, 55% is built."
    )
    flagged = trace(chart, "Budget spent, ahead of the works")
    assert (list(flagged.x), list(flagged.y)) == ([82, 40], [0, 1])
    assert flagged.marker.symbol != trace(chart, "Budget spent").marker.symbol
    assert names(chart) == ["<b>+27 points</b>  Bridge 1", "<b>+20 points</b>  Bridge 2", "Bridge 0"]
    assert column(chart, "What to look at") == ["Money is ahead", "Money is ahead", ""]


def test_a_lead_of_as_many_points_as_an_advance_takes_is_not_flagged(sqlite_engine: Engine) -> None:
    chart = works_chart(sqlite_engine, (40 + AHEAD, "40"), (60, "60"))
    assert chart.finding == "Works keep up with the money in all 2 projects compared."
    assert f"more than {AHEAD} points further" in chart.explains


def test_one_project_whose_money_runs_ahead_is_named(sqlite_engine: Engine) -> None:
    chart = works_chart(sqlite_engine, (120, "80"), (10, None))
    assert chart.finding == "In Bridge 0 money runs ahead of the works: 120% is spent, 80% is built."
    assert chart.figure.layout.xaxis.range[1] > 120


def test_no_progress_of_works_no_chart(sqlite_engine: Engine) -> None:
    assert works(works_of(sqlite_engine, (10, None))) is None


def test_a_chart_of_works_grows_with_its_rows_and_ends(sqlite_engine: Engine) -> None:
    chart = works_chart(sqlite_engine, *[(number, "0") for number in range(45)])
    assert len(trace(chart, "Works done").x) == 30
    assert len(chart.rows) == 45
    assert "The 30 with most money ahead are drawn; the table has all." in chart.explains


def test_targets_are_drawn_as_the_workbook_has_them(village_report: QuarterlyReport, tmp_path: Path) -> None:
    chart = targets(village_report)
    assert chart is not None
    rows = sheet(village_report, "indicators", tmp_path)
    progress = {(row["project"], row["code"]): row["progress"] for row in rows}
    drawn = [progress["WATER", "BENEF"] * 100, progress["WATER", "TAPS"] * 100]
    assert list(trace(chart, "Not yet").x) == list(trace(chart, "Median").x) == drawn == [75, 50]
    assert list(trace(chart, "Reached its target").x) == []
    assert column(chart, "Way to the target") == [Decimal("0.75"), Decimal("0.5"), None]
    assert chart.finding == (
        "None of 2 indicators has reached its target. Furthest from it: Indicator TAPS (Piped water), "
        "at 50% of the way."
    )
    assert "1 indicator was not measured or has no baseline" in chart.explains


def test_indicators_of_a_code_share_a_row_and_the_furthest_is_told_by_its_median(
    sqlite_engine: Engine,
) -> None:
    chart = targets_chart(
        sqlite_engine,
        ("BENEF", "People with water", "0", "100", "110"),
        ("TAPS", "Taps", "0", "10", "2"),
        ("TAPS", "Taps", "0", "10", "10"),
        ("TAPS", "Taps", "0", "10", "4"),
    )
    assert finding(chart) == (
        "2 of 4 indicators have reached their target. Furthest from it: Taps, at 40% in the median of 3 projects."
    )
    assert chart is not None
    assert list(trace(chart, "Median").x) == [110, 40]
    assert list(trace(chart, "Not yet").y) == [1, 1]


def test_an_indicator_that_is_to_fall_has_reached_its_target_below_it(sqlite_engine: Engine) -> None:
    chart = targets_chart(sqlite_engine, ("HOURS", "Hours to fetch water", "4", "1", "0.5"))
    assert finding(chart) == "Hours to fetch water has reached its target."
    assert chart is not None
    assert column(chart, "Way to the target")[0] > 1


def test_what_projects_call_differently_is_called_by_its_code_or_what_it_stands_for(
    sqlite_engine: Engine,
) -> None:
    chart = targets_chart(
        sqlite_engine,
        ("BENEF", "People with water", "0", "100", "50"),
        ("BENEF", "Pupils", "0", "100", "50"),
        ("X", "One", "0", "10", "9"),
        ("X", "Other", "0", "10", "9"),
    )
    assert chart is not None
    assert names(chart) == ["<b>0 of 2</b>  People who benefit", "<b>0 of 2</b>  X"]


def test_all_targets_reached(sqlite_engine: Engine) -> None:
    one = ("HOUSES", "Houses handed over", "0", "10", "10")
    assert finding(targets_chart(sqlite_engine, one, one)) == "All 2 indicators have reached their target."


def test_progress_far_beyond_the_target_is_an_arrow_at_the_edge(sqlite_engine: Engine) -> None:
    chart = targets_chart(
        sqlite_engine, ("BENEF", "People", "0", "10", "90"), ("TAPS", "Taps", "10", "12", "1")
    )
    assert chart is not None
    beyond, below = trace(chart, "Reached its target"), trace(chart, "Not yet")
    assert (list(beyond.x), list(beyond.marker.symbol)) == ([200], ["triangle-right"])
    assert (list(below.x), list(below.marker.symbol)) == ([-100], ["triangle-left"])
    assert column(chart, "Way to the target") == [9, Decimal("-4.5")]
    assert (
        "What fell back by more than 100 percent, or came further than 200, is an arrow at the edge."
        in chart.explains
    )


@pytest.mark.parametrize(("baseline", "value"), [(None, "5"), ("0", None)])
def test_nothing_measured_or_no_baseline_no_chart(
    sqlite_engine: Engine, baseline: str | None, value: str | None
) -> None:
    assert targets_chart(sqlite_engine, ("BENEF", "People", baseline, "10", value)) is None


def test_names_from_the_books_are_plain_in_charts_and_whole_in_tables(sqlite_engine: Engine) -> None:
    long = "Roof & <b>walls</b> of the school that stands above the upper quarter of the village"
    chart = targets_chart(
        sqlite_engine, ("BENEF", long, "0", "10", "5"), ("TAPS", "Taps <i>", "0", "10", "5")
    )
    assert chart is not None
    assert names(chart) == [
        "Roof &amp; &lt;b&gt;walls&lt;/b&gt; of the school that stan…",
        "Taps &lt;i&gt;",
    ]
    assert column(chart, "Indicator") == [long, "Taps <i>"]


def test_what_fell_back_behind_its_baseline_is_said_so(sqlite_engine: Engine) -> None:
    chart = targets_chart(
        sqlite_engine, ("TAPS", "Taps", "10", "20", "5"), ("BENEF", "People", "0", "10", "10")
    )
    assert finding(chart) == (
        "1 of 2 indicators has reached its target. Furthest from it: Taps (Bridge 0), now behind its baseline."
    )
