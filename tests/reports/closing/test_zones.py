"""The edges of a quarter, where days begin five or fourteen hours before those of UTC, or seven after them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.calendar import parse_span
from core.database import session
from core.programmes import Programme, today_in
from reports.closing.refusals import ClosingReason
from reports.quarterly import quarterly_report
from tests.grants.programme import booked, contribution, programme
from tests.reports.closing.books import looked_at
from tests.web import opened

ZONES = ("Asia/Dushanbe", "Pacific/Kiritimati", "America/Phoenix")
EDGES = {
    "C-1": ("2026-03-31", "2026-Q1"),
    "C-2": ("2026-04-01", "2026-Q2"),
    "C-3": ("2026-06-30", "2026-Q2"),
    "C-4": ("2026-07-01", "2026-Q3"),
}


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, sqlite_engine: Engine, tmp_path: Path) -> ZoneInfo:
    given = [contribution(name, received_on=day, verified_on=day) for name, (day, _) in EDGES.items()]
    sheets = programme(contributions=given)
    sheets["programmes"][0]["time_zone"] = request.param
    booked(sqlite_engine, tmp_path, sheets)
    return ZoneInfo(request.param)


def code_of(engine: Engine) -> str:
    with session(engine) as reading:
        return reading.exec(select(Programme.code)).one()


def test_what_a_group_brought_on_a_day_counts_in_the_quarter_of_that_day_wherever_it_is(
    zone: ZoneInfo, sqlite_engine: Engine
) -> None:
    found: dict[str, str] = {}
    with session(sqlite_engine) as reading:
        for quarter in ("2026-Q1", "2026-Q2", "2026-Q3"):
            report = quarterly_report(reading, code_of(sqlite_engine), parse_span(quarter))
            found |= {row.reference: quarter for row in report.contributions}
    assert found == {name: quarter for name, (_, quarter) in EDGES.items()}


def test_a_quarter_is_over_at_midnight_of_the_programme(zone: ZoneInfo, sqlite_engine: Engine) -> None:
    midnight = datetime(2026, 4, 1, tzinfo=zone).astimezone(UTC)
    with opened(sqlite_engine), session(sqlite_engine) as reading:
        of = reading.exec(select(Programme)).one()
        assert today_in(of, midnight) == date(2026, 4, 1)
        assert today_in(of, midnight - timedelta(microseconds=1)) == date(2026, 3, 31)
    before = looked_at(sqlite_engine, "2026-Q1", midnight - timedelta(microseconds=1), of.code)
    assert [fault.reason for fault in before.faults] == [ClosingReason.NOT_OVER]
    assert looked_at(sqlite_engine, "2026-Q1", midnight, of.code).faults == []
