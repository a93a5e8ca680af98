"""What a promise is, and what trying it gives.

To add one: write a module with one function, and one line in promises.py.

    # tests/stress/splits.py
    def run(scale: float, kind: Kind) -> Outcome:
        examples = scaled(100_000, scale)
        with watched() as watch:
            wrong = [found for each in range(examples) if (found := _try(each))]
        return Outcome(
            done=f"{examples:,} amounts split among 1 to 200 parties",
            times=examples,
            wrong=wrong,
            seconds=watch.seconds,
            figures=f"{watch.rate(examples)} splits/s",
        )

    # tests/stress/promises.py
    Promise("P8", "Splits conserve money: not a minor unit is lost.", "tests.stress.splits", NO_DATABASE),

`scale` is 1 in `make stress` and about 0.05 in `make test`, where a test calls the same function:

    def test_splits_conserve_money() -> None:
        assert_kept(run(0.05, Kind.NONE))

A database to try it on, upgraded and empty, comes from `databases.database(kind)`; worker processes over it from
`workers.serving(engine, ...)`. What `run` finds is never an exception: it is a sentence in `wrong`, so that the
document says it. An exception means that the trial itself failed.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module


class Kind(StrEnum):
    """On what it was tried."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"
    NONE = "none"


BOTH = (Kind.SQLITE, Kind.POSTGRESQL)
NO_DATABASE = (Kind.NONE,)


class NotHere(Exception):
    """This machine lacks what the trial needs; the message says what. No line is written for it."""


@dataclass(frozen=True)
class Outcome:
    """`times` is the N of the bound: how often it could have gone wrong. `wrong` has a sentence for each time."""

    done: str
    times: int
    wrong: Sequence[str]
    seconds: float
    figures: str = ""
    """Throughput, p99 and the like, as the document shows them."""


@dataclass(frozen=True)
class Promise:
    """`words` say it to somebody who has never seen the code; `module` has the function `run`."""

    id: str
    words: str
    module: str
    kinds: tuple[Kind, ...] = BOTH
    alone: bool = True
    """It needs the whole machine; what works in one process only is tried beside others of its kind."""

    def run(self, scale: float, kind: Kind) -> Outcome:
        outcome: Outcome = import_module(self.module).run(scale, kind)
        return outcome


class Watch:
    """How long something took; its seconds stand still once the block is left."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._stopped: float | None = None

    def stop(self) -> None:
        self._stopped = time.monotonic()

    @property
    def seconds(self) -> float:
        return (self._stopped or time.monotonic()) - self._started

    def rate(self, count: int) -> str:
        """So many a second, with as many digits as say something."""
        each = count / max(self.seconds, 0.001)
        return f"{each:,.0f}" if each >= 10 else f"{each:.1f}"


@contextmanager
def watched() -> Iterator[Watch]:
    watch = Watch()
    try:
        yield watch
    finally:
        watch.stop()


def scaled(full: int, scale: float, least: int = 1) -> int:
    return max(least, round(full * scale))


def assert_kept(outcome: Outcome) -> None:
    """For tests: something was tried, and nothing went wrong."""
    assert outcome.times > 0
    assert not outcome.wrong, f"{len(outcome.wrong)} of {outcome.times}: {list(outcome.wrong)[:5]}"
