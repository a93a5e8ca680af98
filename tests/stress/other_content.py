"""P4: an id comes again with another amount, day, group or project."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from http import HTTPStatus

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session

from core.database import session
from core.tables import table
from household_groups.models.contributions import Contribution
from household_groups.models.submissions import SubmissionConflict
from tests.stress.at_once import at_once
from tests.stress.books import CODE, OFFICER, group_code, import_books, project_code
from tests.stress.browsers import Browser
from tests.stress.checks import differences
from tests.stress.databases import database
from tests.stress.people import BATCH, Gift, rows_of, sent
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.stress.workers import serving
from tests.web import token_of

IDS = 200
_AT_ONCE = 8
"""Contributions of which all mutations are sent at the same moment, each mutation in a batch of its own."""
_BY_FORM_EACH = 10


def run(scale: float, kind: Kind) -> Outcome:
    gifts = [Gift(number, "25") for number in range(scaled(IDS, scale, least=10))]
    mutations = [mutation for gift in gifts for mutation in _mutations(gift)]
    wrong: list[str] = []
    with database(kind) as engine:
        import_books(engine, 1_000)
        with serving(engine) as workers, ThreadPoolExecutor(_AT_ONCE) as people, watched() as watch:
            browser = Browser(workers.address, token_of(engine, "officer", OFFICER))
            for gift in gifts:
                if [row.status for row in rows_of(browser.send_json(BATCH, sent([gift])))] != [
                    HTTPStatus.CREATED
                ]:
                    wrong.append(f"{gift.client_id} was not recorded")
            before = _contributions(engine)
            for first in range(0, len(mutations), _AT_ONCE):
                part = mutations[first : first + _AT_ONCE]
                deeds = [partial(_status_of, browser, gift) for gift in part]
                wrong += [
                    f"other content was answered with {status}"
                    for status in at_once(people, deeds)
                    if status != HTTPStatus.CONFLICT
                ]
            listed = browser.get(f"/programmes/{CODE}/conflicts")
        if _contributions(engine) != before:
            wrong.append("a contribution was altered")
        wrong += [*_not_listed(engine, mutations), *differences(engine)]
        if listed.status != HTTPStatus.OK or "/conflicts/" not in listed.body:
            wrong.append("the officer's page lists no conflict")
    return Outcome(
        done=f"{len(gifts)} recorded contributions sent again with another amount, day, group or project, "
        f"{_AT_ONCE} at a time, by devices and by the form: each refused with 409 and kept in the officer's list",
        times=len(mutations),
        wrong=wrong,
        seconds=watch.seconds,
    )


def _mutations(gift: Gift) -> Iterator[Gift]:
    yield replace(gift, amount="25.01")
    yield replace(gift, changes={"received_on": "2026-06-14"})
    yield replace(gift, changes={"group": group_code(gift.number + _next_of_fund())})
    yield replace(gift, number=gift.number + _next_of_fund(), changes={"group": group_code(gift.number)})


def _next_of_fund() -> int:
    """To the next project, and the next group, of the same community."""
    step = 1
    while project_code(step)[:2] != project_code(0)[:2] or group_code(step)[:2] != group_code(0)[:2]:
        step += 1
    return step


def _status_of(browser: Browser, gift: Gift) -> int:
    if gift.number % _BY_FORM_EACH == 0:
        return browser.post(gift.path, gift.fields).status
    rows = rows_of(browser.send_json(BATCH, sent([gift])))
    return rows[0].status if rows else 0


def _contributions(engine: Engine) -> list[str]:
    with session(engine) as reading:
        return sorted(map(repr, reading.execute(sa.select(table(Contribution)))))


def _not_listed(engine: Engine, mutations: list[Gift]) -> Iterator[str]:
    with session(engine) as reading:
        kept = _count(reading)
    if kept != len(mutations):
        yield f"{kept} conflicts are listed of {len(mutations)}"


def _count(reading: Session) -> int:
    query = sa.select(sa.func.count()).select_from(table(SubmissionConflict))
    count: int = reading.execute(query).scalar_one()
    return count
