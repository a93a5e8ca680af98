"""P10: processes are killed in the middle of commits; what was acknowledged is there, once, and whole."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from core.outages import DatabaseAway
from tests.stress.armed import ORDERS
from tests.stress.books import import_books
from tests.stress.checks import differences, lost, strangers
from tests.stress.databases import database, on_server
from tests.stress.load import Log, working
from tests.stress.orders import Orders, Target
from tests.stress.people import Pair
from tests.stress.postgresql import Server
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.stress.seams import Seam
from tests.stress.waiting import waited_for
from tests.stress.workers import Workers, serving

POINTS: dict[Kind, dict[Target, int]] = {
    Kind.SQLITE: {Target.WORKER: 100, Target.MASTER: 20},
    Kind.POSTGRESQL: {Target.WORKER: 70, Target.MASTER: 20, Target.BACKEND: 50, Target.POSTMASTER: 40},
}
"""300 in all."""
_PAIRS = 6
_BUDGET = 10_000_000
_VERIFIED_EVERY = 20
_TAKEN_WITHIN = 60.0
_BACK_WITHIN = 60.0


@dataclass
class Site:
    """What can be killed, and how each is started again."""

    engine: Engine
    workers: Workers
    orders: Orders
    server: Server | None

    def restart(self, target: Target) -> None:
        """Gunicorn replaces a worker, and PostgreSQL its backends; the rest is started by whoever operates it."""
        if target is Target.MASTER:
            self.workers.kill()
            self.workers.start()
        if target is Target.POSTMASTER:
            assert self.server is not None
            self.server.kill()
            self.server.start()


@dataclass
class Found:
    wrong: list[str] = field(default_factory=list)
    back_after: dict[Target, list[float]] = field(default_factory=dict)

    def told(self) -> str:
        return "back after at most " + ", ".join(
            f"{max(seconds):.1f} s ({target})" for target, seconds in self.back_after.items()
        )


def run(scale: float, kind: Kind) -> Outcome:
    points = [target for target, full in POINTS[kind].items() for _ in range(scaled(full, scale))]
    random.Random(1).shuffle(points)
    found = Found()
    with _site(kind) as site, watched() as watch:
        log = Log(site.workers.folder / "acknowledged")
        pairs = [Pair(site.engine, site.workers.address, number) for number in range(_PAIRS)]
        with working(pairs, log):
            for number, target in enumerate(points):
                seam = list(Seam)[number % len(Seam)]
                _kill(site, log, seam, target, found)
                found.wrong += _since(f"{target} killed {seam}", lambda: _missing(site.engine, log))
                if number % _VERIFIED_EVERY == 0:
                    found.wrong += differences(site.engine)
        found.wrong += [*_missing(site.engine, log), *differences(site.engine), *log.refused]
    file = ", each the process that writes the file" if kind is Kind.SQLITE else ""
    each = ", ".join(f"{points.count(target)} × {target}" for target in dict.fromkeys(POINTS[kind]))
    return Outcome(
        done=f"kill -9 at armed seams of commits while {_PAIRS} people record and {_PAIRS} verify ({each}{file}); "
        f"{len(log.recorded) + len(log.verified):,} writes acknowledged",
        times=len(points),
        wrong=found.wrong,
        seconds=watch.seconds,
        figures=found.told(),
    )


@contextmanager
def _site(kind: Kind) -> Iterator[Site]:
    with ExitStack() as stack:
        server = None
        if kind is Kind.POSTGRESQL:
            server = Server()
            stack.callback(server.stop)
            server.start()
        engine = stack.enter_context(database(kind) if server is None else on_server(server))
        import_books(engine, _BUDGET)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hashar-stress-")))
        workers = stack.enter_context(serving(engine, {ORDERS: str(folder)}))
        yield Site(engine, workers, Orders(folder), server)


def _kill(site: Site, log: Log, seam: Seam, target: Target, found: Found) -> None:
    """Wait until whoever passes the seam next has carried it out, and until the first is acknowledged again."""
    time.sleep(random.uniform(0, 0.1))
    site.orders.order(seam, target)
    if not waited_for(lambda: not site.orders.is_waiting(seam), _TAKEN_WITHIN):
        found.wrong.append(f"nobody passed {seam} within a minute")
        site.orders.withdraw(seam)
        return
    killed = time.monotonic()
    site.restart(target)
    if not waited_for(lambda: log.last > killed, _BACK_WITHIN):
        found.wrong.append(f"nothing was acknowledged within a minute after the {target} was killed")
    found.back_after.setdefault(target, []).append(time.monotonic() - killed)


def _missing(engine: Engine, log: Log) -> list[str]:
    """Who was acknowledged is noted before it is looked for."""
    recorded, verified = list(log.recorded), list(log.verified)
    found = list(lost(engine, recorded, verified))
    return [*found, *strangers(engine, log.sent)]


def _since(what: str, find: Callable[[], list[str]]) -> list[str]:
    """A database that was just killed may still refuse the first who ask."""
    deadline = time.monotonic() + _BACK_WITHIN
    while True:
        try:
            return [f"{what}: {said}" for said in find()]
        except (OperationalError, DatabaseAway):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
