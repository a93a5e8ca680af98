"""Reports that are too large to wait for: asked for with a button, made in the background, handed to who asked."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core.database import make_engine, session, transaction
from core.jobs.asking import MOST_WAITING
from core.jobs.cli import work_off
from core.jobs.models import Job, JobState
from core.jobs.queue import open_queue
from core.jobs.rows import file_of_jobs, kept_jobs
from core.jobs.working import work_on
from core.roles import Role, ScopeKind
from tests.web import MANAGER, opened, sign_in

ROOT = Path(__file__).parents[2]
SPAN = "span=2020-Q2"
DONOR = (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "JAMOAT")


@pytest.fixture
def books(khatlon: Path, tmp_path: Path) -> Iterator[sa.Engine]:
    engine = make_engine(f"sqlite:///{copy(khatlon, tmp_path / 'hashar.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def app(books: sa.Engine, tmp_path: Path) -> Iterator[Flask]:
    """Where even a small report is too large to wait for."""
    with opened(books, JOBS_FOLDER=str(tmp_path / "jobs"), ROWS_AT_ONCE=1) as app:
        yield app


@pytest.fixture
def client(app: Flask, books: sa.Engine) -> FlaskClient:
    client = app.test_client()
    sign_in(client, books, "zarina", MANAGER)
    return client


def asked_for(client: FlaskClient, address: str) -> str:
    """The address of the job's page."""
    offer = client.get(address)
    assert "made in the background" in offer.get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', offer.get_data(as_text=True))
    assert token is not None
    answer = client.post(address, data={"csrf_token": token[1]})
    assert answer.status_code == 303
    return answer.headers["Location"]


def made(app: Flask, books: sa.Engine) -> None:
    folder = Path(app.config["JOBS_FOLDER"])
    with app.app_context(), open_queue(books, lambda id: work_on(books, folder, id)) as queue:
        work_off(queue, books, folder)


def downloaded(client: FlaskClient, page: str) -> bytes:
    with client.get(f"{page}/file") as answer:
        assert answer.status_code == 200
        return answer.get_data()


@pytest.mark.parametrize("file", [f"report.xlsx?{SPAN}", f"report.html?{SPAN}", "workbook.xlsx"])
def test_the_file_is_the_one_that_a_small_programme_gets_at_once(
    client: FlaskClient, app: Flask, books: sa.Engine, file: str
) -> None:
    page = asked_for(client, f"/programmes/TJ-KHT/{file}")
    waiting = client.get(page)
    assert waiting.headers["Refresh"] == "2"
    assert "waits for its turn" in waiting.get_data(as_text=True)
    made(app, books)
    ready = client.get(page)
    assert "Refresh" not in ready.headers
    assert "Download" in ready.get_data(as_text=True)
    content = downloaded(client, page)
    app.config["ROWS_AT_ONCE"] = 5_000
    assert content == client.get(f"/programmes/TJ-KHT/{file}").data
    assert "ready" in client.get("/programmes/TJ-KHT/jobs").get_data(as_text=True)


def test_a_button_that_is_pressed_twice_makes_one_job(client: FlaskClient) -> None:
    address = f"/programmes/TJ-KHT/report.xlsx?{SPAN}"
    assert asked_for(client, address) == asked_for(client, address)


def test_the_file_is_for_who_asked_as_long_as_they_may_see_it(
    client: FlaskClient, app: Flask, books: sa.Engine
) -> None:
    donor = app.test_client()
    sign_in(donor, books, "ingrid", DONOR)
    page = asked_for(donor, f"/programmes/TJ-KHT/report.xlsx?{SPAN}&fund=JAMOAT")
    of_manager = asked_for(client, f"/programmes/TJ-KHT/report.xlsx?{SPAN}")
    made(app, books)
    assert downloaded(donor, page)
    assert donor.get(of_manager).status_code == donor.get(f"{of_manager}/file").status_code == 404
    assert "ask for one of your own" in client.get(page).get_data(as_text=True)
    assert client.get(f"{page}/file").status_code == 404
    other_fund = (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF")
    _take_memberships(books, "ingrid")
    assert donor.get(page).status_code == 404
    sign_in(donor, books, "ingrid", other_fund)
    assert "may no longer see" in donor.get(page).get_data(as_text=True)
    assert donor.get(f"{page}/file").status_code == 404


def test_who_has_asked_for_much_is_told_to_wait(client: FlaskClient, books: sa.Engine) -> None:
    spans = [f"span=2020-0{month}..2020-06" for month in range(1, MOST_WAITING + 1)]
    for span in spans:
        asked_for(client, f"/programmes/TJ-KHT/report.xlsx?{span}")
    last = asked_for(client, "/programmes/TJ-KHT/report.xlsx?span=2020-Q1")
    assert last == "/programmes/TJ-KHT/jobs"
    assert "5 files that you asked for are not ready yet" in client.get(last).get_data(as_text=True)


def test_a_file_is_not_for_another_person_of_the_same_number(
    client: FlaskClient, app: Flask, books: sa.Engine
) -> None:
    """As where a database came back as it was before they had an account."""
    page = asked_for(client, f"/programmes/TJ-KHT/report.xlsx?{SPAN}")
    made(app, books)
    _change(books, asked_by="bahrom")
    assert client.get(f"{page}/file").status_code == 404


def test_a_page_that_waits_in_vain_says_what_is_missing(client: FlaskClient, books: sa.Engine) -> None:
    page = asked_for(client, f"/programmes/TJ-KHT/report.xlsx?{SPAN}")
    said = "Nobody works on jobs at the moment"
    assert said not in client.get(page).get_data(as_text=True)
    _change(books, asked_at=datetime.now(UTC) - timedelta(seconds=60))
    waiting = client.get(page)
    assert said in waiting.get_data(as_text=True)
    assert waiting.headers["Refresh"] == "5"


def test_what_was_not_made_can_be_asked_for_again(client: FlaskClient, books: sa.Engine) -> None:
    page = asked_for(client, f"/programmes/TJ-KHT/report.xlsx?{SPAN}")
    _change(books, state=JobState.FAILED, key=None, reference="J1-ABC123")
    failed = client.get(page).get_data(as_text=True)
    assert "J1-ABC123" in failed
    token = re.search(
        r'name="csrf_token"[^>]*value="([^"]+)"', failed[failed.index("Make it once more") - 400 :]
    )
    assert token is not None
    again = client.post(f"{page}/again", data={"csrf_token": token[1]})
    assert again.headers["Location"] != page


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_is_followed_by_another(
    client: FlaskClient, app: Flask, books: sa.Engine
) -> None:
    """A real process; its lease is made to run out at once."""
    page = asked_for(client, "/programmes/TJ-KHT/workbook.xlsx")
    with _worker(app) as first:
        _wait(lambda: _state(books) != "queued")
        os.killpg(first.pid, signal.SIGKILL)
    if _job(books).state is JobState.RUNNING:  # else it was quicker than the signal
        _change(books, leased_until=datetime.now(UTC) - timedelta(seconds=1))
    made(app, books)
    assert downloaded(client, page)


def _worker(app: Flask) -> "subprocess.Popen[bytes]":
    settings = {name: str(app.config[name]) for name in ("DATABASE_URL", "JOBS_FOLDER")}
    command = [sys.executable, "-m", "flask", "--app", "app", "work"]
    return _Ended(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL, process_group=0)


class _Ended(subprocess.Popen[bytes]):
    """At the end of its block it is told to stop, and has stopped."""

    def __exit__(self, *raised: object) -> None:
        self.terminate()
        self.wait(30)
        super().__exit__(*raised)  # type: ignore[arg-type]


def _wait(until: object) -> None:
    deadline = time.monotonic() + 60
    while not until():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _state(books: sa.Engine) -> str:
    """Looked at often, so without all that a session is."""
    with closing(sqlite3.connect(file_of_jobs(books))) as rows:
        return str(rows.execute("SELECT state FROM job").fetchone()[0])


def _job(books: sa.Engine) -> Job:
    with kept_jobs(books) as rows, session(rows) as reading:
        return reading.exec(select(Job)).one()


def _change(books: sa.Engine, **values: object) -> None:
    with kept_jobs(books) as rows:
        transaction(rows, lambda writing: writing.execute(sa.update(Job).values(values)))


def _take_memberships(books: sa.Engine, name: str) -> None:
    def work(writing: Session) -> None:
        writing.execute(
            sa.text("DELETE FROM membership WHERE account_id = (SELECT id FROM account WHERE name = :name)"),
            {"name": name},
        )

    transaction(books, work)
