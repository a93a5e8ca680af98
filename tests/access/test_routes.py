"""Every route, asked by everybody, for what is theirs, what is somebody else's, and what does not exist.

What is not yours answers like what does not exist: 404, with the same page.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import Engine
from sqlmodel import select
from werkzeug.routing import Rule

from core.accounts.accounts import find_account
from core.accounts.models import Membership
from core.database import make_engine, session
from core.roles import ALLOWED, Action, ScopeKind
from core.web.access import PUBLIC, SIGNED_IN, access_of
from grants.entering.forms_of_sheets import FORMS
from tests.access.jobs import made_job
from tests.access.world import ELSEWHERE, HERE, PEOPLE, Arguments, Things, make_world
from tests.browsing.books import stored
from tests.pages import as_told
from tests.web import opened, sign_in

NEEDS = {
    "evidence.evidence_file": {"id": "evidence"},
    "conflicts.conflict_detail": {"id": "conflict"},
    "conflicts.conflict_dismiss": {"id": "conflict"},
    "conflicts.conflict_record": {"id": "conflict"},
    **{f"closing.closing_{way}": {"id": "closing"} for way in ("confirm", "decline", "withdraw")},
    **{f"agreements.agreement_{way}": {"id": "agreement"} for way in ("detail", "agree", "decline")},
    "proposals.proposal_detail": {"id": "proposal"},
    "proposals.proposal_confirm": {"id": "proposal"},
    "proposals.proposal_decline": {"id": "proposal"},
    "proposals.proposal_withdraw": {"id": "proposal"},
}
"""Arguments that are called alike, and of what they are."""

KEYS = {
    "groups": ("group",),
    "communities": ("community",),
    "households": ("household",),
    "projects": ("project",),
    "funds": ("fund",),
    "receipts": ("receipt",),
    "expenditures": ("expenditure",),
    "budget_lines": ("project", "budget_line"),
    "bank_lines": ("bank_line",),
    "indicators": ("project", "indicator"),
    "measurements": ("project", "indicator", "measured_on"),
    "milestones": ("project", "fund", "milestone"),
}
"""Sheets whose rows are changed by their keys, and what these are of."""

OWN_IS_REFUSED = {
    ("contributions.contribution_mend", "officer"): "somebody else recorded it",
    ("contributions.contribution_withdraw", "officer"): "somebody else recorded it",
    ("clawbacks.clawback_waived", "manager"): "what is owed to a fund is waived by its donor",
    ("what_if.trial_rate", "donor"): "a rate is the whole programme's",
    **{
        (f"signatures.signature_{way}", "verifier"): "a report is signed by who reaches the whole programme"
        for way in ("list", "new")
    },
    **{
        (f"reports.report_{way}", "donor"): "a donor's report is that of one of their funds: ?fund=JAMOAT"
        for way in ("download", "file", "page", "make", "file_make")
    },
}
"""Where even what one may see is not there to be done by this person."""

ASKS_FIRST = {"memberships.membership_new"}
"""A form of two steps: without an answer to the first it asks for that, and books nothing."""

QUERIES = {
    f"reports.report_{way}": {"span": "2020-Q2"} for way in ("download", "file", "page", "make", "file_make")
}
"""What an address has to say besides."""

TOKEN_FIRST = {"workbook.workbook_book"}
"""Answers a forged request alike, whatever the address names; what was kept and is not there is no 404."""


class World(NamedTuple):
    app: Flask
    engine: Engine
    things: dict[str, Things]
    clients: dict[str, FlaskClient]


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("access")
    engine = make_engine(f"sqlite:///{copy(sqlite_template, folder / 'hashar.sqlite')}")
    things = make_world(engine, folder / "evidence")
    folders = {"EVIDENCE_FOLDER": str(folder / "evidence"), "JOBS_FOLDER": str(folder / "jobs")}
    with opened(engine, **folders) as app:
        clients = {name: app.test_client() for name in PEOPLE}
        for name, client in clients.items():
            sign_in(client, engine, name, *PEOPLE[name])
        made = _account(engine) | {"kept": _kept(clients["manager"])}
        elsewhere = made_job(engine, folder / "jobs", ELSEWHERE, None)
        for name, of_person in things.items():
            of_person.own.update(made, number=made_job(engine, folder / "jobs", HERE, name))
            for others in of_person.others:
                others["number"] = elsewhere
        yield World(app, engine, things, clients)
    engine.dispose()


def _account(engine: Engine) -> Arguments:
    """An account that an administrator may look after, and its membership."""
    with session(engine) as reading:
        account = find_account(reading, "officer")
        assert account is not None
        assert account.id is not None
        membership = reading.exec(select(Membership).where(Membership.account_id == account.id)).one()
        return {"account_id": account.id, "membership_id": membership.id or 0}


def _kept(manager: FlaskClient) -> str:
    """The name under which a file with a problem is kept, that a manager has sent."""
    workbook = Workbook()
    workbook.active.title = "communities"
    for row in (("code", "programme", "name", "population"), ("VOS", HERE, "Vose", "many")):
        workbook.active.append(row)
    content = BytesIO()
    workbook.save(content)
    content.seek(0)
    form = manager.get(f"/programmes/{HERE}/workbook").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    assert token is not None
    sent = {"csrf_token": token[1], "file": (content, "vose.xlsx")}
    answer = manager.post(f"/programmes/{HERE}/workbook", data=sent, follow_redirects=True)
    found = re.search(r"/workbook/([^/\"]+)/problems.xlsx", answer.get_data(as_text=True))
    assert found is not None
    return found[1]


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_route_states_who_may_use_it(world: World) -> None:
    undeclared = [
        rule.endpoint
        for rule in rules(world.app)
        if access_of(world.app.view_functions[rule.endpoint]) not in {*Action, PUBLIC, SIGNED_IN}
    ]
    assert undeclared == []


def test_only_signing_in_and_plotly_are_for_everybody(world: World) -> None:
    open_to_all = {
        rule.endpoint
        for rule in rules(world.app)
        if access_of(world.app.view_functions[rule.endpoint]) == PUBLIC
    }
    assert open_to_all == {
        *("accounts.sign_in", "accounts.sign_out", "links.link_detail"),
        "plotly.script",
    }


def test_who_is_not_signed_in_sees_nothing(world: World) -> None:
    nobody = world.app.test_client()
    served = []
    for rule in rules(world.app):
        if access_of(world.app.view_functions[rule.endpoint]) == PUBLIC:
            continue
        for address in addresses(world, rule, world.things["manager"].own):
            response = nobody.get(address) if "GET" in (rule.methods or ()) else nobody.post(address)
            asked = response.status_code == 302 and "/sign-in" in response.headers["Location"]
            if not asked and response.status_code != 401:
                served.append((address, response.status_code))
    assert served == []


@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_not_yours_is_not_there(world: World, name: str) -> None:
    client, things = world.clients[name], world.things[name]
    missing = page(client.get("/no/such/page"))
    shown = []
    before = stored(world.engine)
    for rule, method in asked(world.app):
        if rule.endpoint in TOKEN_FIRST and may(world.app, rule, name, ""):
            continue
        theirs = {address for others in things.others for address in addresses(world, rule, others)}
        for address in sorted(theirs - set(addresses(world, rule, things.own))):
            answer = page(client.open(address, method=method))
            if answer != missing:
                shown.append((method, address, answer[0]))
    assert shown == [], "\n".join(map(str, shown))
    assert stored(world.engine) == before


@pytest.mark.parametrize("name", PEOPLE)
def test_what_your_role_may_not_do_is_not_there(world: World, name: str) -> None:
    client, things = world.clients[name], world.things[name]
    missing = page(client.get("/no/such/page"))
    shown = []
    for rule, method in asked(world.app):
        for address in addresses(world, rule, things.own):
            if not may(world.app, rule, name, address):
                answer = page(client.open(address, method=method))
                if answer != missing:
                    shown.append((method, address, answer[0]))
    assert shown == [], "\n".join(map(str, shown))


@pytest.mark.parametrize("name", PEOPLE)
def test_what_is_yours_is_served_and_no_get_stores_anything(world: World, name: str) -> None:
    client, things = world.clients[name], world.things[name]
    before = stored(world.engine)
    refused = []
    for rule, method in asked(world.app):
        for address in addresses(world, rule, things.own):
            if not may(world.app, rule, name, address) or (rule.endpoint, name) in OWN_IS_REFUSED:
                continue
            with client.open(address, method=method) as answer:  # a file is closed by whoever reads it
                status = answer.status_code
            expected = {"GET": {200, 302, 303}, "POST": {200} if rule.endpoint in ASKS_FIRST else {400, 409}}
            if status not in expected[method]:
                refused.append((method, address, status))
    assert refused == [], "\n".join(map(str, refused))
    assert stored(world.engine) == before


def asked(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route that is not for everybody, by each method that it takes."""
    for rule in rules(app):
        if access_of(app.view_functions[rule.endpoint]) in {PUBLIC, SIGNED_IN}:
            continue
        for method in ("GET", "POST"):
            if method in (rule.methods or ()):
                yield rule, method


def addresses(world: World, rule: Rule, values: Arguments) -> Iterator[str]:
    """The route's address with these arguments; with each sheet that has forms, where it asks for one."""
    if rule.endpoint == "rows.row_edit":
        keys = len(rule.arguments) - 2
        chosen: list[dict[str, Any]] = [
            {"sheet": sheet, **dict(zip(("key", "key2", "key3"), map(values.get, names), strict=False))}
            for sheet, names in KEYS.items()
            if len(names) == keys
        ]
    elif "sheet" in rule.arguments:
        chosen = [
            {"sheet": sheet, **({form.within: values[form.within]} if form.within else {})}
            for sheet, form in FORMS.items()
            if sheet != "programmes"
        ]
    else:
        chosen = [{}]
    renamed = NEEDS.get(rule.endpoint, {})
    for extra in chosen:
        arguments = {name: extra.get(name, values.get(renamed.get(name, name))) for name in rule.arguments}
        missing = [name for name, value in arguments.items() if value is None]
        assert not missing, f"{rule.endpoint} needs {missing}: say in tests/access/world.py whose they are"
        query = QUERIES.get(rule.endpoint, {}) | {k: v for k, v in extra.items() if k not in arguments}
        with world.app.test_request_context():
            yield world.app.url_for(rule.endpoint, **query, **arguments)


def may(app: Flask, rule: Rule, name: str, address: str) -> bool:
    """Whether the role of a person has the action that the route names; a form's sheet may ask for another."""
    action = access_of(app.view_functions[rule.endpoint])
    sheet = re.search(r"/(?:enter|change)/(\w+)", address)
    if sheet:
        action = FORMS[sheet[1]].action
    return any(action in ALLOWED[role] for role, *_ in PEOPLE[name])


def page(response: Any) -> tuple[int, str]:
    """What a reader could tell apart: the status, and the page but for the time at its foot and its tokens."""
    return response.status_code, as_told(response.get_data().decode(errors="replace"))


def test_everybody_here_has_a_scope_of_their_role() -> None:
    assert {kind for memberships in PEOPLE.values() for _, kind, *_ in memberships} == set(ScopeKind)
