"""flask work: the worker that makes what people asked for."""

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from core.cli import refusing
from core.jobs.consumer import WorkConsumer
from core.jobs.leases import name_of_process
from core.jobs.presence import be_gone, be_seen
from core.jobs.queue import Queue, offer, open_queue
from core.jobs.rows import kept_jobs
from core.jobs.sweeping import put_back, remove_old
from core.jobs.working import work_on
from core.web.engine import engine
from core.web.jobs import folder_of_jobs

_NICE = 10
_REMOVES_EVERY = 600.0


@click.command("work")
@click.option(
    "--once", is_flag=True, help="Make what waits, then end; for a timer, where no service may run."
)
@click.option("--beside", type=int, hidden=True, help="The process beside which this runs; it ends with it.")
@with_appcontext
@refusing
def work_command(once: bool, beside: int | None) -> None:
    """Make the reports that people asked for, one after another, until stopped. Several may run at a time."""
    _step_back()
    logging.getLogger("huey").setLevel(logging.ERROR)  # that each worker ends after a job is no news
    app, books, folder = current_app._get_current_object(), engine(), folder_of_jobs()  # type: ignore[attr-defined]
    with open_queue(books, lambda id: _work_on(app, books, folder, id)) as queue:
        if once:
            work_off(queue, books, folder)
            return
        queue.huey.on_startup("connections")(lambda: books.dispose(close=False))
        name = name_of_process()
        books.dispose()
        if beside is None:
            click.echo(_("At work on what people ask for (Ctrl-C stops it)"))
        WorkConsumer(queue.huey, _looking_after(books, folder, name), beside).run()
        with kept_jobs(books) as rows:
            be_gone(rows, name, datetime.now(UTC))


def work_off(queue: Queue, books: sa.Engine, folder: Path) -> None:
    """Make all that waits, in this process."""
    queue.huey.storage.blocking = False
    for id in put_back(books, lambda: queue.huey.pending_count() == 0, datetime.now(UTC)):
        queue.offer(id)
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)
    remove_old(books, folder, datetime.now(UTC))


def _work_on(app: Flask, books: sa.Engine, folder: Path, id: int) -> None:
    with app.app_context():
        work_on(books, folder, id)


def _looking_after(books: sa.Engine, folder: Path, name: str) -> Callable[[], None]:
    removes_at = 0.0

    def look_after() -> None:
        nonlocal removes_at
        at = datetime.now(UTC)
        try:
            with kept_jobs(books) as rows:
                be_seen(rows, name, at)
            for id in put_back(books, lambda: _is_empty(books), at):
                offer(books, id)
            if time.monotonic() >= removes_at:
                removes_at = time.monotonic() + _REMOVES_EVERY
                remove_old(books, folder, at)
        finally:
            books.dispose()

    return look_after


def _is_empty(books: sa.Engine) -> bool:
    with open_queue(books) as queue:
        return bool(queue.huey.pending_count() == 0)


def _step_back() -> None:
    """The site goes first. Where Linux weighs sessions and not processes, a worker's own one steps back too."""
    os.nice(_NICE)
    if os.getsid(0) == os.getpid():
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(_NICE))


def register(app: Flask) -> None:
    app.cli.add_command(work_command)
