"""P1: fifty clients at once, and funds that are too small for all of them."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

from sqlalchemy import Engine

from tests.stress.armed import PAUSES
from tests.stress.books import FUNDS, import_books
from tests.stress.browsers import NoAnswer
from tests.stress.checks import differences, lost, overcommitted, without_money
from tests.stress.databases import database
from tests.stress.people import Gift, Pair
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.stress.times import told
from tests.stress.workers import WORKERS, serving

CLIENTS, EACH = 50, 400
_BATCH = 10
"""Most record by device, so many at once; one client in ten by the form, one after the other."""
_LONGEST_PAUSE, _SHARE_OF_PAUSES = 0.005, 0.2
_LEAST, _MOST = 10, 500
"""Whole somoni of a contribution."""
_SHARE_WITH_MONEY = 0.6


@dataclass
class Worked:
    """What one client did: the ids that were acknowledged, how long answers took, what should not have been."""

    recorded: list[str] = field(default_factory=list)
    verified: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @contextmanager
    def timed(self) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.seconds.append(time.monotonic() - started)


def run(scale: float, kind: Kind) -> Outcome:
    each = scaled(EACH, scale)
    total = CLIENTS * each
    with database(kind) as engine:
        import_books(engine, round(total / FUNDS * (_LEAST + _MOST) / 2 * _SHARE_WITH_MONEY))
        with serving(engine, {PAUSES: f"{_LONGEST_PAUSE},{_SHARE_OF_PAUSES}"}) as workers, watched() as watch:
            pairs = [Pair(engine, workers.address, number) for number in range(CLIENTS)]
            with ThreadPoolExecutor(CLIENTS) as clients:
                done = list(clients.map(lambda number: _work(pairs[number], number, each), range(CLIENTS)))
        refused, decided = without_money(engine)
        wrong = [*(said for worked in done for said in worked.wrong), *_wrong(engine, done, decided)]
    seconds = [took for worked in done for took in worked.seconds]
    return Outcome(
        done=f"{CLIENTS} clients × {each} contributions on {FUNDS} funds over HTTP, {WORKERS[kind]} workers of "
        f"gunicorn, each recorded by one person (by form, or in batches of {_BATCH} as devices send them) and "
        "verified by another, pauses of up to 5 ms at seams of the commits; "
        f"{refused / max(decided, 1):.0%} found no money",
        times=total,
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{watch.rate(total)} contributions/s, {told(seconds)}",
    )


def _work(pair: Pair, client: int, each: int) -> Worked:
    worked, draw = Worked(), random.Random(client)
    gifts = [Gift(client * each + number, str(draw.randint(_LEAST, _MOST))) for number in range(each)]
    size = 1 if client % 10 == 0 else _BATCH
    for first in range(0, each, size):
        try:
            for reference, client_id in _recorded(pair, gifts[first : first + size], worked):
                _verify(pair, reference, client_id, worked)
        except NoAnswer as failure:
            worked.wrong.append(f"no answer: {failure.__cause__ or failure}")
    return worked


def _recorded(pair: Pair, gifts: list[Gift], worked: Worked) -> list[tuple[str, str]]:
    """The references under which they stand, with their ids."""
    with worked.timed():
        if len(gifts) == 1:
            answer, reference = pair.record(gifts[0])
            found = [(reference, gifts[0].client_id)] if reference else []
        else:
            answer, rows = pair.record_batch(gifts)
            found = [(row.reference, row.client_id) for row in rows if row.status == HTTPStatus.CREATED]
    if len(found) < len(gifts):
        worked.wrong.append(f"{len(gifts) - len(found)} not recorded, answered with {answer.status}")
    worked.recorded += [client_id for _, client_id in found]
    return found


def _verify(pair: Pair, reference: str, client_id: str, worked: Worked) -> None:
    with worked.timed():
        answer = pair.verify(reference)
    if answer.status == HTTPStatus.SEE_OTHER:
        worked.verified.append(client_id)
    else:
        worked.wrong.append(f"verification was answered with {answer.status}")


def _wrong(engine: Engine, done: list[Worked], decided: int) -> Iterator[str]:
    recorded = [each for worked in done for each in worked.recorded]
    verified = [each for worked in done for each in worked.verified]
    yield from overcommitted(engine)
    yield from lost(engine, recorded, verified)
    if decided != len(verified):
        yield f"{len(verified)} were verified, and {decided} decided on"
    yield from differences(engine)
