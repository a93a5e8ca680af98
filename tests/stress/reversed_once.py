"""P6: fifty ask at once to take the same contribution back: alone, and as second persons of two proposals."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.database import session, transaction
from core.programmes import Programme
from core.tables import table
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.proposals import ProposalKind
from grants.proposing import propose
from household_groups.models.contributions import Contribution, Reversal
from tests.stress.at_once import at_once
from tests.stress.books import AMOUNT, CODE, MANAGER, RECEIVED_ON, import_books, reference
from tests.stress.browsers import Browser, NoAnswer
from tests.stress.checks import differences
from tests.stress.databases import database
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.stress.workers import serving
from tests.web import token_of

CONTRIBUTIONS, PRESSES = 100, 50
_BUDGET = 1_000_000
_ANSWERS = {HTTPStatus.SEE_OTHER, HTTPStatus.CONFLICT}
Press = Callable[[], int]


def run(scale: float, kind: Kind) -> Outcome:
    count = scaled(CONTRIBUTIONS, scale, least=4)
    with database(kind) as engine:
        import_books(engine, _BUDGET, verified=count)
        with serving(engine) as workers, ThreadPoolExecutor(PRESSES) as people, watched() as watch:
            browsers = [
                Browser(workers.address, token_of(engine, f"manager-{number}", MANAGER))
                for number in range(2)
            ]
            for browser in browsers:
                browser.get("/account")
            wrong = [
                said
                for number in range(count)
                for said in _race(people, list(_presses(engine, browsers, number)), reference(number))
            ]
        wrong += [*_not_reversed_once(engine, count), *_not_given_back(engine), *differences(engine)]
    return Outcome(
        done=f"{PRESSES} requests at the same moment to take one contribution back × {count} contributions: by "
        "two managers alone, every other one by the second persons of two proposals; then all budgets are whole",
        times=PRESSES * count,
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{watch.rate(PRESSES * count)} requests/s",
    )


def _presses(engine: Engine, browsers: list[Browser], number: int) -> Iterator[Press]:
    """Half of them by each of two managers."""
    path = f"/programmes/{CODE}/contributions/{reference(number)}/reverse"
    addresses = [path, path]
    fields = {"step": "book", "seen": "0", "amount": "", "reversed_on": RECEIVED_ON, "reason": "sent twice"}
    if number % 2:
        addresses = [f"/programmes/{CODE}/proposals/{_proposed(engine, number, by)}/confirm" for by in "AB"]
        fields = {}
    for press in range(PRESSES):
        which = press % len(browsers)
        yield partial(_pressed, browsers[which], addresses[which], fields)


def _pressed(browser: Browser, path: str, fields: dict[str, str]) -> int:
    try:
        return browser.post(path, fields).status
    except NoAnswer:
        return 0


def _race(people: ThreadPoolExecutor, presses: list[Press], name: str) -> Iterator[str]:
    """Whoever pressed the button that did it may be told so more than once, and nobody else."""
    statuses = Counter(at_once(people, presses))
    if set(statuses) - _ANSWERS or not statuses[HTTPStatus.SEE_OTHER]:
        yield f"{name} was answered with {dict(statuses)}"
    if statuses[HTTPStatus.SEE_OTHER] > PRESSES // 2:
        yield f"{name}: both managers were told that they took it back"


def _proposed(engine: Engine, number: int, by: str) -> int:
    rows = {
        "reversals": [
            {
                "contribution": reference(number),
                "amount": str(AMOUNT),
                "reversed_on": RECEIVED_ON,
                "reason": f"sent twice, says {by}",
            }
        ]
    }

    def work(writing: Session) -> int:
        programme_id = writing.exec(select(Programme.id)).one()
        assert programme_id is not None
        at = datetime.now(UTC)
        proposal = propose(writing, programme_id, ProposalKind.REVERSALS, rows, by=f"proposer {by}", at=at)
        assert proposal.id is not None
        return proposal.id

    return transaction(engine, work)


def _not_reversed_once(engine: Engine, count: int) -> Iterator[str]:
    contribution, reversal = table(Contribution).c, table(Reversal).c
    query = (
        sa.select(contribution.reference, sa.func.count(reversal.id), sa.func.sum(reversal.amount_minor))
        .join_from(
            table(Contribution), table(Reversal), reversal.contribution_id == contribution.id, isouter=True
        )
        .group_by(contribution.reference)
    )
    with session(engine) as reading:
        found = {name: (times, minor) for name, times, minor in reading.execute(query)}
    for number in range(count):
        times, minor = found[reference(number)]
        if (times, minor) != (1, AMOUNT * 100):
            yield f"{reference(number)} was reversed {times} times, by {minor}"


def _not_given_back(engine: Engine) -> Iterator[str]:
    """By SQL alone: all is reversed, so nothing of any fund is committed."""
    entry = table(MatchEntry).c
    left = sa.func.sum(entry.granted_minor - entry.released_minor)
    query = sa.select(table(Fund).c.code, left).join(table(Fund), table(Fund).c.id == entry.fund_id)
    with session(engine) as reading:
        for code, minor in reading.execute(query.group_by(table(Fund).c.code)):
            if minor:
                yield f"of fund {code} {minor} is still committed"
