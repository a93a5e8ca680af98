"""Where a device sends what it recorded: JSON in, JSON out, and no page.

It is signed in by the cookie of the site. Another site cannot send `application/json` in a person's name: a
browser asks this site first, and is never told yes. What it says of where a request comes from is looked at too.
"""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from core.accounts.devices import device_of
from core.database import session
from core.errors import Refusal
from core.outages import DatabaseAway, DatabaseFull, NotStored
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.error_pages import error_page, words_of
from core.web.outage_pages import AWAY, BUSY, FULL
from grants.devices.answers import Answer
from grants.devices.batches import MOST_AT_ONCE, take_batch
from grants.devices.refusals import BatchReason
from grants.devices.rows import Batch, Sent, read_batch
from grants.devices.strict_json import parse
from grants.importing.importing import Occasion

device_batches = Blueprint("device_batches", __name__)

LONGEST_BATCH = 4 * 1024 * 1024
_JSON = "application/json"
_RETRY_SECONDS = "5"


@device_batches.post("/programmes/<code:programme>/contributions/batch")
@allows(Action.RECORD_CONTRIBUTION)
def contribution_batch(programme: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    with session(engine()) as reading:
        at = here(reading, programme)
    try:
        batch = _read()
    except Refusal as refusal:
        return _told(str(refusal.reason), sentence(refusal)), HTTPStatus.BAD_REQUEST
    device = batch.device or device_of(request.user_agent.string)
    occasion = Occasion(at.person.name, now, device=device)
    answers = take_batch(engine(), at.programme, at.reach, batch.rows, occasion)
    rows = [_as_json(at, row, answer) for row, answer in zip(batch.rows, answers, strict=True)]
    return jsonify(contributions=rows, most_at_once=MOST_AT_ONCE)


@device_batches.errorhandler(HTTPException)
def refuse(error: HTTPException) -> ResponseReturnValue:
    """In JSON for whoever speaks it; all others find the page that they would find anywhere."""
    if request.mimetype != _JSON:
        return error_page(error)
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    title, what = words_of(error)
    return _told(status.name.lower(), f"{title}. {what}"), status


@device_batches.errorhandler(NotStored)
@device_batches.errorhandler(DatabaseAway)
def put_off(error: Exception) -> ResponseReturnValue:
    """Others are writing, no room is left, or the database does not answer: the same can be sent again."""
    kind, (_title, what) = "busy", BUSY
    if isinstance(error, DatabaseFull | DatabaseAway):
        kind, (_title, what) = ("full", FULL) if isinstance(error, DatabaseFull) else ("away", AWAY)
    return _told(kind, str(what)), HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": _RETRY_SECONDS}


def _read() -> Batch:
    request.max_content_length = LONGEST_BATCH
    if request.mimetype != _JSON:
        raise Refusal(BatchReason.NOT_JSON_TYPE)
    return read_batch(parse(request.get_data(cache=False)))


def _told(kind: str, message: str) -> Any:
    return jsonify(kind=kind, message=message)


def _as_json(at: Here, row: Sent, answer: Answer) -> dict[str, Any]:
    """What is not there is left out."""
    said: dict[str, Any] = {
        "row": row.number,
        "client_id": row.given_id,
        "status": answer.status.value,
        "message": answer.message,
    }
    if answer.reference is not None:
        said |= {"reference": answer.reference, "state": answer.state, "address": _address(at, answer)}
    if answer.faults:
        said["problems"] = [vars(fault) for fault in answer.faults]
    if answer.conflict is not None:
        said |= {"conflict": answer.conflict.state, "address": _address(at, answer)}
        if answer.conflict.recorded_as is not None:
            said["recorded_as"] = answer.conflict.recorded_as
    return said


def _address(at: Here, answer: Answer) -> str:
    code = at.programme.code
    if answer.conflict is not None and answer.conflict.id is not None:
        return url_for("conflicts.conflict_detail", programme=code, id=answer.conflict.id)
    return url_for("contributions.contribution_detail", programme=code, reference=str(answer.reference))
