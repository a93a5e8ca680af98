"""Reports of the example programmes, imported as a user imports them."""

import csv
from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.calendar import Span, quarter_of
from core.database import session
from core.programmes import Programme
from grants.importing.importing import import_workbook
from reports.quarterly import latest_quarter, quarterly_report
from reports.report import QuarterlyReport

EXAMPLES = Path(__file__).parents[1] / "contract"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.xlsx"))


def example(engine: Engine, name: str) -> tuple[QuarterlyReport, list[QuarterlyReport]]:
    """The report of all time, from the programme's start to its latest quarter; and those of the quarters."""
    assert not import_workbook(engine, EXAMPLES / f"{name}.xlsx", by="example").problems
    with session(engine) as reading:
        programme = reading.get_one(Programme, 1)
        latest = latest_quarter(reading, programme)
        assert latest is not None
        quarters = [quarter_of(programme.starts_on)]
        while quarters[-1] < latest:
            quarters.append(quarter_of(quarters[-1].ends_on + timedelta(days=1)))
        spans = [Span(quarters[0].starts_on, latest.ends_on), *quarters]
        whole, *parts = [quarterly_report(reading, programme.code, span) for span in spans]
        return whole, parts


@pytest.mark.parametrize("name", NAMES)
def test_the_matches_of_all_time_are_those_that_the_example_must_give(
    sqlite_engine: Engine, name: str
) -> None:
    whole, _ = example(sqlite_engine, name)
    found: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in whole.matches:
        sums = found[row.contribution, row.rule, str(row.version)]
        sums[0] += row.granted_minor
        sums[1] += row.released_minor
    with (EXAMPLES / f"{name}.matches.csv").open() as file:
        wanted = {
            (row["contribution"], row["rule"], row["version"]): [int(row["granted"]), int(row["released"])]
            for row in csv.DictReader(file)
        }
    assert found == wanted


@pytest.mark.parametrize("name", NAMES)
def test_quarters_follow_each_other_and_add_up_to_all_time(sqlite_engine: Engine, name: str) -> None:
    whole, parts = example(sqlite_engine, name)
    for earlier, later in pairwise(parts):
        assert [account.closing_minor for account in earlier.control.accounts] == [
            account.opening_minor for account in later.control.accounts
        ]
    assert [account.closing_minor for account in parts[-1].control.accounts] == [
        account.closing_minor for account in whole.control.accounts
    ]
    assert sum(len(part.matches) for part in parts) == len(whole.matches)


def test_what_khatlon_shows_at_the_end_of_the_first_quarter_of_2020(sqlite_engine: Engine) -> None:
    _, parts = example(sqlite_engine, "khatlon_water")
    report = parts[2]
    assert str(report.span) == "2020-Q1"
    # FAK-006 12,000 less 4,000; FAK-007 88,000 RUB at 66.9909 and 9.68; FAK-008 14,000; before: 26,331.51
    [contributed] = [row for row in report.summary if row.measure == "contributed"]
    assert (contributed.quarter, contributed.cumulative) == (34_715_76, 61_047_27)
    iom, jamoat = report.funds
    assert (iom.matched_quarter_minor, iom.uncommitted_minor) == (1_597_52, 3_583_52)
    assert (jamoat.matched_quarter_minor, jamoat.released_total_minor) == (1_500_09, 300_00)
    water = report.projects[0]
    assert (water.matched_total_minor, water.funding_gap_minor) == (55_952_73, 0)


def test_what_waits_in_khatlon_is_pending(sqlite_engine: Engine) -> None:
    _, parts = example(sqlite_engine, "khatlon_water")
    [pending] = parts[-1].pending
    assert (pending.reference, pending.waiting_days) == ("FAK-011", 59)
    assert parts[2].pending == []
