"""What the charts of money find, in words: the usual, the odd, and names that are no markup."""

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import Babel, force_locale
from sqlalchemy import Engine

from core.calendar import parse_span
from grants.models.funds import Fund
from household_groups.models.projects import Project
from household_groups.sectors import sector_name
from reports.charts.chart import Chart
from reports.charts.flow.chart import flow
from reports.charts.leverage.chart import leverage
from reports.charts.over_time.chart import over_time
from reports.charts.over_time.giving import span_before
from reports.report import QuarterlyReport
from tests.reports.books import Amount, Maker, make_books, report_of

NASTY = 'A & <b>B</b> %{x} <a href="x">'


class Given:
    """A programme in which a community gives money to its one project, and a fund matches it."""

    def __init__(self, make: Maker) -> None:
        self._make = make
        self._number = 0
        self._fund: Fund = make.fund("IOM", 10**9)
        self._rule = make.rule(self._fund, "ONE")
        self.projects: dict[str, Project] = {}

    def __call__(
        self, on: str, amount: Amount, matched: Amount = 0, at: str = "Upper", kind: str = "cash"
    ) -> None:
        if at not in self.projects:
            place = self._make.community(f"C{len(self.projects)}", name=at, admin1="Khatlon")
            self.projects[at] = self._make.project(place, f"P-{place.code}", 1_000, approved="2019-02-01")
            self._group = self._make.group(place, f"G-{place.code}")
        self._number += 1
        given = self._make.contribution(
            self.projects[at], self._group, f"K-{self._number}", on, abs(int(amount)), kind=kind
        )
        if int(amount) < 0:
            self._make.reversal(given, "2019-05-05", -int(amount))
        if matched:
            self._make.entry(given, self._rule, self._fund, on, granted=matched)


def report_on(engine: Engine, fill: Callable[[Given], None], span: str = "2019-Q2") -> QuarterlyReport:
    make_books(engine, lambda make: fill(Given(make)))
    return report_of(engine, span)


def found(chart: Chart | None) -> str:
    assert chart is not None
    return chart.finding


@pytest.mark.parametrize(
    ("earlier", "now", "words"),
    [
        (1_000, 810, "Families gave 810 TJS in Q2 2019, 19% less than in Q1 2019."),
        (1_000, 1_250, "Families gave 1,250 TJS in Q2 2019, 25% more than in Q1 2019."),
        (1_000, 1_000, "Families gave 1,000 TJS in Q2 2019, as much as in Q1 2019."),
        (1_000, 2_500, "Families gave 2,500 TJS in Q2 2019, 2.50 times as much as in Q1 2019."),
        (1_000, 999, "Families gave 999 TJS in Q2 2019, 0.1% less than in Q1 2019."),
        (0, 99, "Families gave 99.00 TJS in Q2 2019, after nothing in Q1 2019."),
        (1_000, 0, "Families gave nothing in Q2 2019, after 1,000 TJS in Q1 2019."),
    ],
)
def test_what_families_gave_is_compared_with_the_quarter_before(
    sqlite_engine: Engine, earlier: int, now: int, words: str
) -> None:
    def fill(give: Given) -> None:
        for on, amount in (("2019-01-15", earlier), ("2019-04-15", now)):
            if amount:
                give(on, amount)

    assert found(over_time(report_on(sqlite_engine, fill))) == f"{words} Funds matched nothing."


def test_what_was_taken_back_is_said_so(sqlite_engine: Engine) -> None:
    report = report_on(sqlite_engine, lambda give: give("2019-01-15", -300))
    assert found(over_time(report)) == (
        "Families took back 300 TJS more than they gave in Q2 2019. Funds matched nothing."
    )


def test_the_first_quarter_is_compared_with_none(sqlite_engine: Engine) -> None:
    report = report_on(sqlite_engine, lambda give: give("2019-01-15", 300, 426), "2019-Q1")
    assert found(over_time(report)) == (
        "Families gave 300 TJS in Q1 2019. Funds matched 426 TJS, 1.42 for each 1.00."
    )


def test_a_quarter_in_which_nothing_happened(sqlite_engine: Engine) -> None:
    report = report_on(sqlite_engine, lambda give: give("2019-01-15", 300, 426), "2019-Q3")
    assert found(over_time(report)) == (
        "Families gave nothing in Q3 2019, nor in Q2 2019. Funds matched nothing."
    )


def test_months_are_compared_with_as_many_months_before() -> None:
    assert str(span_before(parse_span("2020-Q1"))) == "2019-Q4"
    assert str(span_before(parse_span("2020-01..2020-08"))) == "2019-05..2019-12"
    assert str(span_before(parse_span("2020-05..2020-05"))) == "2020-04..2020-04"


def test_leverage_names_the_highest_and_the_lowest(sqlite_engine: Engine) -> None:
    def fill(give: Given) -> None:
        give("2019-04-01", 100, 210, at="Vorukh")
        give("2019-04-01", 100, 40, at="Hiloli")
        give("2019-04-01", 100, 176, at="Obi Garm")

    assert found(leverage(report_on(sqlite_engine, fill))) == (
        "Each 1.00 TJS that families gave was matched with 1.42: most in Vorukh (2.10), least in Hiloli (0.40)."
    )


@pytest.mark.parametrize(
    ("matched", "words"),
    [
        ((0, 0, 0), "Nothing of what families gave, 300 TJS, has been matched."),
        ((60, 60, 60), "Each 1.00 TJS that families gave was matched with 0.60, everywhere alike."),
        (
            (150, 0, 30),
            "Each 1.00 TJS that families gave was matched with 0.60: most in C1 (1.50), nothing in C2.",
        ),
        (
            (150, 0, 0),
            "Each 1.00 TJS that families gave was matched with 0.50: most in C1 (1.50), "
            "nothing in 2 communities.",
        ),
    ],
)
def test_where_nothing_was_matched_and_where_all_is_alike(
    sqlite_engine: Engine, matched: tuple[int, ...], words: str
) -> None:
    def fill(give: Given) -> None:
        for number, amount in enumerate(matched, 1):
            give("2019-04-01", 100, amount, at=f"C{number}")

    assert found(leverage(report_on(sqlite_engine, fill))) == words


def test_leverage_of_a_single_community_names_it(sqlite_engine: Engine) -> None:
    report = report_on(sqlite_engine, lambda give: give("2019-04-01", 100, 50, at="Vorukh"))
    assert found(leverage(report)) == ("Each 1.00 TJS that families of Vorukh gave was matched with 0.50.")


def test_a_community_that_gave_work_alone_has_no_leverage_and_stands_in_the_table(
    sqlite_engine: Engine,
) -> None:
    def fill(give: Given) -> None:
        give("2019-04-01", 100, 50, at="Vorukh")
        give("2019-04-01", 100, at="Hiloli", kind="labour")

    chart = leverage(report_on(sqlite_engine, fill))
    assert chart is not None
    assert [(row[0], row[-1]) for row in chart.rows][1] == ("Hiloli", None)


def test_the_parts_of_the_flow_add_up_to_a_hundred(sqlite_engine: Engine) -> None:
    def fill(make: Maker) -> None:
        give = Given(make)
        give("2019-04-01", 445, 505)
        [project] = give.projects.values()
        make.other_funding(project, "O-1", "Jamoat", "2019-04-01", 50)

    make_books(sqlite_engine, fill)
    assert found(flow(report_of(sqlite_engine, "2019-Q2"))) == (
        "Of 1,000 TJS for projects, families brought 45%, funds 50% and others 5%. "
        "All of it is for one sector: Basic drinking water supply."
    )


def test_families_who_bring_all_of_it(sqlite_engine: Engine) -> None:
    report = report_on(sqlite_engine, lambda give: give("2019-04-01", 100, kind="labour"))
    assert found(flow(report)).startswith("Families brought all of the 100 TJS for projects.")
    assert over_time(report) is None


def test_huge_and_tiny_amounts(sqlite_engine: Engine) -> None:
    def fill(give: Given) -> None:
        give("2019-04-01", 9_999_999_999, "0.01")

    report = report_on(sqlite_engine, fill)
    assert "Families gave 9,999,999,999 TJS" in found(over_time(report))
    assert "Funds matched 0.01 TJS, 0.000000000001 for each 1.00." in found(over_time(report))
    assert "funds 0.0%" in found(flow(report))


def test_numbers_are_written_as_the_reader_does(sqlite_engine: Engine) -> None:
    report = report_on(sqlite_engine, lambda give: give("2019-04-01", 41_230, 58_546))
    app = Flask(__name__)
    Babel(app)
    with app.app_context(), force_locale("de"):
        assert "41.230 TJS in Q2 2019" in found(over_time(report))
        assert "1,42" in found(leverage(report))


def test_a_name_from_the_books_is_no_markup_and_no_template(sqlite_engine: Engine) -> None:
    """Nor is any other tag needed than that of a new line."""

    def fill(give: Given) -> None:
        give("2019-04-01", 100, 50, at=NASTY)
        give("2019-04-01", 100, 60, at="Short")

    report = report_on(sqlite_engine, fill)
    for chart in (over_time(report), leverage(report), flow(report)):
        assert chart is not None
        figure = chart.figure.to_json()
        texts = json.loads(figure)
        assert re.findall(r"<(?!br>|extra>|/extra>)", json.dumps(texts, ensure_ascii=False)) == []
        templates = re.findall(r'"hovertemplate": "([^"]*)"', json.dumps(texts))
        assert templates
        assert not any("A &" in template for template in templates)


def test_a_sector_of_no_list_is_named_by_its_category_or_its_code() -> None:
    names = [sector_name(code) for code in ("14031", "21020", "14099", "99999")]
    assert names == ["Basic drinking water supply", "Road transport", "Water supply and sanitation", "99999"]
