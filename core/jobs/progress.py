"""How far a job is: counted where rows pass, told once a second by a thread of its own.

Who counts writes nothing and waits for nobody. Outside of a job counting costs one look at a variable.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

import sqlalchemy as sa

from core.jobs.leases import LEASE, Lease, renew

log = logging.getLogger(__name__)

T = TypeVar("T")

_TOLD_EVERY = 1.0
_COUNTED_AT_ONCE = 250


class Phase(StrEnum):
    """What a job does at the moment; `labels.PHASES` has the words."""

    CHECKING = "checking"
    READING = "reading"
    WRITING = "writing"
    DRAWING = "drawing"
    PACKING = "packing"


class LeaseLost(Exception):
    """Somebody else makes this job now, or it is no longer wanted."""


class Progress:
    """`of` is None where nobody knows how many there will be."""

    def __init__(self) -> None:
        self.phase: Phase | None = None
        self.done = 0
        self.of: int | None = None
        self.is_lost = False

    def begin(self, phase: Phase, of: int | None = None) -> None:
        self.phase, self.done, self.of = phase, 0, of
        self.step(0)

    def step(self, count: int) -> None:
        """Raises LeaseLost."""
        self.done += count
        if self.is_lost:
            raise LeaseLost

    def counting(self, rows: Iterable[T]) -> Iterator[T]:
        since = 0
        for row in rows:
            yield row
            since += 1
            if since == _COUNTED_AT_ONCE:
                self.step(since)
                since = 0
        self.step(since)


_current: ContextVar[Progress | None] = ContextVar("progress", default=None)


def begin(phase: Phase, of: int | None = None) -> None:
    """The job at hand, if this is one, does this from now on, to so many rows."""
    progress = _current.get()
    if progress is not None:
        progress.begin(phase, of)


def counted(rows: Iterable[T]) -> Iterable[T]:
    """The rows as they are; a job counts those that pass."""
    progress = _current.get()
    return rows if progress is None else progress.counting(rows)


@contextmanager
def telling(rows: sa.Engine, lease: Lease) -> Iterator[Progress]:
    """Until the end of the block the lease is renewed, and the row says how far the job is."""
    progress, is_over = Progress(), Event()
    token = _current.set(progress)
    thread = Thread(target=_tell, args=(rows, lease, progress, is_over.wait), daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        is_over.set()
        thread.join()
        _current.reset(token)


def _tell(rows: sa.Engine, lease: Lease, progress: Progress, wait: Callable[[float], bool]) -> None:
    told, told_at = None, monotonic()  # a clock that is set back may not keep it from being told
    while not wait(_TOLD_EVERY):
        at, now = monotonic(), (progress.phase, progress.done, progress.of)
        if now == told and at - told_at < LEASE.total_seconds() / 4:
            continue
        try:
            progress.is_lost = not renew(rows, lease, datetime.now(UTC), *now)
            told, told_at = now, at
        except Exception:
            # Whoever is in the way is gone by the next time, or the lease runs out and the job is another's.
            log.warning("Job %s: its progress could not be told", lease.id, exc_info=True)
            progress.is_lost = at - told_at > LEASE.total_seconds()
        if progress.is_lost:
            return
