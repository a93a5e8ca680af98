"""Recording, answering and keeping grievances on the site: what is restricted is there for two sides only."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Engine
from sqlmodel import col, select
from werkzeug.test import TestResponse

from core.audit import AuditEntry
from core.database import make_engine, session
from core.errors import Refusal
from core.programmes import Programme
from core.roles import Role, ScopeKind
from grants.grievances.deciding import Doing, take_step
from grants.grievances.refusals import GrievanceReason
from grants.paying.asking import Deed
from household_groups.models.grievances import Access, Grievance, GrievanceStep
from household_groups.models.grievances import GrievanceStepKind as Step
from tests.grants.programme import differences
from tests.web import Membership, opened, sign_in

BASE = "/programmes/TJ-KHT/grievances"
SECRET = "The foreman asked for money"
PEOPLE: dict[str, Membership] = {
    "zarina": (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "FAKHROBOD"),
    "olim": (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "FAKHROBOD"),
    "hilola": (Role.OFFICER, ScopeKind.COMMUNITY, "TJ-KHT", "HILOLI"),
    "bahrom": (Role.VERIFIER, ScopeKind.PROGRAMME, "TJ-KHT"),
    "munira": (Role.MANAGER, ScopeKind.PROGRAMME, "TJ-KHT"),
    "rustam": (Role.MANAGER, ScopeKind.PROGRAMME, "TJ-KHT"),
    "ingrid": (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF"),
    "hans": (Role.DONOR, ScopeKind.PROGRAMME, "TJ-KHT"),
}


class Clients(dict[str, FlaskClient]):
    """Whoever comes first signs in."""

    def __init__(self, app: Flask, engine: Engine) -> None:
        super().__init__()
        self._app, self._engine = app, engine

    def __missing__(self, name: str) -> FlaskClient:
        self[name] = self._app.test_client()
        sign_in(self[name], self._engine, name, PEOPLE[name])
        return self[name]


class Office:
    """What each of them does, by name."""

    def __init__(self, engine: Engine, clients: Clients) -> None:
        self.engine, self.clients = engine, clients

    def get(self, name: str, path: str = "") -> TestResponse:
        return self.clients[name].get(f"{BASE}{path}")

    def form(self, name: str, path: str, ending: str = "") -> tuple[str, dict[str, Any]]:
        page = self.get(name, path)
        assert page.status_code == 200, (path, page.status)
        forms = [each for each in html.fromstring(page.text).forms if each.method == "POST"]
        [form] = [each for each in forms if (each.action or path).endswith(ending) and "form" in each.classes]
        return form.action or f"{BASE}{path}", dict(form.form_values())

    def send(self, name: str, path: str, ending: str, **fields: str) -> TestResponse:
        address, known = self.form(name, path, ending)
        return self.clients[name].post(address, data=known | fields)

    def records(self, name: str, **fields: str) -> str:
        typed = {"words": SECRET, "category": "works", "channel": "phone", **fields}
        sent = self.send(name, "/new", "/new", **typed)
        assert sent.status_code == 303, html.fromstring(sent.text).text_content()
        return str(sent.location).rpartition("/")[2]

    def steps(self, name: str, code: str, step: str, words: str = "Seen", **fields: str) -> TestResponse:
        return self.send(name, f"/{code}", "/steps", step=step, words=words, **fields)

    def stored(self) -> list[Grievance]:
        with session(self.engine) as reading:
            return list(reading.exec(select(Grievance)).all())


@pytest.fixture
def office(khatlon: Path, tmp_path: Path) -> Iterator[Office]:
    engine = make_engine(f"sqlite:///{copy(khatlon, tmp_path / 'hashar.sqlite')}")
    with opened(engine) as app:
        yield Office(engine, Clients(app, engine))
    assert differences(engine) == []
    engine.dispose()


def test_an_open_grievance_is_for_whoever_records_them_there(office: Office) -> None:
    code = office.records("zarina")
    assert office.stored()[0].access is Access.OPEN
    for name in ("zarina", "olim", "bahrom", "munira"):
        assert SECRET in office.get(name, f"/{code}").text
        assert code in office.get(name).text
    for name in ("hilola", "ingrid", "hans"):
        assert office.get(name, f"/{code}").status_code == 404
    assert code not in office.get("hilola").text


def test_what_is_restricted_is_nowhere_but_for_its_recorder_and_who_handles(office: Office) -> None:
    code = office.records("zarina", category="conduct")
    assert office.stored()[0].access is Access.RESTRICTED
    for name in ("zarina", "munira", "rustam"):
        assert SECRET in office.get(name, f"/{code}").text
        assert "1 is open in all." in office.get(name).text
    for name in ("olim", "bahrom", "hilola"):
        hidden, missing = office.get(name, f"/{code}"), office.get(name, "/GR-ZZZZZ")
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(code, "GR-ZZZZZ") == missing.text
        for query in ("", "?category=conduct", f"?text={code}", "?state=open", "?community=FAKHROBOD"):
            page = office.get(name, query).text
            assert "None is open." in page
            assert f"/{code}" not in page
    for name in PEOPLE:
        client = office.clients[name]
        home = client.get("/").text + client.get("/programmes/TJ-KHT").text
        assert SECRET not in home
        assert code not in home
        if name not in ("munira", "rustam"):
            assert "rievance waits" not in home
            assert client.get("/programmes/TJ-KHT/audit").status_code == 404
            assert client.get("/programmes/TJ-KHT/workbook.xlsx").status_code == 404
    assert office.clients["munira"].get("/programmes/TJ-KHT/workbook.xlsx").status_code == 200


def test_conduct_is_opened_by_who_records_it_only_with_a_word(office: Office) -> None:
    fields = {"words": SECRET, "category": "conduct", "channel": "phone", "access": "open"}
    refused = office.send("zarina", "/new", "/new", **fields)
    assert refused.status_code == 422
    assert office.stored() == []
    code = office.records("zarina", **fields, why_open="It was said at the meeting")
    assert SECRET in office.get("olim", f"/{code}").text
    assert "It was said at the meeting" in office.get("munira", f"/{code}").text


def test_who_handles_restricts_it_and_nobody_opens_it_up(office: Office) -> None:
    code = office.records("zarina")
    for name in ("zarina", "bahrom"):
        assert office.clients[name].post(f"{BASE}/{code}/restrict").status_code == 404
    assert office.send("munira", f"/{code}", "/restrict", words=" ").status_code == 422
    assert office.send("munira", f"/{code}", "/restrict", words="A witness is named").status_code == 303
    assert office.stored()[0].access is Access.RESTRICTED
    assert office.get("olim", f"/{code}").status_code == 404
    assert "A witness is named" in office.get("zarina", f"/{code}").text
    with session(office.engine) as reading:
        [noted] = reading.exec(select(AuditEntry).where(AuditEntry.field == "access")).all()
    assert (noted.by, noted.old, noted.new) == ("munira", "open", "restricted")
    audit = office.clients["munira"].get("/programmes/TJ-KHT/audit")
    assert code in audit.text
    assert SECRET not in audit.text


def test_it_is_recorded_once_however_often_it_is_sent(office: Office) -> None:
    address, known = office.form("zarina", "/new", "/new")
    typed = known | {"words": SECRET, "category": "works", "channel": "box"}
    first, again = (office.clients["zarina"].post(address, data=typed) for _ in range(2))
    assert first.location == again.location
    other = office.send(
        "olim", "/new", "/new", **typed | {"csrf_token": office.form("olim", "/new")[1]["csrf_token"]}
    )
    assert other.status_code == 303
    assert other.location != first.location
    assert len(office.stored()) == 2


def test_its_steps_stand_in_their_order_and_stay(office: Office) -> None:
    code = office.records("munira", category="money")
    assert "resolved" not in office.form("munira", f"/{code}", "/steps")[1]
    own = office.steps("munira", code, "resolved")
    assert own.status_code == 422
    assert office.steps("munira", code, "acknowledged").status_code == 303
    assert office.steps("rustam", code, "resolved", words="").status_code == 422
    assert office.steps("rustam", code, "resolved").status_code == 303
    assert office.steps("munira", code, "reopened", words="Again").status_code == 303
    with session(office.engine) as reading:
        found = reading.exec(select(GrievanceStep).order_by(col(GrievanceStep.number))).all()
    assert [(each.number, each.step, each.decided_by) for each in found] == [
        (1, "acknowledged", "munira"),
        (2, "resolved", "rustam"),
        (3, "reopened", "munira"),
    ]
    for name in ("zarina", "bahrom"):
        assert office.clients[name].post(f"{BASE}/{code}/steps").status_code == 404


def test_who_comes_second_sees_what_the_first_one_did(office: Office) -> None:
    code = office.records("zarina", category="money")
    address, known = office.form("rustam", f"/{code}", "/steps")
    assert office.steps("munira", code, "referred", words="To the jamoat").status_code == 303
    late = office.clients["rustam"].post(address, data=known | {"step": "referred", "words": "To the bank"})
    assert late.status_code == 409
    assert "To the jamoat" in late.text
    assert "To the bank" in late.text


def test_days_lie_between_the_last_step_and_today(office: Office) -> None:
    ahead = {"words": SECRET, "category": "works", "channel": "phone", "received_on": "2099-01-01"}
    assert office.send("zarina", "/new", "/new", **ahead).status_code == 422
    code = office.records("zarina", received_on="2020-05-04")
    for day in ("2020-05-03", "2099-01-01", "soon"):
        assert office.steps("munira", code, "acknowledged", decided_on=day).status_code == 422
    assert office.steps("munira", code, "acknowledged", decided_on="2020-05-06").status_code == 303
    assert "of at most 5" in office.get("zarina", f"/{code}").text


def test_the_recorder_is_refused_in_the_books_too(office: Office) -> None:
    code = office.records("munira", category="money")
    with session(office.engine) as reading:
        programme = reading.exec(select(Programme)).one()
        grievance = reading.exec(select(Grievance).where(Grievance.code == code)).one()
        deed = Deed(programme, "MUNIRA", datetime.now(UTC))
        with pytest.raises(Refusal) as refused:
            take_step(reading, deed, grievance, Doing(Step.RESOLVED, deed.today, "Done", 0))
    assert refused.value.reason == GrievanceReason.OWN
