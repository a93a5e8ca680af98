"""P3: a device sends its queue again and again, in another order, and often does not hear the answer."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus

from sqlalchemy import Engine

from tests.stress.books import OFFICER, import_books
from tests.stress.browsers import Browser, NoAnswer
from tests.stress.checks import differences, rows_by_client_id
from tests.stress.databases import database
from tests.stress.people import BATCH, Gift, rows_of, sent
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.stress.workers import serving
from tests.web import token_of

QUEUE, REPLAYS = 500, 5
_MOST_AT_ONCE = 60
_UNHEARD = 0.5
_SENDERS = 6
"""So many parts are under way at the same time."""


@dataclass
class Heard:
    statuses: Counter[int] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    """How often each id was said to have been recorded now."""
    unheard: int = 0
    wrong: list[str] = field(default_factory=list)


def run(scale: float, kind: Kind) -> Outcome:
    count, heard = scaled(QUEUE, scale, least=25), Heard()
    gifts = [Gift(number, str(10 + number % 90)) for number in range(count)]
    with database(kind) as engine:
        import_books(engine, 1_000)
        with serving(engine) as workers, ThreadPoolExecutor(_SENDERS) as senders, watched() as watch:
            browser = Browser(workers.address, token_of(engine, "officer", OFFICER))
            for replay in range(REPLAYS):
                list(senders.map(lambda part: _send(browser, part, heard), _parts(gifts, replay)))
            last = list(_hear_all(browser, gifts, heard))
        wrong = [*heard.wrong, *last, *_not_once(engine, gifts, heard), *differences(engine)]
    return Outcome(
        done=f"a device's queue of {count} sent {REPLAYS} times, shuffled, in parts of 1 to {_MOST_AT_ONCE}, "
        f"{_SENDERS} at a time; the connection cut before the answer for {heard.unheard} of the rows, by which "
        f"{count - len(+heard.made)} were recorded without anybody hearing of it; then once more, to the end",
        times=count * (REPLAYS + 1),
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{watch.rate(count * (REPLAYS + 1))} rows/s",
    )


def _parts(gifts: list[Gift], replay: int) -> Iterator[list[Gift]]:
    draw = random.Random(replay)
    shuffled = draw.sample(gifts, len(gifts))
    while shuffled:
        size = draw.randint(1, _MOST_AT_ONCE)
        yield shuffled[:size]
        shuffled = shuffled[size:]


def _send(browser: Browser, part: list[Gift], heard: Heard) -> None:
    if random.random() < _UNHEARD:
        browser.send_json_and_leave(BATCH, sent(part))
        heard.unheard += len(part)
        return
    try:
        answer = browser.send_json(BATCH, sent(part))
    except NoAnswer as failure:
        heard.wrong.append(f"no answer: {failure.__cause__}")
        return
    if answer.status != HTTPStatus.OK:
        heard.wrong.append(f"a part was answered with {answer.status}")
    for row in rows_of(answer):
        heard.statuses[row.status] += 1
        heard.made[row.client_id] += row.status == HTTPStatus.CREATED


def _hear_all(browser: Browser, gifts: list[Gift], heard: Heard) -> Iterator[str]:
    """The last time the device waits for each answer, and all of them are there."""
    for first in range(0, len(gifts), _MOST_AT_ONCE):
        part = gifts[first : first + _MOST_AT_ONCE]
        rows = rows_of(browser.send_json(BATCH, sent(part)))
        for row in rows:
            if row.status not in (HTTPStatus.OK, HTTPStatus.CREATED):
                yield f"in the end {row.client_id} was answered with {row.status}"
            heard.made[row.client_id] += row.status == HTTPStatus.CREATED
        if len(rows) < len(part):
            yield f"in the end {len(rows)} of {len(part)} rows were answered"


def _not_once(engine: Engine, gifts: list[Gift], heard: Heard) -> Iterator[str]:
    stored = Counter(client_id for client_id, _ in rows_by_client_id(engine))
    if stored != Counter(gift.client_id for gift in gifts):
        yield f"{stored.total()} rows for {len(gifts)} ids"
    yield from (f"{each} was made {times} times" for each, times in heard.made.items() if times > 1)
    if strange := set(heard.statuses) - {HTTPStatus.OK, HTTPStatus.CREATED}:
        yield f"rows were answered with {sorted(strange)}"
