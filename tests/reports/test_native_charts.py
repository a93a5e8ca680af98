"""Charts on `summary` draw cells of other sheets, and hold what stands there."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_to_tuple
from sqlalchemy import Engine

from reports.charts import looks as looks_of_pages
from reports.report import QuarterlyReport
from reports.sheets import looks
from reports.workbooks import write_report
from tests.reports.books import Maker, make_books, report_of


@pytest.fixture
def book(village_report: QuarterlyReport, tmp_path: Path) -> Workbook:
    return written(village_report, tmp_path)


def written(report: QuarterlyReport, folder: Path) -> Workbook:
    write_report(report, folder / "report.xlsx")
    return load_workbook(folder / "report.xlsx")


def charts(book: Workbook) -> list[Any]:
    return list(book["summary"]._charts)


def title(chart: Any) -> str:
    return "".join(run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r)


def name(series: Any) -> str:
    return str(series.tx.v)


def values_in(book: Workbook, reference: str) -> list[object]:
    sheet, (left, top, right, bottom) = range_to_tuple(reference)
    rows = book[sheet].iter_rows(top, bottom, left, right, values_only=True)
    return [value for row in rows for value in row]


def test_three_charts_say_what_they_show_and_in_which_unit(book: Workbook) -> None:
    assert [title(chart) for chart in charts(book)] == [
        "Contributed and matched in each month, TJS",
        "Contributed and matched to date, by community, TJS",
        "Matched and paid to date, of the budget of each fund",
    ]
    over_time, by_community, of_funds = charts(book)
    assert [name(series) for series in over_time.series] == ["Contributed by groups", "Matched by funds"]
    assert [name(series) for series in of_funds.series] == ["Matched", "Paid to projects"]
    for chart, unit in zip(charts(book), ("TJS", "TJS", "of the budget"), strict=True):
        assert "".join(run.t for run in chart.y_axis.title.tx.rich.p[0].r) == unit
        assert (chart.x_axis.delete, chart.y_axis.delete) == (False, False)
    assert (over_time.type, by_community.type, of_funds.type) == ("col", "bar", "bar")


def test_charts_hold_what_stands_in_the_cells_that_they_draw(book: Workbook) -> None:
    for chart in charts(book):
        for series in chart.series:
            labels, numbers = series.cat.strRef, series.val.numRef
            assert [point.v for point in labels.strCache.pt] == values_in(book, labels.f)
            assert [point.v for point in numbers.numCache.pt] == values_in(book, numbers.f)


def test_charts_draw_the_right_rows(book: Workbook) -> None:
    over_time, by_community, of_funds = charts(book)
    contributed, matched = over_time.series
    assert contributed.cat.strRef.f == "months!$A$2:$A$6"
    assert values_in(book, contributed.cat.strRef.f)[-1] == "2026-06"
    assert values_in(book, contributed.val.numRef.f) == [1000, 0, 800, 1100.11, -283.3]
    assert values_in(book, matched.val.numRef.f) == [1000, 0, 300, 132, 0]
    assert by_community.series[0].val.numRef.f == "largest_communities!$C$2:$C$3"
    assert values_in(book, by_community.series[0].cat.strRef.f) == ["Upper village", "Lower"]
    assert values_in(book, of_funds.series[0].cat.strRef.f) == ["IOM", "TOKYO"]
    assert values_in(book, of_funds.series[0].val.numRef.f) == [0.13, 0.024]
    assert values_in(book, of_funds.series[1].val.numRef.f) == [0.105, 0.02]


def test_charts_stand_below_the_table_and_are_printed_with_it(book: Workbook) -> None:
    summary = book["summary"]
    boxes = [(chart.anchor._from, chart.anchor.to) for chart in charts(book)]
    assert boxes[0][0].row > summary.max_row
    assert boxes[0][1].row < boxes[1][0].row == boxes[2][0].row
    assert boxes[1][1].col <= boxes[2][0].col
    last_row = max(end.row for _, end in boxes)
    assert summary.print_area == f"'summary'!$A$1:$D${last_row}"
    assert max(end.col for _, end in boxes) == 4
    assert (summary.page_setup.orientation, summary.page_setup.fitToHeight) == ("portrait", 1)


def test_nothing_but_the_measures_stands_in_the_cells_of_the_summary(book: Workbook) -> None:
    """Programs read the sheet to its end, and `control` adds its columns up."""
    assert book["summary"].max_row == 15


def test_colours_are_those_of_the_page() -> None:
    assert (f"#{looks.FAMILIES}".lower(), f"#{looks.FUNDS}".lower()) == (
        looks_of_pages.FAMILIES,
        looks_of_pages.FUNDS,
    )


def test_books_without_anything_in_them_have_no_chart(sqlite_engine: Engine, tmp_path: Path) -> None:
    make_books(sqlite_engine, lambda make: None)
    book = written(report_of(sqlite_engine, "2026-Q2"), tmp_path)
    assert charts(book) == []
    assert book["summary"].page_setup.orientation == "landscape"


@pytest.mark.parametrize(
    ("amount", "unit", "number_format"),
    [
        ("9.99", "TJS", "#,##0.00"),
        ("9999999.99", "TJS", "#,##0"),
        ("10000000", "million TJS", "#,##0,,"),
        ("10000000000", "thousand million TJS", "#,##0,,,"),
    ],
)
def test_numbers_at_an_axis_are_short(
    sqlite_engine: Engine, tmp_path: Path, amount: str, unit: str, number_format: str
) -> None:
    def one_gift(make: Maker) -> None:
        place = make.community("UPPER")
        make.contribution(
            make.project(place, "WATER", 1), make.group(place, "G1"), "K-1", "2026-04-05", amount
        )

    make_books(sqlite_engine, one_gift)
    over_time, _ = charts(written(report_of(sqlite_engine, "2026-Q2"), tmp_path))
    assert title(over_time) == f"Contributed and matched in each month, {unit}"
    assert (over_time.y_axis.numFmt.formatCode, over_time.y_axis.scaling.min) == (number_format, 0)


def seventeen_villages(make: Maker) -> None:
    for number in range(17):
        place = make.community(f"C{number:02}", name=f"Village {number}")
        project = make.project(place, f"P{number}", 1_000)
        for month in range(40):
            day = f"{2023 + month // 12}-{month % 12 + 1:02}-05"
            make.contribution(
                project, make.group(place, f"G{number}-{month}"), f"K-{number}-{month}", day, number + 1
            )


def test_the_largest_communities_are_shown_and_the_others_are_counted(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    make_books(sqlite_engine, seventeen_villages, starts_on="2023-01-01")
    book = written(report_of(sqlite_engine, "2026-Q2"), tmp_path)
    over_time, by_community = charts(book)
    assert title(by_community) == "Contributed and matched to date, in the 14 largest of 17 communities, TJS"
    [largest, *_] = rows = list(book["largest_communities"].iter_rows(min_row=2, values_only=True))
    assert largest == ("Village 16", 1, 680, 0)
    assert rows[-1] == ("others", 3, 240, 0)
    assert len(values_in(book, by_community.series[0].cat.strRef.f)) == 14
    # Three years at the most: bars of more months would be too thin.
    assert over_time.series[0].cat.strRef.f == "months!$A$8:$A$43"
