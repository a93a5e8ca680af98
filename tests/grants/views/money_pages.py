"""A programme with money in it, a person at its pages, and the inputs that nobody should be able to book."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from threading import Barrier
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Engine
from sqlmodel import col, select
from werkzeug.test import TestResponse

from core.database import make_engine, session
from core.roles import Role, ScopeKind
from core.web.cookies import LOCAL
from grants.models.proposals import Proposal
from grants.proposing import rows_of
from tests.grants import programme as p
from tests.web import Membership, opened, sign_in

MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
DONOR_OF_F: Membership = (Role.DONOR, ScopeKind.FUND, "P", "F")
DONOR_OF_G: Membership = (Role.DONOR, ScopeKind.FUND, "P", "G")
OFFICER: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, "P", "COM")

NOT_AMOUNTS = (
    *("1.234", "1,234", "12,34,567.00", "١٢٣٫٤٥", "१२३", "１２３．４５", "−5", "(5.00)"),
    *(
        "NaN",
        "sNaN",
        "Infinity",
        "-inf",
        "1e309",
        "1E+1000000",
        "1_000",
        "0x10",
        "+5",
        "5 TJS",
        "$5",
        "0.005",
    ),
    *("9223372036854775808", "9" * 1_900, "12.3.4", "\u200f100"),
)
NOT_POSITIVE = ("0", "-0", "0.00")
NOT_DAYS = (
    *("2026-02-29", "03/04/2026", "0001-01-01", "9999-01-01", "20226-01-01", "46023", "1405/01/12"),
    *("2026-03-31T23:30:00-07:00", "2026-03-31T23:59:60", "01.04.2026", "20260401", "2026-W14-3"),
)
NOT_TEXTS = ("a\x00b", "a\u202eb", "a\u200db", "x" * 2_001)
AWKWARD_TEXTS = (
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "%s%n", "${jndi:x}"),
    *("' OR 1=1--", "Ӣ ӯ ҳ қ ғ ҷ", "100%", "a_b"),
)


def filled(page: str) -> dict[str, Any]:
    """What a browser sends of the form of a page where nobody types anything."""
    [form] = [
        each
        for each in html.fromstring(page).forms
        if "sign-out" not in (each.action or "") and each.method == "POST"
    ]
    fields: dict[str, Any] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return fields


class Site:
    """What a person does in a browser: looks at pages, and sends their forms."""

    def __init__(self, client: FlaskClient, engine: Engine) -> None:
        self.client = client
        self.engine = engine

    def get(self, path: str, **query: str) -> TestResponse:
        return self.client.get(f"/programmes/P{path}", query_string=query)

    def text(self, path: str, **query: str) -> str:
        response = self.get(path, **query)
        assert response.status_code == 200, response.get_data(as_text=True)
        return response.get_data(as_text=True)

    def send(self, path: str, fields: Mapping[str, Any], step: str = "look") -> TestResponse:
        """Fill in the form of a page and press one of its buttons."""
        data = {**filled(self.text(path)), "step": step, **fields}
        return self.client.post(f"/programmes/P{path}", data=data)

    def go_on(self, page: str, path: str, step: str) -> TestResponse:
        """Press a button of the summary, as it is shown."""
        return self.client.post(f"/programmes/P{path}", data={**filled(page), "step": step})

    def send_at_once(self, path: str, *sent: Mapping[str, Any]) -> list[int]:
        """The same person sends forms from as many browsers at the same moment; the statuses, in order."""
        app, token = self.client.application, self.client.get_cookie(LOCAL)
        assert token is not None
        ready = Barrier(len(sent))

        def send(fields: Mapping[str, Any]) -> int:
            with app.test_client() as client:
                client.set_cookie(LOCAL, token.value)
                own = filled(client.get(f"/programmes/P{path}").get_data(as_text=True))
                ready.wait()
                return client.post(f"/programmes/P{path}", data={**own, **fields}).status_code

        with ThreadPoolExecutor(len(sent)) as threads:
            return sorted(threads.map(send, sent))

    def proposals(self) -> list[Proposal]:
        with session(self.engine) as reading:
            return list(reading.exec(select(Proposal).order_by(col(Proposal.id))))

    def proposed_rows(self) -> Any:
        """Of the one proposal that there is."""
        [proposal] = self.proposals()
        return rows_of(proposal)


@contextmanager
def at_site(
    engine: Engine, *memberships: Membership, name: str = "zarina", **settings: Any
) -> Iterator[Site]:
    with opened(engine, **settings) as app, app.test_client() as client:
        sign_in(client, engine, name, *memberships)
        yield Site(client, engine)


def books(engine: Engine, folder: Path, **sheets: Any) -> Engine:
    """A programme with a fund of each of two donors, and 1,000.00 matched 1 : 1 by the first."""
    funds = [p.fund(), p.fund("G", name="The other fund", donor="Another donor", currency="USD")]
    given: dict[str, Any] = {
        "funds": funds,
        "rules": [p.rule(), p.rule("GR", fund="G", priority=2, effective_from="2027-01-01")],
        "contributions": [p.contribution(amount=1_000)],
    }
    p.booked(engine, folder, p.programme(**given | sheets))
    return engine


def with_vouchers(engine: Engine, folder: Path) -> Engine:
    """The fund G has paid W-1 too, so that both donors see the project."""
    return books(
        engine,
        folder,
        disbursements=[p.payment(), p.payment("D-2", 5, fund="G", override_reason="An advance")],
        receipts=[p.receipt(), p.receipt("RC-2", 7, fund="G")],
        expenditures=[
            p.voucher("E-F", 3, fund="F", payee="A mason"),
            p.voucher("E-G", 4, fund="G"),
            p.voucher("E-0", 5),
            p.voucher("E-C", -1, corrects="E-0", fund="G"),
        ],
        other_funding=[p.partner()],
    )


def state(engine: Engine) -> dict[str, int]:
    """Rows of all tables, but for those that every visit writes."""
    visits = {"login_session", "login_attempt", "account_session", "session"}
    return {name: rows for name, rows in p.count_rows(engine).items() if name not in visits}


@contextmanager
def a_site_of_its_own(template: Path, folders: pytest.TempPathFactory) -> Iterator[Site]:
    """Books that several tests may look at, since none of them changes anything."""
    folder = folders.mktemp("books")
    engine = make_engine(f"sqlite:///{copy(template, folder / 'hashar.sqlite')}")
    with at_site(books(engine, folder), MANAGER) as site:
        yield site
    engine.dispose()
