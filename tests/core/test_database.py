import multiprocessing
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from contextlib import closing, contextmanager, suppress
from threading import Barrier

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session

from core import database, sqlite
from core.database import DatabaseBusy, make_engine, rebuild, session, transaction
from core.outages import DatabaseAway

tables = sa.MetaData()
account = sa.Table(
    "purse", tables, sa.Column("id", sa.Integer, primary_key=True), sa.Column("amount", sa.BigInteger)
)
posting = sa.Table("posting", tables, sa.Column("account_id", sa.ForeignKey(account.c.id), nullable=False))


@pytest.fixture
def books(engine: sa.Engine) -> sa.Engine:
    return with_two_accounts(engine)


@pytest.fixture
def sqlite_books(sqlite_engine: sa.Engine) -> sa.Engine:
    return with_two_accounts(sqlite_engine)


@pytest.fixture
def postgresql_books(postgresql_engine: sa.Engine) -> sa.Engine:
    return with_two_accounts(postgresql_engine)


def with_two_accounts(engine: sa.Engine) -> sa.Engine:
    def open_accounts(writing: Session) -> None:
        tables.create_all(writing.connection())
        writing.execute(account.insert(), [{"id": 1, "amount": 0}, {"id": 2, "amount": 0}])

    transaction(engine, open_accounts)
    return engine


def add(writing: Session, number: int = 1) -> None:
    """Read, think, write: where another writer comes between, its update is lost."""
    this = account.c.id == number
    amount = writing.execute(sa.select(account.c.amount).where(this).with_for_update()).scalar_one()
    writing.execute(account.update().where(this).values(amount=amount + 1))


def amount_in(engine: sa.Engine, number: int = 1) -> int:
    with session(engine) as reading:
        amount: int = reading.execute(sa.select(account.c.amount).where(account.c.id == number)).scalar_one()
    return amount


@contextmanager
def another_writer(engine: sa.Engine) -> Iterator[None]:
    """Somebody who has begun to write to the SQLite file, and takes their time."""
    with closing(sqlite3.connect(engine.url.database or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_what_a_transaction_did_is_stored_and_its_result_handed_on(books: sa.Engine) -> None:
    def work(writing: Session) -> str:
        add(writing)
        return "done"

    assert transaction(books, work) == "done"
    assert amount_in(books) == 1


def test_nothing_is_stored_of_a_transaction_that_fails_and_it_is_not_tried_again(books: sa.Engine) -> None:
    attempts = []

    def work(writing: Session) -> None:
        attempts.append(1)
        add(writing)
        writing.execute(posting.insert().values(account_id=None))

    with pytest.raises(IntegrityError):
        transaction(books, work)
    assert attempts == [1]
    assert amount_in(books) == 0


def test_who_was_second_to_store_a_key_begins_again_and_finds_it(books: sa.Engine) -> None:
    """As two programmes of one code, made at one moment by two who both found none."""
    found: list[int | None] = []
    read = sa.select(account.c.amount).where(account.c.id == 3)

    def work(writing: Session) -> None:
        # The first time as if it was not there yet.
        seen = writing.execute(read).scalar() if found else None
        found.append(seen)
        if seen is None:
            writing.execute(account.insert().values(id=3, amount=0))

    transaction(books, lambda writing: writing.execute(account.insert().values(id=3, amount=7)))
    transaction(books, work)
    assert found == [None, 7]


def test_a_key_that_stays_taken_ends_as_a_fault(books: sa.Engine) -> None:
    attempts = []

    def work(writing: Session) -> None:
        attempts.append(1)
        writing.execute(account.insert().values(id=1))

    with pytest.raises(IntegrityError):
        transaction(books, work)
    assert attempts == [1, 1, 1]


def test_work_in_whose_way_another_writer_was_runs_again_from_its_start(books: sa.Engine) -> None:
    busy = sqlite3.OperationalError()
    busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
    obstacles: dict[str, BaseException] = {"sqlite": busy, "postgresql": psycopg.errors.DeadlockDetected()}
    attempts = []

    def work(writing: Session) -> None:
        add(writing)
        attempts.append(1)
        if len(attempts) < 3:
            raise OperationalError(None, None, obstacles[books.dialect.name])

    transaction(books, work)
    assert attempts == [1, 1, 1]
    assert amount_in(books) == 1


def test_two_writers_who_wait_for_each_other_both_get_done(postgresql_books: sa.Engine) -> None:
    both_have_one = Barrier(2)
    first_attempts = {1, 2}

    def move(first: int, second: int) -> None:
        def work(writing: Session) -> None:
            add(writing, first)
            if first in first_attempts:
                first_attempts.remove(first)
                both_have_one.wait(timeout=10)
            add(writing, second)

        transaction(postgresql_books, work)

    with ThreadPoolExecutor() as pool:
        for moved in [pool.submit(move, 1, 2), pool.submit(move, 2, 1)]:
            moved.result()
    assert (amount_in(postgresql_books, 1), amount_in(postgresql_books, 2)) == (2, 2)


def test_a_connection_that_is_lost_in_a_commit_leaves_it_open_what_is_stored(
    postgresql_books: sa.Engine,
) -> None:
    """Nobody can know, so it is neither tried again nor called a failure that stored nothing."""
    attempts = []

    def end(connection: sa.Connection) -> None:
        attempts.append(1)
        own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with psycopg.connect(
            postgresql_books.url.set(drivername="postgresql").render_as_string(hide_password=False)
        ) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [own])

    sa.event.listen(postgresql_books, "commit", end)
    with pytest.raises(DatabaseAway):
        transaction(postgresql_books, add)
    sa.event.remove(postgresql_books, "commit", end)
    assert attempts == [1]
    assert amount_in(postgresql_books) == 0


def test_a_writer_gives_up_when_the_database_stays_busy(
    sqlite_books: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.2)
    with another_writer(sqlite_books), pytest.raises(DatabaseBusy):
        transaction(sqlite_books, add)
    assert amount_in(sqlite_books) == 0


def add_often(url: str, times: int) -> None:
    engine = make_engine(url)
    for _ in range(times):
        transaction(engine, add)
    engine.dispose()


def test_processes_that_write_at_once_lose_no_update(books: sa.Engine) -> None:
    url = books.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        for writer in [pool.submit(add_often, url, 50) for _ in range(3)]:
            writer.result()
    assert amount_in(books) == 150


def test_a_session_sees_one_state_however_many_queries_it_makes(books: sa.Engine) -> None:
    with ThreadPoolExecutor() as pool:
        with session(books) as reading:
            query = sa.select(account.c.amount).where(account.c.id == 1)
            before = reading.execute(query).scalar_one()
            writer: Future[None] = pool.submit(transaction, books, add)
            give_it_a_moment(writer)
            assert reading.execute(query).scalar_one() == before == 0
        writer.result()
    assert amount_in(books) == 1


def give_it_a_moment(writer: Future[None]) -> None:
    """PostgreSQL lets it commit now, as does SQLite's write-ahead log; without that it waits for readers."""
    with suppress(StillWaiting):
        writer.result(timeout=0.3)


def test_a_session_cannot_write(books: sa.Engine) -> None:
    with session(books) as reading, pytest.raises(DBAPIError, match=r"read-?only"):
        add(reading)
    transaction(books, add)
    assert amount_in(books) == 1


def test_a_transaction_within_another_is_a_mistake_that_is_named(books: sa.Engine) -> None:
    def nested(_outer: Session) -> None:
        transaction(books, add)

    with pytest.raises(RuntimeError, match="Leave the outer one first"):
        transaction(books, nested)
    with session(books) as reading, pytest.raises(RuntimeError, match="Leave the outer one first"):
        nested(reading)
    transaction(books, add)


def test_a_commit_waits_for_those_who_read(sqlite_books: sa.Engine) -> None:
    """Unless there is a write-ahead log: then it has no need to."""
    attempts = []

    def work(writing: Session) -> None:
        attempts.append(1)
        add(writing)

    with ThreadPoolExecutor() as pool:
        with session(sqlite_books) as reading:
            reading.execute(sa.select(account.c.id)).all()
            writer: Future[None] = pool.submit(transaction, sqlite_books, work)
            give_it_a_moment(writer)
        writer.result()
    assert attempts == [1]


def test_a_commit_that_waited_in_vain_leaves_no_lock(
    sqlite_books: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(sqlite, "_COMMIT_WAITS", "PRAGMA busy_timeout=20")
    with ThreadPoolExecutor() as pool, session(sqlite_books) as reading:
        reading.execute(sa.select(account.c.id)).all()
        with suppress(DatabaseBusy):
            pool.submit(transaction, sqlite_books, add).result()
    before = amount_in(sqlite_books)
    with closing(sqlite3.connect(sqlite_books.url.database or "", timeout=0)) as other:
        other.execute("UPDATE purse SET amount = amount + 1 WHERE id = 1")
        other.commit()
    assert amount_in(sqlite_books) == before + 1


def test_foreign_keys_hold(books: sa.Engine) -> None:
    with pytest.raises(IntegrityError):
        transaction(books, lambda writing: writing.execute(posting.insert().values(account_id=3)))


def test_a_migration_may_break_foreign_keys_on_its_way_but_not_at_its_end(sqlite_books: sa.Engine) -> None:
    def by_a_detour(writing: Session) -> None:
        writing.execute(posting.insert().values(account_id=5))
        writing.execute(account.insert().values(id=5))

    rebuild(sqlite_books, by_a_detour)
    with pytest.raises(Exception, match="1 rows refer to rows that are not there"):
        rebuild(sqlite_books, lambda writing: writing.execute(posting.insert().values(account_id=4)))
    test_foreign_keys_hold(sqlite_books)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_address_leads_to_psycopg_3(scheme: str) -> None:
    engine = make_engine(f"{scheme}://anna:secret@db.example/hashar")
    assert (
        engine.url.render_as_string(hide_password=False)
        == "postgresql+psycopg://anna:secret@db.example/hashar"
    )


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="not mysql://"):
        make_engine("mysql://db.example/hashar")


def test_a_commit_that_fails_is_acknowledged_to_nobody(books: sa.Engine) -> None:
    """As when the disk is full at the last moment."""

    def fail(connection: sa.Connection) -> None:
        connection.connection.rollback()  # as the database does then
        raise OperationalError("COMMIT", None, Exception("the disk is full"))

    sa.event.listen(books, "commit", fail)
    with pytest.raises(OperationalError):
        transaction(books, add)
    sa.event.remove(books, "commit", fail)
    assert amount_in(books) == 0
