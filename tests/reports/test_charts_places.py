"""What the map and the chart of fairness find, and that they draw what the workbook says."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from core.database import session
from core.money import to_major
from core.programmes import Programme
from grants.importing.importing import import_workbook
from household_groups.models.registry import Marginality
from reports.charts.chart import Chart
from reports.charts.equity.chart import equity
from reports.charts.places.chart import places
from reports.charts.places.drawing import LARGEST_CIRCLE
from reports.charts.places.ground import apart, ground_of
from reports.figures.places import marginality_rows
from reports.quarterly import latest_quarter
from reports.report import QuarterlyReport
from tests.reports.books import Maker, make_books, report_of
from tests.reports.drawings import column, sheet, trace
from tests.web import EXAMPLES

QUARTER = "2026-Q2"
KHUROSON = {"latitude": "38.083", "longitude": "68.667", "admin1": "Khatlon"}
ISFARA = {"latitude": "39.967", "longitude": "70.567", "admin1": "Sughd"}

Given = dict[str, Any]
"""Facts of a community, and in somoni what it `gave` (of a `kind`), what IOM and what TOKYO matched."""


def report(engine: Engine, *communities: Given, fund: str | None = None) -> QuarterlyReport:
    def fill(make: Maker) -> None:
        funds = [make.fund(code, 100_000) for code in ("IOM", "TOKYO")]
        rules = [make.rule(each, f"{each.code}-1") for each in funds]
        for number, given in enumerate(communities):
            kind = given.pop("kind", "bank_transfer")
            gave, *matched = (given.pop(each, 0) for each in ("gave", "IOM", "TOKYO"))
            community = make.community(f"C{number}", **{"name": f"Village {number}", **given})
            project = make.project(community, f"P{number}", 50_000, approved="2026-01-01")
            group = make.group(community, f"G{number}")
            contribution = make.contribution(project, group, f"K-{number}", "2026-04-02", gave, kind=kind)
            for of_fund, rule, granted in zip(funds, rules, matched, strict=True):
                make.entry(contribution, rule, of_fund, "2026-04-02", granted=granted)

    make_books(engine, fill)
    return report_of(engine, QUARTER, fund)


def drawn_map(engine: Engine, *communities: Given, fund: str | None = None) -> Chart:
    chart = places(report(engine, *communities, fund=fund))
    assert chart is not None
    return chart


def fairness(engine: Engine, *communities: Given, fund: str | None = None) -> str:
    chart = equity(report(engine, *communities, fund=fund))
    assert chart is not None
    return chart.finding


def circles(chart: Chart) -> Any:
    [found] = [each for each in chart.figure.data if each.mode == "markers+text"]
    return found


def of_class(marginality: Marginality | None, matched: int, population: int | None = 100) -> Given:
    return {"marginality": marginality, "population": population, "gave": 1_000, "IOM": matched}


def test_circles_are_as_large_as_what_came_and_stand_where_the_books_say(sqlite_engine: Engine) -> None:
    chart = drawn_map(
        sqlite_engine,
        {"gave": 100, "IOM": 100, "TOKYO": 100, **KHUROSON, "marginality": Marginality.HIGH},
        {"gave": 800, "IOM": 400, **ISFARA, "marginality": Marginality.LOW},
    )
    assert chart.finding == (
        "Money reached 2 communities in 2 regions. The largest sum went to Village 1 (Sughd): 1,200 TJS."
    )
    shown = circles(chart)
    assert list(shown.marker["size"]) == [1_200_00, 300_00]
    assert (shown.marker.sizemode, shown.marker.sizeref) == ("area", 2 * 1_200_00 / LARGEST_CIRCLE**2)
    assert (list(shown.x), list(shown.y)) == ([70.567, 68.667], [39.967, 38.083])
    assert [each.name for each in chart.figure.data if each.x == (None,)] == [
        "Low marginality",
        "High marginality",
    ]
    assert trace(chart, "Low marginality").marker.color == shown.marker.color[0]
    assert column(chart, "Together") == [1_200_00, 300_00]
    assert chart.source == (
        "Outlines of regions from Natural Earth (public domain), coordinates from the programme's books."
    )
    assert len([each for each in chart.figure.data if each.fill == "toself"]) == 5


def test_the_map_speaks_of_the_funds_own_money(sqlite_engine: Engine) -> None:
    chart = drawn_map(
        sqlite_engine,
        {"gave": 100, "IOM": 50, "TOKYO": 900, **KHUROSON},
        {"gave": 100, "IOM": 20, "TOKYO": 900, **KHUROSON},
        fund="IOM",
    )
    assert chart.finding == (
        "Money of fund IOM and the groups it matches reached 2 communities. "
        "The largest sum went to Village 0 (Khatlon): 150 TJS."
    )
    assert column(chart, "Matched") == [50_00, 20_00]
    assert "that this fund matched" in chart.explains
    assert "TOKYO" not in chart.figure.to_json() + chart.finding + chart.explains


def test_communities_at_one_place_stand_around_it(sqlite_engine: Engine) -> None:
    chart = drawn_map(sqlite_engine, *({"gave": 100, **KHUROSON} for _each in range(4)))
    shown = circles(chart)
    assert len(set(zip(shown.x, shown.y, strict=True))) == 4
    assert (sum(shown.x) / 4, sum(shown.y) / 4) == pytest.approx((68.667, 38.083))
    assert "Communities of which only the same place is known" in chart.explains
    assert set(map(str, column(chart, "Longitude"))) == {"68.667"}
    assert chart.finding == "Money reached 4 communities. None of them received more than 100 TJS."


def test_a_community_alone_at_its_place_stays_there() -> None:
    points = [(68.667, 38.083), (70.567, 39.967)]
    assert apart(points, ground_of(points)) == points


def test_communities_without_coordinates_or_money_stand_in_the_table_alone(sqlite_engine: Engine) -> None:
    chart = drawn_map(
        sqlite_engine,
        {"gave": 100, **KHUROSON},
        {"gave": 90, "name": "Hidden"},
        {"gave": 80, "kind": "labour", **ISFARA},
    )
    assert len(circles(chart).x) == 1
    assert column(chart, "Community")[:2] == ["Village 0", "Hidden"]
    assert column(chart, "Latitude")[1] is None
    assert "1 community has no coordinates and stands in the table alone." in chart.explains
    assert chart.finding.startswith("Money reached 2 communities. The largest sum went to")


def test_all_money_may_go_to_one_community(sqlite_engine: Engine) -> None:
    chart = drawn_map(sqlite_engine, {"gave": 100, "name": "A & <b>", **KHUROSON})
    assert chart.finding == "All money went to A & <b> (Khatlon): 100 TJS."
    assert circles(chart).text[0] == "A &amp; &lt;b&gt;"


def test_no_community_has_coordinates_no_map(sqlite_engine: Engine) -> None:
    assert places(report(sqlite_engine, {"gave": 100})) is None


def test_a_country_without_outlines_has_points_alone(sqlite_engine: Engine) -> None:
    def fill(make: Maker) -> None:
        make._session.get_one(Programme, make.id).country = "MD"
        community = make.community("ORH", latitude="47.38", longitude="28.82")
        project = make.project(community, "P", 100, approved="2026-01-01")
        make.contribution(project, make.group(community, "G"), "K", "2026-04-02", 10)

    make_books(sqlite_engine, fill)
    chart = places(report_of(sqlite_engine, QUARTER))
    assert chart is not None
    assert [each for each in chart.figure.data if each.fill == "toself"] == []
    assert chart.source == "Coordinates from the programme's books."


def test_the_more_marginal_may_get_more_or_less_or_the_same(sqlite_engine: Engine) -> None:
    chart = equity(
        report(
            sqlite_engine,
            of_class(Marginality.LOW, 100),
            of_class(Marginality.VERY_HIGH, 500),
            of_class(Marginality.VERY_HIGH, 100, 300),
            of_class(None, 100),
            of_class(Marginality.LOW, 900, None),
        )
    )
    assert chart is not None
    assert chart.finding == (
        "Communities of very high marginality were matched 1.50 TJS a head, those of low marginality 1.00 TJS. "
        "The more marginal got more."
    )
    lines = trace(chart, "All of the class")
    assert [float(y) for y in lines.y if y is not None] == [1, 1, 1.5, 1.5, 1, 1]
    assert len(trace(chart, "A community").y) == 4
    assert chart.figure.layout.xaxis.ticktext[-1] == "Not known<br><b>1.00</b>"
    assert "1 community has no known population and stands in the table alone." in chart.explains
    assert column(chart, "Community")[:3] == ["1 community", "2 communities together", "1 community"]


@pytest.mark.parametrize(
    ("low", "high", "said"), [(300, 100, "The more marginal got less."), (100, 100, "Both got the same.")]
)
def test_less_and_the_same(sqlite_engine: Engine, low: int, high: int, said: str) -> None:
    found = fairness(sqlite_engine, of_class(Marginality.LOW, low), of_class(Marginality.HIGH, high))
    assert found.endswith(f" TJS. {said}")


def test_one_class_has_none_to_compare_with(sqlite_engine: Engine) -> None:
    found = fairness(sqlite_engine, of_class(Marginality.HIGH, 200), of_class(None, 100))
    assert (
        found
        == "Communities of high marginality were matched 2.00 TJS a head; there are none of another class."
    )


def test_fairness_of_a_fund_is_that_of_its_own_money(sqlite_engine: Engine) -> None:
    found = fairness(
        sqlite_engine,
        {**of_class(Marginality.LOW, 100), "TOKYO": 700},
        {**of_class(Marginality.HIGH, 50), "TOKYO": 900},
        fund="IOM",
    )
    assert found == (
        "Fund IOM matched 0.50 TJS a head in communities of high marginality, and 1.00 TJS in those of "
        "low marginality. The more marginal got less."
    )


@pytest.mark.parametrize(
    "given", [of_class(None, 100), of_class(Marginality.LOW, 0), of_class(Marginality.LOW, 5, None)]
)
def test_nothing_to_compare_no_chart(sqlite_engine: Engine, given: Given) -> None:
    assert equity(report(sqlite_engine, dict(given))) is None


@pytest.mark.parametrize("name", ["khatlon_water", "corners", "colima_joint"])
def test_the_figures_are_those_of_the_workbook(sqlite_engine: Engine, name: str, tmp_path: Path) -> None:
    assert not import_workbook(sqlite_engine, EXAMPLES / f"{name}.xlsx", by="example").problems
    with session(sqlite_engine) as reading:
        programme = reading.get_one(Programme, 1)
        latest = latest_quarter(reading, programme)
        assert latest is not None
        code = programme.code
    found = report_of(sqlite_engine, str(latest), code=code)
    rows = sheet(found, "communities", tmp_path)
    currency = found.programme.currency
    received = {row["code"]: exact(row["contributed_total"]) + exact(row["matched_total"]) for row in rows}
    assert received == {
        place.community.code: to_major(place.received_minor, currency) for place in found.places
    }
    matched = [
        exact(row["matched_total"]) for row, place in zip(rows, found.places, strict=True) if place.population
    ]
    by_class = marginality_rows(found.places)
    assert sum(to_major(each.matched_total_minor, currency) for each in by_class) == sum(matched)


def exact(cell: Any) -> Decimal:
    return Decimal(str(cell))
