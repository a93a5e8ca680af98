"""Quarter after quarter: what one closes with, the next opens with, and what is late counts once."""

from itertools import pairwise

from sqlalchemy import Engine

from core.database import session
from core.programmes import Programme
from reports.figures.control import Account
from reports.quarterly import latest_quarter
from tests.reports.books import Maker, make_books, report_of
from tests.reports.villages import villages

QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")


def accounts(engine: Engine, span: str) -> dict[str, Account]:
    control = report_of(engine, span).control
    return {account.name: account for account in [*control.accounts, *control.measures]}


def test_a_quarter_opens_with_what_the_one_before_closed_with(villages_engine: Engine) -> None:
    for earlier, later in pairwise(QUARTERS):
        closed, opened = accounts(villages_engine, earlier), accounts(villages_engine, later)
        assert {name: each.closing_minor for name, each in closed.items()} == {
            name: each.opening_minor for name, each in opened.items()
        }


def test_a_span_of_months_is_the_sum_of_its_quarters(villages_engine: Engine) -> None:
    parts = [accounts(villages_engine, quarter) for quarter in QUARTERS[1:]]
    for name, account in accounts(villages_engine, "2026-04..2026-09").items():
        of_parts = [part[name] for part in parts]
        assert account.in_minor - account.out_minor == sum(
            each.in_minor - each.out_minor for each in of_parts
        )


def test_nothing_that_counts_later_changes_an_earlier_report(sqlite_engine: Engine) -> None:
    def one(make: Maker) -> None:
        project = make.project(make.community("C"), "P", 100, approved="2026-01-01")
        make.other_funding(project, "O-1", "Jamoat", "2026-02-01", 10, received="2026-05-01")

    make_books(sqlite_engine, one)
    first = {row.source: row.received_minor for row in report_of(sqlite_engine, "2026-Q1").sources}
    second = {row.source: row.received_minor for row in report_of(sqlite_engine, "2026-Q2").sources}
    assert (first, second) == ({"other Jamoat": 0}, {"other Jamoat": 10_00})


def test_other_funding_whose_quarter_was_closed_counts_in_the_next(sqlite_engine: Engine) -> None:
    def late(make: Maker) -> None:
        project = make.project(make.community("C"), "P", 100, approved="2026-01-01")
        make.closing("2026-Q1", "2026-04-10")
        make.other_funding(project, "O-1", "Jamoat", "2026-03-01", 10, received="2026-03-02")

    make_books(sqlite_engine, late)
    assert report_of(sqlite_engine, "2026-Q1").other_funding == []
    [row] = report_of(sqlite_engine, "2026-Q2").other_funding
    assert (row.agreed_minor, row.received_minor) == (10_00, 10_00)


def test_a_receipt_told_by_a_change_counts_in_its_own_quarter_while_that_is_open(
    sqlite_engine: Engine,
) -> None:
    def told_later(make: Maker) -> None:
        project = make.project(make.community("C"), "P", 100, approved="2026-01-01")
        make.other_funding(project, "O-1", "Jamoat", "2026-02-01", 10, received="2026-03-02")
        make.change("other_funding", "O-1", "received_on", None, "2026-03-02", on="2026-04-05")

    make_books(sqlite_engine, told_later)
    [row] = report_of(sqlite_engine, "2026-Q1").other_funding
    assert row.received_minor == 10_00


def test_the_latest_quarter_is_that_of_the_last_thing_that_counts(engine: Engine) -> None:
    make_books(engine, villages)
    with session(engine) as reading:
        programme = reading.get_one(Programme, 1)
        assert str(latest_quarter(reading, programme)) == "2026-Q3"


def test_a_programme_without_activity_has_no_latest_quarter(engine: Engine) -> None:
    make_books(engine, lambda make: None)
    with session(engine) as reading:
        assert latest_quarter(reading, reading.get_one(Programme, 1)) is None


def test_a_programme_without_activity_has_an_empty_report(sqlite_engine: Engine) -> None:
    make_books(sqlite_engine, lambda make: None)
    report = report_of(sqlite_engine, "2026-Q2")
    assert (report.communities, report.projects, report.matches) == ([], [], [])
    assert {row.cumulative for row in report.summary} == {0, None}
