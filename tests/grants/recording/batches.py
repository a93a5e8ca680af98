"""A device at the site: batches are sent as it would send them."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from werkzeug.test import TestResponse

from grants.entering.entering import enter
from grants.importing.importing import Occasion
from tests.days import day_of
from tests.grants.recording.desk import Desk

BATCH = "/programmes/TJ-KHT/contributions/batch"

Row = dict[str, Any]


def row(**given: Any) -> Row:
    """What is sent in the plain case, under a number of its own."""
    return {
        "client_id": str(uuid4()),
        "project": "FAK-WATER",
        "group": "FAK-1",
        "household": "FAK-H1",
        "received_on": "2020-05-04",
        "amount": "1000",
        "currency": "TJS",
        "kind": "cash",
    } | given


def post(desk: Desk, body: str | bytes, kind: str = "application/json", **headers: str) -> TestResponse:
    return desk.client.post(BATCH, data=body, content_type=kind, headers=headers)


def send(desk: Desk, *rows: Any, **beside: Any) -> list[dict[str, Any]]:
    """The answers, row by row."""
    response = post(desk, json.dumps({"contributions": rows, **beside}))
    assert response.status_code == 200, response.text
    answers: list[dict[str, Any]] = response.get_json()["contributions"]
    return answers


def statuses(answers: Iterable[dict[str, Any]]) -> list[int]:
    return [answer["status"] for answer in answers]


def become(desk: Desk, reference: str, what: str) -> None:
    """What happens to a contribution later; an amount, or '' for the whole, is what of it is reversed."""
    occasion = Occasion("farrukh", datetime.now().astimezone(), reason="So it is.")
    today = day_of(occasion.at).isoformat()
    verified = {"status": "verified", "verified_on": today}
    changes = {
        "mended": {"amount": "999"},
        **{state: {"status": state} for state in ("returned", "withdrawn")},
    }
    change = {"nothing": {}, **changes}.get(what, verified)
    if change:
        rows = {"contributions": [{"reference": reference, **change}]}
        desk.write(lambda books: enter(books, "TJ-KHT", rows, occasion))
    if change is verified and what != "verified":
        back = {"contribution": reference, "reversed_on": today, "amount": what, "reason": "Wrong"}
        desk.write(lambda books: enter(books, "TJ-KHT", {"reversals": [back]}, occasion))
