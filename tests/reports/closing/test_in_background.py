"""Closing a large quarter: confirmed on the page, done by a job, once."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from pydantic import TypeAdapter
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.accounts.models import Account, Membership
from core.database import session, transaction
from core.jobs.asking import Asker, Wish, ask
from core.jobs.cli import work_off
from core.jobs.models import Job, JobState
from core.jobs.queue import open_queue
from core.jobs.rows import kept_jobs
from core.jobs.working import work_on
from core.programmes import Closing
from grants.verifying.verify import verify
from reports.closing.job import CLOSING, closing_at_work
from reports.closing.rendering import _as_json, report_from, sealed_file
from reports.report import QuarterlyReport
from tests.reports.closing.books import CODE, EARLIER, QUARTER, ask_for, book, looked_at, sealed_sums
from tests.reports.closing.test_pages import PAGE, Reader, reader, request_id, words
from tests.web import MANAGER, import_example, opened

SPENT = {"reference": "V-9", "project": "FAK-WATER", "category": "works", "spent_on": "2020-06-01"}
LEAD = f"/programmes/{CODE}/quarters/{QUARTER}"


@pytest.fixture
def rustam(ready_app: Flask, ready_engine: Engine, tmp_path: Path) -> Reader:
    """A manager, of a programme whose quarters are all large; munira has asked for this one to be closed."""
    ready_app.config.update(JOBS_FOLDER=str(tmp_path / "jobs"), ROWS_AT_ONCE=1)
    ask_for(ready_engine, "munira")
    return reader(ready_app, ready_engine, "rustam", MANAGER)


def confirmed(rustam: Reader) -> str:
    """The address of the job."""
    answer = rustam.post(f"/{request_id(rustam)}/confirm")
    assert answer.status_code == 303, words(answer)
    assert "/jobs/" in answer.headers["Location"]
    return str(answer.headers["Location"])


def work(app: Flask, books: Engine) -> None:
    folder = Path(app.config["JOBS_FOLDER"])
    with app.app_context(), open_queue(books, lambda id: work_on(books, folder, id)) as queue:
        work_off(queue, books, folder)


def closings(books: Engine) -> list[str]:
    with session(books) as reading:
        return list(reading.exec(select(Closing.quarter)))


def test_while_it_is_being_closed_the_pages_say_so_and_nobody_confirms_twice(
    rustam: Reader, ready_app: Flask, ready_engine: Engine
) -> None:
    id, fields = request_id(rustam), rustam.fields()
    job = confirmed(rustam)
    other = reader(ready_app, ready_engine, "shahnoza", MANAGER)
    for page in (PAGE, LEAD):
        said = other.get(page).get_data(as_text=True)
        assert ("rustam" in said, job in said, "/confirm" in said) == (True, True, False)
    assert "being closed by rustam" in other.words(LEAD)
    second = other.post(f"/{id}/confirm", other.fields() | {"csrf_token": _token(other), "seen": "x"})
    assert (second.status_code, second.headers["Location"]) == (303, job)
    own = reader(ready_app, ready_engine, "munira", MANAGER)
    assert own.post(f"/{id}/confirm", fields | {"csrf_token": _token(own)}).status_code == 403
    work(ready_app, ready_engine)
    assert f"{QUARTER} is closed, and its reports are sealed." in rustam.words(job)
    with rustam.get(f"{job}/file") as answer:
        assert sha256(answer.get_data()).hexdigest() == sealed_sums(ready_engine)[""]
    assert "confirmed by rustam" in rustam.words(LEAD)
    with session(ready_engine) as reading:
        assert [found.differences for found in verify(reading)] == [[]]


def test_a_job_that_is_made_again_after_the_seal_finds_the_quarter_closed(
    rustam: Reader, ready_app: Flask, ready_engine: Engine
) -> None:
    """Its worker was killed between the seal and the end of the job."""
    job = confirmed(rustam)
    work(ready_app, ready_engine)
    before = sealed_sums(ready_engine), closings(ready_engine)
    again = {"state": JobState.QUEUED, "stored_as": None, "ended_at": None}
    _change(ready_engine, **again, offered_at=datetime(2020, 1, 1, tzinfo=UTC))
    work(ready_app, ready_engine)
    assert (sealed_sums(ready_engine), closings(ready_engine)) == before
    assert "is closed, and its reports are sealed." in rustam.words(job)
    with rustam.get(f"{job}/file") as answer:
        assert sha256(answer.get_data()).hexdigest() == before[0][""]


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        ("booked", "The books have moved on since the list of 2020-Q2 was looked at."),
        ("withdrawn", "munira has decided on the closing of 2020-Q2 already."),
        ("rights", "rustam may no longer decide on the closing of 2020-Q2, so nothing was closed."),
    ],
)
def test_what_stands_against_it_by_then_ends_the_job_with_its_sentence(
    rustam: Reader, ready_app: Flask, ready_engine: Engine, meanwhile: str, sentence: str
) -> None:
    id, job = request_id(rustam), confirmed(rustam)
    if meanwhile == "booked":
        book(ready_engine, "expenditures", SPENT | {"amount": "10", "currency": "TJS"})
    elif meanwhile == "withdrawn":
        own = reader(ready_app, ready_engine, "munira", MANAGER)
        assert own.post(f"/{id}/withdraw", {"csrf_token": _token(own), "seen": ""}).status_code == 303
    else:
        transaction(ready_engine, _take_rights)
    work(ready_app, ready_engine)
    reads = reader(ready_app, ready_engine, "shahnoza", MANAGER) if meanwhile == "rights" else rustam
    assert sentence in reads.words(job)
    assert (sealed_sums(ready_engine), QUARTER in closings(ready_engine)) == ({}, False)


def _take_rights(writing: Session) -> None:
    mine = sa.select(col(Account.id)).where(col(Account.name) == "rustam")
    writing.execute(sa.delete(Membership).where(col(Membership.account_id).in_(mine)))


def _token(reader: Reader) -> str:
    page: str = reader.get(f"/programmes/{CODE}/projects/FAK-WATER").get_data(as_text=True)
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def _change(books: Engine, **values: Any) -> None:
    with kept_jobs(books) as rows:
        transaction(rows, lambda writing: writing.execute(sa.update(Job).values(values)))


def test_on_postgresql_where_the_jobs_lie_beside_the_books(postgresql_engine: Engine, tmp_path: Path) -> None:
    import_example(postgresql_engine, "khatlon_water")
    found = looked_at(postgresql_engine, EARLIER[0])
    id = ask_for(postgresql_engine, "munira", found)
    with opened(postgresql_engine, JOBS_FOLDER=str(tmp_path / "jobs")) as app:
        reader(app, postgresql_engine, "rustam", MANAGER)
        with session(postgresql_engine) as reading:
            account = reading.exec(select(Account.id).where(col(Account.name) == "rustam")).one()
        asked = {"quarter": EARLIER[0], "request": id, "seen": found.seen}
        wish = Wish(found.programme.id or 0, CLOSING, asked, "report.xlsx", "application/zip")
        ask(postgresql_engine, wish, Asker(account or 0, "rustam", "en"), datetime.now(UTC))
        assert closing_at_work(postgresql_engine, wish.programme_id, EARLIER[0]) is not None
        work(app, postgresql_engine)
        assert closing_at_work(postgresql_engine, wish.programme_id, EARLIER[0]) is None
    assert EARLIER[0] in closings(postgresql_engine)
    assert set(sealed_sums(postgresql_engine, EARLIER[0])) == {"", "IOMDF", "JAMOAT"}
    with session(postgresql_engine) as reading:
        assert [found.differences for found in verify(reading)] == [[]]


def test_the_figures_that_are_kept_are_those_of_the_report_piece_by_piece(ready_engine: Engine) -> None:
    report = looked_at(ready_engine).report
    assert report is not None
    assert report_from(sealed_file(report).figures) == report
    assert b"".join(_as_json(report)) == TypeAdapter(QuarterlyReport).dump_json(report)
