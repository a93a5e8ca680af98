"""Equity: what classes of communities and kinds of groups brought and got, and who has waited longest."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.accounts.person import Reach
from core.calendar import parse_span
from core.database import make_engine, session
from core.roles import Role, ScopeKind
from reports.equity.figures import ComparedBy, EquityRow, Part, size_of, told
from reports.equity.figures import _hidden as hidden
from reports.equity.figures import _row as row_of
from reports.equity.waiting import longest_waits
from reports.equity.words import lead_of, taking_part
from reports.figures.summary import Measure
from reports.quarterly import quarterly_report
from reports.report import QuarterlyReport
from tests.web import MANAGER, Membership, opened, sign_in

DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "JAMOAT")


@pytest.fixture(scope="module")
def engine(khatlon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    made = tmp_path_factory.mktemp("equity") / "hashar.sqlite"
    engine = make_engine(f"sqlite:///{shutil.copy(khatlon, made)}")
    yield engine
    engine.dispose()


def report(engine: sa.Engine, fund: str | None = None) -> QuarterlyReport:
    with session(engine) as reading:
        return quarterly_report(reading, "TJ-KHT", parse_span("2020-Q2"), fund)


def part(households: int | None = 40, taking: int = 8, people: int | None = 100) -> Part:
    return Part(frozenset({taking}), 1, people, households, taking, 3_000, 4_500)


@pytest.mark.parametrize("fund", [None, "JAMOAT", "IOMDF"])
def test_every_comparison_adds_up_to_the_programme(engine: sa.Engine, fund: str | None) -> None:
    found = report(engine, fund)
    totals = {row.measure: row.cumulative for row in found.summary}
    for compared_by in ("marginality", "led_by", "members"):
        rows = [row for row in found.equity if row.compared_by == compared_by]
        assert sum(row.contributed_total_minor for row in rows) == totals[Measure.CONTRIBUTED]
        assert sum(row.matched_total_minor for row in rows) == totals[Measure.MATCHED]
    assert bool(found.groups) == (fund is None)


def test_per_head_is_over_those_whose_people_are_known() -> None:
    row = row_of_parts(part(), part(people=None, taking=9))
    assert (row.people, row.matched_total_minor, row.matched_per_head_minor) == (100, 9_000, 45)
    assert row.match_rate == Decimal("1.5")
    assert row_of_parts(part(people=None)).matched_per_head_minor is None


def test_of_fewer_than_five_households_no_number_is_told() -> None:
    assert [told(number) for number in (0, 1, 4, 5)] == [0, None, None, 5]
    few = row_of_parts(part(taking=4))
    assert (few.households_taking_part, few.participation) == (None, None)
    assert taking_part(few) == "not told"
    enough = row_of_parts(part(taking=4), part(taking=6))
    assert (enough.households_taking_part, enough.participation) == (10, Decimal("0.125"))


def test_one_number_that_is_not_told_is_not_found_from_the_others_either() -> None:
    def told_of(*taking: int) -> list[int | None]:
        classes = ("very_low", "low", "medium", "high")
        rows = [
            row_of(ComparedBy.MARGINALITY, each, [part(taking=n)])
            for each, n in zip(classes, taking, strict=False)
        ]
        return [row.households_taking_part for row in hidden(rows)]

    assert told_of(3, 40, 9, 0) == [None, 40, None, 0]
    assert told_of(3, 40, 2) == [None, 40, None]
    assert told_of(7, 40) == [7, 40]
    assert told_of(3, 0) == [None, 0]


def row_of_parts(*parts: Part) -> EquityRow:
    return row_of(ComparedBy.MARGINALITY, "low", parts)


@pytest.mark.parametrize(
    ("members", "size"),
    [
        (None, "unknown"),
        (1, "up_to_15"),
        (15, "up_to_15"),
        (16, "16_to_30"),
        (30, "16_to_30"),
        (31, "over_30"),
    ],
)
def test_groups_are_small_medium_or_large_by_their_members(members: int | None, size: str) -> None:
    assert size_of(members) == size


def test_the_first_sentence_compares_the_most_marginal_with_the_least(engine: sa.Engine) -> None:
    with opened(engine) as app, app.test_request_context():
        found = report(engine)
        assert lead_of(found) == (
            "Communities of high marginality were matched 4.56 TJS a head, those of medium marginality nothing."
        )
        classes = [
            replace(row, matched_per_head_minor=amount)
            for row, amount in zip(found.equity[:2], (250, 400), strict=True)
        ]
        assert lead_of(replace(found, equity=classes)) == (
            "Communities of high marginality got 1.60 times as much a head as those of medium marginality: "
            "4.00 TJS and 2.50 TJS."
        )
        assert (
            lead_of(replace(found, equity=classes[:1]))
            == "There are no two classes of communities to compare."
        )


def test_the_longest_waits_come_first_with_their_reason(engine: sa.Engine) -> None:
    with opened(engine) as app, app.test_request_context(), session(engine) as reading:
        found = longest_waits(reading, Reach(1, is_whole=True), date(2020, 7, 1))
    assert found
    assert [each.days for each in found] == sorted((each.days for each in found), reverse=True)
    assert all(each.why and each.since <= date(2020, 7, 1) for each in found)
    with opened(engine) as app, app.test_request_context(), session(engine) as reading:
        assert longest_waits(reading, Reach(1), date(2020, 7, 1)) == []


def test_a_donor_reads_of_their_fund_and_no_group(engine: sa.Engine) -> None:
    with opened(engine) as app:
        manager, donor = app.test_client(), app.test_client()
        sign_in(manager, engine, "zarina", MANAGER)
        sign_in(donor, engine, "hans", DONOR)
        whole = manager.get("/programmes/TJ-KHT/equity").text
        assert "Obi Hayot" in whole
        own = donor.get("/programmes/TJ-KHT/equity")
        assert own.status_code == 200
        assert "What fund JAMOAT matched" in own.text
        assert "Obi Hayot" not in own.text
        assert donor.get("/programmes/TJ-KHT/equity?span=2020-Q2&fund=IOMDF").status_code == 404
        assert manager.get("/programmes/TJ-KHT/equity?span=soon").status_code == 422
        assert manager.get("/programmes/TJ-KHT/equity?span=2018-Q1").status_code == 422
