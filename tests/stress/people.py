"""Officers who record and verifiers who verify, each in a browser of their own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from urllib.parse import unquote, urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from core.database import session
from core.outages import DatabaseAway
from grants.recording.entries import COLUMNS
from grants.verification.seen import digest_of
from household_groups.models.contributions import Contribution
from tests.stress.books import CODE, OFFICER, RECEIVED_ON, TIME_ZONE, VERIFIER, group_code, project_code
from tests.stress.browsers import Answer, Browser, NoAnswer
from tests.web import token_of

BATCH = f"/programmes/{CODE}/contributions/batch"


@dataclass(frozen=True)
class Gift:
    """A contribution as an officer types it; `number` decides for which project and from which group it is."""

    number: int
    amount: str
    client_id: str = field(default_factory=lambda: str(uuid4()))
    changes: Mapping[str, str] = field(default_factory=dict)
    """Fields that say something else than usual."""

    @property
    def path(self) -> str:
        return f"/programmes/{CODE}/projects/{project_code(self.number)}/contributions/new"

    @property
    def fields(self) -> dict[str, str]:
        return {
            **dict.fromkeys(COLUMNS, ""),  # a browser sends the empty ones too
            "step": "record",
            "client_id": self.client_id,
            "group": group_code(self.number),
            "received_on": RECEIVED_ON,
            "amount": self.amount,
            "currency": "TJS",
            "kind": "cash",
            "source": "remittance",
            **self.changes,
        }


def sent(gifts: Sequence[Gift]) -> str:
    """As a device sends them together."""
    rows = []
    for gift in gifts:
        columns = {name: value for name, value in gift.fields.items() if value and name != "step"}
        rows.append({"project": project_code(gift.number), **columns})
    return json.dumps({"contributions": rows, "device": "trial"})


@dataclass(frozen=True)
class Row:
    """What a device is told of one of them."""

    client_id: str
    status: int
    reference: str


def rows_of(answer: Answer) -> list[Row]:
    """Empty where the batch as a whole was refused."""
    if answer.status != HTTPStatus.OK:
        return []
    told = json.loads(answer.body)["contributions"]
    return [Row(each["client_id"], each["status"], each.get("reference", "")) for each in told]


class Pair:
    """An officer, and another person who verifies what the officer recorded."""

    def __init__(self, engine: Engine, address: str, number: int) -> None:
        self._engine = engine
        self.officer = Browser(address, token_of(engine, f"officer-{number}", OFFICER))
        self.verifier = Browser(address, token_of(engine, f"verifier-{number}", VERIFIER))

    def record(self, gift: Gift) -> tuple[Answer, str]:
        """The answer, and the reference of the contribution where it was recorded. Raises NoAnswer."""
        answer = self.officer.post(gift.path, gift.fields)
        return answer, reference_in(answer)

    def record_batch(self, gifts: Sequence[Gift]) -> tuple[Answer, list[Row]]:
        """As a device does that was without a network. Raises NoAnswer."""
        answer = self.officer.send_json(BATCH, sent(gifts))
        return answer, rows_of(answer)

    def verify(self, reference: str) -> Answer:
        """Decide on what stands there now. Raises NoAnswer."""
        path = f"/programmes/{CODE}/verification/{reference}"
        today = datetime.now(ZoneInfo(TIME_ZONE)).date().isoformat()
        fields = {"verification_method": "slip", "verified_on": today, "seen": self._seen(reference)}
        return self.verifier.post(path, fields)

    def _seen(self, reference: str) -> str:
        """What the page would have shown, as a digest; the page also rehearses, which takes as long as booking."""
        try:
            with session(self._engine) as reading:
                found = reading.exec(select(Contribution).where(Contribution.reference == reference)).one()
                return digest_of(reading, found)
        except (OperationalError, DatabaseAway) as failure:
            raise NoAnswer from failure


def reference_in(answer: Answer) -> str:
    """Where the browser is sent after recording; empty where it is not."""
    if answer.status != HTTPStatus.SEE_OTHER:
        return ""
    path = unquote(urlsplit(answer.location).path)
    return path.rpartition("/")[2] if "/contributions/" in path else ""
