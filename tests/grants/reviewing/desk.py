"""Two donors and two managers at the vouchers of one programme."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Engine
from sqlmodel import select
from werkzeug.test import TestResponse

from core.database import session
from core.roles import Role, ScopeKind
from grants.models.reviews import Clawback, Review
from tests.grants import programme as p
from tests.web import Membership, opened, sign_in

PEOPLE: dict[str, Membership] = {
    "ingrid": (Role.DONOR, ScopeKind.FUND, "P", "F"),
    "lars": (Role.DONOR, ScopeKind.FUND, "P", "F"),
    "hans": (Role.DONOR, ScopeKind.FUND, "P", "G"),
    "zarina": (Role.MANAGER, ScopeKind.PROGRAMME, "P"),
    "bakhrom": (Role.MANAGER, ScopeKind.PROGRAMME, "P"),
}


class Desk:
    """What each of them does, by name."""

    def __init__(self, engine: Engine, clients: dict[str, FlaskClient]) -> None:
        self.engine = engine
        self.clients = clients

    def get(self, name: str, path: str) -> TestResponse:
        return self.clients[name].get(f"/programmes/P{path}")

    def text(self, name: str, path: str) -> str:
        found = self.get(name, path)
        assert found.status_code == 200, (path, found.status)
        return found.get_data(as_text=True)

    def form(self, name: str, path: str, ending: str) -> tuple[str, dict[str, Any]]:
        """(address, what a browser would send) of the one form of a page whose address ends like this."""
        forms = html.fromstring(self.text(name, path)).forms
        [form] = [each for each in forms if (each.action or "").endswith(ending)]
        return str(form.action), dict(form.form_values())

    def send(self, name: str, path: str, ending: str, **fields: Any) -> TestResponse:
        address, known = self.form(name, path, ending)
        return self.clients[name].post(address, data=known | fields)

    def says(self, name: str, voucher: str, verdict: str, words: str = "", fund: str = "F") -> TestResponse:
        return self.send(
            *(name, f"/expenditures/{voucher}/reviews/{fund}", "/verdict"), verdict=verdict, words=words
        )

    def reviews(self) -> list[tuple[str, str, int, str]]:
        with session(self.engine) as reading:
            found = reading.exec(select(Review))
            return sorted((each.expenditure, each.said_by, each.number, each.verdict) for each in found)

    def steps(self) -> list[tuple[str, str, int, str, int]]:
        with session(self.engine) as reading:
            return sorted(
                (each.expenditure, each.source, each.number, each.step, each.amount_minor)
                for each in reading.exec(select(Clawback))
            )


def books(engine: Engine, folder: Path, **sheets: Any) -> Engine:
    """Of E-1 the groups pay 100, the fund F 60, the fund G 40; E-2 is the fund F's alone, E-3 the fund G's."""
    given = {
        "funds": [p.fund(), p.fund("G", name="The other fund", donor="Another donor")],
        "rules": [p.rule(), p.rule("GR", fund="G", priority=2)],
        "contributions": [p.contribution(amount=1_000)],
        "disbursements": [p.payment(amount=600), p.payment("D-2", 400, fund="G")],
        "expenditures": [
            p.voucher(amount=200.01, payee="Saida Rahimova"),
            p.voucher("E-2", 30, fund="F", payee="ООО Сохтмон"),
            p.voucher("E-3", 20, fund="G", payee="Farid Karimov"),
        ],
    }
    p.booked(engine, folder, p.programme(**given | sheets))
    return engine


@contextmanager
def at_desk(engine: Engine, **settings: Any) -> Iterator[Desk]:
    with opened(engine, **settings) as app:
        clients = {name: app.test_client() for name in PEOPLE}
        for name, client in clients.items():
            sign_in(client, engine, name, PEOPLE[name])
        yield Desk(engine, clients)
