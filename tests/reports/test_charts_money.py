"""The charts of money show what the workbook says: over time, by community, and on its way."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from core.database import make_engine, session
from core.money import to_major
from reports.charts.chart import Chart
from reports.charts.flow.chart import flow
from reports.charts.flow.way import Stop, way_of
from reports.charts.leverage.chart import leverage
from reports.charts.over_time.chart import over_time
from reports.figures.streams import Origin, Spring, StreamRow
from reports.figures.summary import Measure
from reports.quarterly import quarterly_report
from reports.report import QuarterlyReport
from tests.reports.books import Maker, make_books, report_of
from tests.reports.test_examples import NAMES, example

LARGE = [
    pytest.param(f"../../examples/{name}", marks=pytest.mark.slow) for name in ("tajikistan", "guatemala")
]


@pytest.fixture(scope="module", params=[*NAMES, *LARGE])
def reports(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[QuarterlyReport]:
    """Of an example: of all time, of each quarter, and of each of its funds."""
    file = tmp_path_factory.mktemp("charts") / "hashar.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{file}")
    whole, parts = example(engine, request.param)
    with session(engine) as reading:
        of_funds = [
            quarterly_report(reading, whole.programme.code, part.span, fund.code)
            for fund in whole.funds
            for part in (whole, parts[-1])
        ]
    engine.dispose()
    return [whole, *parts, *of_funds]


def summary(report: QuarterlyReport, measure: Measure) -> tuple[Any, Any]:
    [row] = [row for row in report.summary if row.measure is measure]
    return row.quarter, row.cumulative


def drawn(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def test_the_months_add_up_to_the_summary(reports: list[QuarterlyReport]) -> None:
    for report in reports:
        inside = [month for month in report.months if month.starts_on in report.span]
        assert summary(report, Measure.CONTRIBUTED) == (
            sum(month.contributed_minor for month in inside),
            sum(month.contributed_minor for month in report.months),
        )
        assert summary(report, Measure.MATCHED) == (
            sum(month.matched_minor for month in inside),
            sum(month.matched_minor for month in report.months),
        )
        if report.months:
            last = report.months[-1]
            assert last.contributed_total_minor == summary(report, Measure.CONTRIBUTED)[1]
            assert last.matched_total_minor == summary(report, Measure.MATCHED)[1]


def test_the_chart_over_time_draws_the_months_and_lists_them(reports: list[QuarterlyReport]) -> None:
    for report in (report for report in reports if report.months):
        chart, months = drawn(over_time(report)), report.months
        series = [
            [month.contributed_minor for month in months],
            [month.matched_minor for month in months],
            [month.contributed_total_minor for month in months],
            [month.matched_total_minor for month in months],
        ]
        assert [list(column) for column in zip(*chart.rows, strict=True)][1:] == series
        for trace, amounts in zip(chart.figure.data, series, strict=True):
            assert len(set(trace.x)) == len(months)
            assert in_proportion(trace.y, amounts)


def in_proportion(values: Any, amounts: list[int]) -> bool:
    """Whether an axis, be it in thousands, shows these amounts."""
    factors = {Decimal(amount) / value for value, amount in zip(values, amounts, strict=True) if value}
    return len(factors) <= 1 and [bool(value) for value in values] == [bool(amount) for amount in amounts]


def test_leverage_is_that_of_the_sheet_of_communities(reports: list[QuarterlyReport]) -> None:
    for report in reports:
        chart = leverage(report)
        giving = {row.code: row.leverage for row in report.communities if row.contributed_total_minor > 0}
        if chart is None:
            assert giving == {}
            continue
        assert sorted(chart.rows, key=str) == sorted(
            (
                (row.name, row.admin1, row.contributed_total_minor, row.matched_total_minor, row.leverage)
                for row in report.communities
            ),
            key=str,
        )
        [bars], [line] = chart.figure.data, chart.figure.layout.shapes
        assert dict(zip(bars.y, bars.x, strict=True)) == giving
        assert line.x0 == line.x1 == summary(report, Measure.LEVERAGE)[1]


def named(report: QuarterlyReport, source: str) -> str:
    """The report of one fund tells of all other funds, and of all other partners, together."""
    if report.fund is None or source == f"fund {report.fund}":
        return source
    return source.split()[0] if source.startswith(("fund ", "other ")) else source


def test_the_streams_are_what_the_sources_agreed(reports: list[QuarterlyReport]) -> None:
    for report in reports:
        agreed: Counter[str] = Counter()
        for row in report.sources:
            agreed[named(report, row.source)] += row.agreed_minor
        assert total(report.streams, lambda row: source_of(row.spring)) == +agreed
        remitted = [row.minor for row in report.streams if row.spring.origin is Origin.REMITTANCES]
        assert sum(remitted) == summary(report, Measure.REMITTANCES)[1]


def test_the_streams_are_what_the_projects_of_each_sector_and_community_have(
    reports: list[QuarterlyReport],
) -> None:
    for report in reports:
        have: Counter[tuple[str, str]] = Counter()
        for row in report.projects:
            money = row.contributed_total_minor + row.other_funding_minor + row.matched_total_minor
            have[row.sector, row.community] += money + row.in_kind_total_minor
        assert total(report.streams, lambda row: (row.sector, row.community)) == +have


def total(streams: list[StreamRow], by: Any) -> Counter[Any]:
    sums: Counter[Any] = Counter()
    for row in streams:
        sums[by(row)] += row.minor
    return +sums


def source_of(spring: Spring) -> str:
    """As the sheet `sources` names it."""
    if spring.origin is Origin.FUND:
        return f"fund {spring.code}".rstrip()
    if spring.origin is Origin.OTHER:
        return f"other {spring.name}".rstrip()
    return "group in-kind" if spring.origin is Origin.GROUP_IN_KIND else "group money"


def test_what_flows_into_a_sector_flows_out_of_it(reports: list[QuarterlyReport]) -> None:
    for report in (report for report in reports if report.streams):
        chart = drawn(flow(report))
        [sankey] = chart.figure.data
        into: Counter[int] = Counter()
        out: Counter[int] = Counter()
        for start, end, value in zip(
            *(sankey.link[each] for each in ("source", "target", "value")), strict=True
        ):
            assert value > 0
            out[start] += value
            into[end] += value
        springs, communities = out.keys() - into.keys(), into.keys() - out.keys()
        sectors = into.keys() & out.keys()
        assert {sector: into[sector] for sector in sectors} == {sector: out[sector] for sector in sectors}
        whole = to_major(sum(row[-1] for row in chart.rows), report.programme.currency)
        assert sum(out[spring] for spring in springs) == whole
        assert sum(into[community] for community in communities) == whole


def stream(community: str, minor: int, sector: str = "14031", spring: Spring | None = None) -> StreamRow:
    return StreamRow(spring or Spring(Origin.REMITTANCES), sector, community, minor)


def test_small_communities_flow_together_and_nothing_is_lost() -> None:
    way = way_of([stream(f"C{number:02}", number) for number in range(1, 13)])
    assert [(stop.code, minor) for stop, minor in way.column(2).items()] == [
        *((f"C{number:02}", number) for number in range(12, 4, -1)),
        ("", 1 + 2 + 3 + 4),
    ]


def test_a_single_small_one_stands_alone() -> None:
    way = way_of([stream(f"C{number}", number) for number in range(1, 10)])
    assert "C1" in {stop.code for stop in way.column(2)}


def test_the_fund_of_a_report_stands_first_and_alone_however_small() -> None:
    funds = [Spring(Origin.FUND, f"F{number}", f"Fund {number}") for number in range(1, 9)]
    streams = [stream("C", number, spring=fund) for number, fund in enumerate(funds, 1)]
    way = way_of(streams, "F1")
    assert [stop.code for stop in way.column(0)] == ["F1", "F8", "F7", "F6", ""]
    assert way.column(0)[Stop(0, Origin.FUND, "")] == 2 + 3 + 4 + 5


def test_what_is_below_zero_is_not_drawn_and_said_to_be_in_the_table(village_report: QuarterlyReport) -> None:
    village_report.streams.append(stream("UPPER", -500))
    chart = drawn(flow(village_report))
    assert "One amount below zero is in the table only." in chart.explains
    assert chart.rows[-1][-1] == -500
    assert min(chart.figure.data[0].link.value) > 0


def test_what_villages_gave_in_each_month(village_report: QuarterlyReport) -> None:
    """What came in a closed quarter counts in April; what was taken back, on its own day."""
    assert [(f"{month.starts_on:%b}", month.contributed_minor) for month in village_report.months] == [
        ("Feb", 1000_00),  # K-1
        ("Mar", 0),
        ("Apr", 1000_00 + 200_00 - 400_00),  # K-2; K-5 of March; of K-1
        ("May", 1100_11),  # K-3
        ("Jun", 50_00 - 333_30),  # K-8; of K-2, at the rate of April
    ]


def test_a_funds_months_have_its_own_matches_and_its_streams_do_not_say_who_else_gave_what_where(
    fund_report: QuarterlyReport, village_report: QuarterlyReport
) -> None:
    own, whole = (sum(month.matched_minor for month in each.months) for each in (fund_report, village_report))
    assert (own, whole) == (1300_00, 1300_00 + 132_00)
    columns = {row[0] for row in drawn(flow(fund_report)).rows}
    assert columns >= {"Fund IOM: IOM", "Other funds", "Other partners"}
    assert not columns & {"Fund TOKYO: TOKYO", "Jamoat"}
    assert drawn(over_time(fund_report)).columns[2].name == "The fund matched"


def test_nothing_is_drawn_of_an_empty_programme(sqlite_engine: Engine) -> None:
    make_books(sqlite_engine, lambda make: None)
    report = report_of(sqlite_engine, "2026-Q2")
    assert (over_time(report), leverage(report), flow(report)) == (None, None, None)


def test_codes_that_look_like_numbers_are_names(sqlite_engine: Engine) -> None:
    def numbered(make: Maker) -> None:
        for code in ("01", "1"):
            place = make.community(code)
            project = make.project(place, f"P-{code}", 100, approved="2026-01-01")
            make.contribution(project, make.group(place, f"G-{code}"), f"K-{code}", "2026-04-01", 10)

    make_books(sqlite_engine, numbered)
    figure = drawn(leverage(report_of(sqlite_engine, "2026-Q2"))).figure
    assert (figure.layout.yaxis.type, set(figure.data[0].y)) == ("category", {"01", "1"})


def test_of_many_communities_those_that_gave_most_are_drawn(sqlite_engine: Engine) -> None:
    def many(make: Maker) -> None:
        for number in range(1, 33):
            place = make.community(f"C{number:02}")
            project = make.project(place, f"P{number}", 100, approved="2026-01-01")
            make.contribution(project, make.group(place, f"G{number}"), f"K{number}", "2026-04-01", number)

    make_books(sqlite_engine, many)
    chart = drawn(leverage(report_of(sqlite_engine, "2026-Q2")))
    assert set(chart.figure.data[0].y) == {f"C{number:02}" for number in range(3, 33)}
    assert len(chart.rows) == 32
    assert "The 30 communities that gave most are drawn, all are in the table." in chart.explains
