"""A kind of job whose making a test decides on, and somebody who asks for one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import Session

from core.database import session, transaction
from core.jobs.asking import Asker, Wish, ask
from core.jobs.cli import work_off
from core.jobs.kinds import Kind, Making, register
from core.jobs.models import Job
from core.jobs.queue import open_queue
from core.jobs.rows import kept_jobs
from core.jobs.working import work_on
from core.programmes import Programme
from tests.web import opened

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ACCOUNTS = {"zarina": 1, "bahrom": 2}


@dataclass
class Bench:
    """Books with one programme, whose jobs are made as `make` says."""

    app: Flask
    books: sa.Engine
    folder: Path
    programme_id: int

    def ask(self, name: str = "zarina", **asked: Any) -> int:
        wish = Wish(self.programme_id, "test", asked, "a.txt", "text/plain")
        return ask(self.books, wish, Asker(ACCOUNTS[name], name, "en"), NOW)

    def make_with(self, make: Callable[[Making], None]) -> None:
        register(Kind("test", lambda _asked: "A test", make, lambda _at, _asked: True))

    def work_off(self) -> None:
        with self.app.app_context(), open_queue(self.books, self._work_on) as queue:
            work_off(queue, self.books, self.folder)

    def job(self, id: int) -> Job:
        with kept_jobs(self.books) as rows, session(rows) as reading:
            return reading.get_one(Job, id)

    def change(self, id: int, **values: Any) -> None:
        """As if time had passed, for instance."""

        def work(writing: Session) -> None:
            writing.execute(sa.update(Job).where(Job.id == id).values(values))  # type: ignore[arg-type]

        with kept_jobs(self.books) as rows:
            transaction(rows, work)

    def files(self) -> list[str]:
        return [path.read_text() for path in self.folder.glob("*")]

    def _work_on(self, id: int) -> None:
        work_on(self.books, self.folder, id)


def write(making: Making) -> None:
    making.path.write_text(f"{making.programme} {making.asked['span']}")


@pytest.fixture
def bench(engine: sa.Engine, tmp_path: Path) -> Iterator[Bench]:
    def programme(writing: Session) -> int:
        of = Programme(
            code="TJ-KHT",
            name="Khatlon",
            country="TJ",
            currency="USD",
            starts_on=date(2020, 1, 1),
            time_zone="Asia/Dushanbe",
        )
        writing.add(of)
        writing.flush()
        return of.id or 0

    id = transaction(engine, programme)
    with opened(engine) as app:
        found = Bench(app, engine, tmp_path / "jobs", id)
        found.make_with(write)
        yield found
