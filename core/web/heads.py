"""The running site keeps the heads of its journals by itself: once a day, at the first request that it answers."""

import logging
import time
from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock

import sqlalchemy as sa
from flask import Flask, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from core.database import DatabaseBusy
from core.errors import Refusal
from core.journal.heads import KeptHeads, day_of, read_heads
from core.journal.keeping import Keeping, keep_heads
from core.journal.settings import HeadsReason, keeping_of
from core.web.engine import opened_engine

log = logging.getLogger(__name__)

_SECONDS_AFTER_FAILURE = 600


class _Daily:
    """What this process knows of today: whether it is done, and when to try again where it failed."""

    def __init__(self) -> None:
        self.done_on = ""
        self.not_before = 0.0
        self.lock = Lock()


def init_heads(app: Flask) -> None:
    """Once it is done it costs a comparison of two days. It is done after the answer, which never waits."""
    keeping, daily = keeping_of(app.config), _Daily()
    if keeping is None:
        return
    where = keeping

    @app.after_request
    def keep_daily(response: Response) -> Response:
        now = datetime.now(UTC)
        if daily.done_on != day_of(now) and time.monotonic() >= daily.not_before:
            engine = opened_engine()
            if engine is not None:
                response.call_on_close(lambda: _keep(where, engine, daily, now))
        return response


def settings_of_heads() -> Keeping | None:
    """Of the current application."""
    return keeping_of(current_app.config)


def kept_heads() -> KeptHeads:
    """What is in the file of the current application; nothing where none is kept. Raises Refusal."""
    keeping = settings_of_heads()
    if keeping is None:
        return KeptHeads()
    try:
        return read_heads(keeping.path)
    except OSError as failure:
        raise Refusal(HeadsReason.UNREADABLE, why=failure) from failure


def _keep(keeping: Keeping, engine: sa.Engine, daily: _Daily, now: datetime) -> None:
    """No failure of it reaches anybody's request: the log tells it, and the page of integrity, on which the day
    is missing."""
    if not daily.lock.acquire(blocking=False):
        return
    try:
        with suppress(BlockingIOError):  # another worker is at it
            kept = keep_heads(keeping, engine, now, wait=False)
            if kept.not_sent is not None:
                log.error("The heads of the journals were kept, but not sent: %s", kept.not_sent)
            if kept.has_any:
                daily.done_on = day_of(now)
    except (OSError, SQLAlchemyError, DatabaseBusy):
        daily.not_before = time.monotonic() + _SECONDS_AFTER_FAILURE
        log.exception("The heads of the journals could not be kept in %s", keeping.path)
    finally:
        daily.lock.release()
