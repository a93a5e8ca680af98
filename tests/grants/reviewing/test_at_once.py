"""Two speak of one voucher, or enter what came back of one claim, at the same moment: each word is kept once."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from tests.grants import programme as p
from tests.grants.reviewing.desk import Desk, at_desk, books
from tests.stress.at_once import at_once


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with at_desk(books(engine, tmp_path)) as desk:
        yield desk


def sent_at_once(desk: Desk, path: Mapping[str, str], ending: str, **fields: Any) -> dict[str, TestResponse]:
    """All have the page open, by name and path, before anybody presses."""
    forms = {name: desk.form(name, each, ending) for name, each in path.items()}

    def press(name: str) -> TestResponse:
        address, known = forms[name]
        return desk.clients[name].post(address, data=known | fields | {"words": f"Of {name}"})

    with ThreadPoolExecutor(len(forms)) as threads:
        answers = at_once(threads, [partial(press, name) for name in forms])
    return dict(zip(forms, answers, strict=True))


def statuses(answers: Mapping[str, TestResponse]) -> list[int]:
    return sorted(each.status_code for each in answers.values())


def test_of_two_accounts_of_a_fund_one_is_shown_what_the_other_said(desk: Desk) -> None:
    thread = "/expenditures/E-1/reviews/F"
    answers = sent_at_once(desk, {"ingrid": thread, "lars": thread}, "/verdict", verdict="queried")
    assert statuses(answers) == [303, 409]
    [first] = [name for name, each in answers.items() if each.status_code == 303]
    [second] = answers.keys() - {first}
    assert f"Of {first}" in answers[second].text
    assert f"Of {second}" in answers[second].text, "what was typed is still there"
    assert desk.reviews() == [("E-1", first, 1, "queried")]
    assert desk.says(second, "E-1", "accepted").status_code == 303
    assert {(by, number) for _, by, number, _ in desk.reviews()} == {(first, 1), (second, 2)}
    assert p.differences(desk.engine) == []


def test_donors_of_two_funds_disallow_at_once_and_claim_it_once(desk: Desk) -> None:
    threads = {name: f"/expenditures/E-1/reviews/{fund}" for name, fund in (("ingrid", "F"), ("hans", "G"))}
    answers = sent_at_once(desk, threads, "/verdict", verdict="disallowed")
    assert statuses(answers) == [303, 303]
    assert desk.reviews() == [("E-1", "hans", 1, "disallowed"), ("E-1", "ingrid", 1, "disallowed")]
    assert [step[1:] for step in desk.steps()] == [
        ("fund F", 1, "opened", 60_00),
        ("fund G", 1, "opened", 40_00),
        ("group money", 1, "opened", 100_01),
    ]
    assert p.differences(desk.engine) == []


def test_of_two_who_enter_what_came_back_one_does_and_no_more_than_is_open(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    of_sources = p.rows(desk.engine, "clawback", "source", "id")
    claim = f"/clawbacks/{dict(of_sources)['fund F']}"
    came = {"amount": "40", "payment": "BANK-7"}
    answers = sent_at_once(desk, dict.fromkeys(("zarina", "bakhrom"), claim), "/repaid", **came)
    assert statuses(answers) == [303, 409]
    repaid = [step for step in desk.steps() if step[3] == "repaid"]
    assert repaid == [("E-1", "fund F", 2, "repaid", 40_00)]
    [late] = [name for name, each in answers.items() if each.status_code == 409]
    again = desk.send(late, claim, "/repaid", **came)
    assert (again.status_code, "No more than 20 TJS is open." in again.text) == (422, True)
    assert len(desk.steps()) == 4
    assert p.differences(desk.engine) == []
