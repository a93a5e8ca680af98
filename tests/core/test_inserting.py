"""Rows inserted by their values are those that the tables' own statements would write, on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core.database import session, transaction
from core.inserting import insert_values
from core.journal.models import EntryKind, JournalEntry
from core.programmes import Programme, Rate
from core.tables import table

PROGRAMME = ("id", "code", "name", "country", "currency", "starts_on", "time_zone")
ENTRY = ("programme_id", "position", "kind", "sheet", "key", "content", "booked_by", "booked_at", "digest")
NOON_IN_DUSHANBE = datetime(2026, 4, 1, 12, tzinfo=timezone(timedelta(hours=5)))


@pytest.fixture
def with_a_programme(engine: sa.Engine) -> sa.Engine:
    row = (1, "P", 'One "programme"', "TJ", "TJS", date(2026, 1, 1), "Asia/Dushanbe")
    assert transaction(engine, lambda writing: insert_values(writing, Programme, PROGRAMME, [row])) == 1
    return engine


def test_days_and_text_come_back_as_they_were(with_a_programme: sa.Engine) -> None:
    with session(with_a_programme) as reading:
        programme = reading.get_one(Programme, 1)
    assert (programme.name, programme.starts_on, programme.ends_on) == (
        'One "programme"',
        date(2026, 1, 1),
        None,
    )


def test_choices_are_stored_as_their_value_and_instants_in_utc(with_a_programme: sa.Engine) -> None:
    entry = (1, 1, "record", "funds", "F", "{}", "zarina", NOON_IN_DUSHANBE, "")
    transaction(with_a_programme, lambda writing: insert_values(writing, JournalEntry, ENTRY, [entry]))
    with session(with_a_programme) as reading:
        stored = reading.get_one(JournalEntry, (1, 1))
    assert (stored.kind, stored.seq) == (EntryKind.RECORD, None)
    assert stored.booked_at == datetime(2026, 4, 1, 7, tzinfo=UTC)


def test_what_is_not_given_has_the_default_of_its_model(with_a_programme: sa.Engine) -> None:
    columns = ("programme_id", "currency", "month", "units_per_usd", "source")

    def work(writing: Session) -> int:
        rows = ((1, "TJS", f"2026-{month:02}", "10.9", None) for month in range(1, 13))
        return insert_values(writing, Rate, columns, rows)

    assert transaction(with_a_programme, work) == 12
    with session(with_a_programme) as reading:
        used = reading.execute(sa.select(table(Rate).c.is_used)).scalars()
        assert list(used) == [False] * 12


def test_without_rows_nothing_is_inserted(with_a_programme: sa.Engine) -> None:
    assert transaction(with_a_programme, lambda writing: insert_values(writing, Rate, ("month",), [])) == 0
