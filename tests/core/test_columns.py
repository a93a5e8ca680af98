from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from core.columns import NAMING_CONVENTION, TimestampUTC, choice_column
from core.database import session, transaction


class Season(StrEnum):
    DRY = "dry season"
    WET = "wet season"


weather = sa.Table(
    "weather",
    sa.MetaData(naming_convention=NAMING_CONVENTION),
    sa.Column("seen_at", TimestampUTC),
    sa.Column("season", choice_column(Season)),
)


@pytest.fixture
def station(engine: sa.Engine) -> sa.Engine:
    transaction(engine, lambda writing: weather.create(writing.connection()))
    return engine


def note(engine: sa.Engine, seen_at: datetime | None, season: Season | None) -> None:
    transaction(
        engine, lambda writing: writing.execute(weather.insert().values(seen_at=seen_at, season=season))
    )


def noted(engine: sa.Engine) -> sa.Row[Any]:
    with session(engine) as reading:
        return reading.execute(sa.select(weather.c.seen_at, weather.c.season)).one()


def test_an_instant_comes_back_in_utc_with_its_microseconds(station: sa.Engine) -> None:
    dushanbe = timezone(timedelta(hours=5))
    note(station, datetime(2026, 7, 1, 3, 4, 5, 678, tzinfo=dushanbe), None)
    seen_at = noted(station).seen_at
    assert seen_at == datetime(2026, 6, 30, 22, 4, 5, 678, tzinfo=UTC)
    assert seen_at.tzinfo is UTC


def test_no_instant_and_no_choice_stay_none(station: sa.Engine) -> None:
    note(station, None, None)
    row = noted(station)
    assert row.seen_at is None
    assert row.season is None


def test_an_instant_without_a_zone_is_a_mistake(station: sa.Engine) -> None:
    with pytest.raises(StatementError, match="an instant needs a zone"):
        note(station, datetime(2026, 7, 1), None)  # noqa: DTZ001


def test_a_choice_is_stored_as_its_value(station: sa.Engine) -> None:
    note(station, None, Season.WET)
    with session(station) as reading:
        assert reading.execute(sa.text("SELECT season FROM weather")).scalar_one() == "wet season"
    assert noted(station).season is Season.WET


def test_the_database_itself_refuses_what_is_no_choice(station: sa.Engine) -> None:
    def beside_the_code(writing: Session) -> None:
        writing.execute(sa.text("INSERT INTO weather (season) VALUES ('WET')"))

    with pytest.raises(IntegrityError, match="ck_weather_season"):
        transaction(station, beside_the_code)
