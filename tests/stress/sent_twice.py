"""P3: the same contribution is sent a hundred times at one moment, by devices and by forms."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus

from sqlalchemy import Engine

from tests.stress.at_once import at_once
from tests.stress.books import OFFICER, import_books
from tests.stress.browsers import Browser, NoAnswer
from tests.stress.checks import differences, rows_by_client_id
from tests.stress.databases import database
from tests.stress.people import BATCH, Gift, reference_in, rows_of, sent
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.stress.workers import serving
from tests.web import token_of

TIMES, IDS = 100, 50
_BY_FORM_EACH = 10
"""One id in ten comes by the form: its answer rehearses, and takes longer."""
Seen = tuple[int, str]
"""The status of an answer, and the reference it names."""


def run(scale: float, kind: Kind) -> Outcome:
    ids = scaled(IDS, scale, least=2)
    with database(kind) as engine:
        import_books(engine, 1_000)
        with serving(engine) as workers, ThreadPoolExecutor(TIMES) as people, watched() as watch:
            officer = token_of(engine, "officer", OFFICER)
            browsers = [Browser(workers.address, officer) for _ in range(TIMES)]
            list(people.map(lambda browser: browser.get("/account"), browsers))
            gifts = [Gift(number, "25") for number in range(ids)]
            wrong = [said for gift in gifts for said in _race(people, browsers, gift)]
        wrong += [*_not_once(engine, gifts), *differences(engine)]
    return Outcome(
        done=f"{TIMES} posts of one id at the same moment × {ids} ids: by devices, "
        f"one id in {_BY_FORM_EACH} by the form",
        times=TIMES * ids,
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{watch.rate(TIMES * ids)} posts/s",
    )


def _race(people: ThreadPoolExecutor, browsers: list[Browser], gift: Gift) -> Iterator[str]:
    """Exactly one is told that it made it, all others where it is."""
    by_form = gift.number % _BY_FORM_EACH == 1
    send = _by_form if by_form else _by_device
    seen = at_once(people, [partial(send, browser, gift) for browser in browsers])
    statuses = Counter(status for status, _ in seen)
    expected = {HTTPStatus.SEE_OTHER: TIMES} if by_form else {HTTPStatus.CREATED: 1, HTTPStatus.OK: TIMES - 1}
    if statuses != expected:
        yield f"answers of one id: {dict(statuses)}"
    if len({reference for _, reference in seen}) != 1:
        yield f"one id got the references {sorted({reference for _, reference in seen})}"


def _by_device(browser: Browser, gift: Gift) -> Seen:
    try:
        answer = browser.send_json(BATCH, sent([gift]))
    except NoAnswer:
        return 0, ""
    rows = rows_of(answer)
    return (rows[0].status, rows[0].reference) if rows else (answer.status, "")


def _by_form(browser: Browser, gift: Gift) -> Seen:
    try:
        answer = browser.post(gift.path, gift.fields)
    except NoAnswer:
        return 0, ""
    return answer.status, reference_in(answer)


def _not_once(engine: Engine, gifts: list[Gift]) -> Iterator[str]:
    stored = Counter(client_id for client_id, _ in rows_by_client_id(engine))
    if stored != Counter(gift.client_id for gift in gifts):
        yield f"{stored.total()} rows for {len(gifts)} ids"
