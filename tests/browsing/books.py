"""The programme of Khatlon with work at hand: something recorded, returned, alike, proposed; and seven people."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from core.database import session, transaction
from core.programmes import Programme
from core.roles import Role, ScopeKind
from grants.entering.entering import enter, enter_new
from grants.importing.importing import Occasion
from grants.models.proposals import ProposalKind
from grants.proposing import propose
from grants.verifying.verify import verify
from tests.remembered import remembered
from tests.web import ADMINISTRATOR, MANAGER, Membership, import_example

CODE = "TJ-KHT"
NOW = datetime(2020, 6, 20, 9, tzinfo=UTC)

OFFICER: Membership = (Role.OFFICER, ScopeKind.COMMUNITY, CODE, "FAKHROBOD")
VERIFIER: Membership = (Role.VERIFIER, ScopeKind.PROGRAMME, CODE)
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, CODE, "IOMDF")

PEOPLE: dict[str, tuple[Membership, ...]] = {
    "zarina": (OFFICER,),
    "bahrom": (VERIFIER,),
    "munira": (MANAGER,),
    "ingrid": (DONOR,),
    "farida": (ADMINISTRATOR,),
    "sohib": (),
}
"""Whoever may do something here, and somebody who may do nothing."""

_PROJECT = {
    "code": "FAK-TANK",
    "community": "FAKHROBOD",
    "name": "Water tank",
    "sector": "14031",
    "budget": "40000",
    "currency": "TJS",
    "approved_on": "2020-04-01",
}
RECORDED = {
    "project": "FAK-TANK",
    "group": "FAK-1",
    "household": "FAK-H2",
    "source": "remittance",
    "currency": "TJS",
    "kind": "bank_transfer",
    "status": "recorded",
    "recorded_by": "zarina",
    "recorded_on": "2020-06-18",
}
_CONTRIBUTIONS = (
    {"reference": "FAK-021", "amount": "1200", "received_on": "2020-06-01", "bank_reference": "B-771"},
    {"reference": "FAK-022", "amount": "1200", "received_on": "2020-06-03", "bank_reference": "B-772"},
    {"reference": "FAK-023", "amount": "6400.50", "received_on": "2020-06-10", "bank_reference": "B-802"},
    {"reference": "FAK-024", "amount": "3000", "received_on": "2020-06-12", "bank_reference": ""},
)
_RETURNED = {"reference": "FAK-024", "status": "returned"}
_PROPOSED = {
    "code": "FAK-ROAD",
    "community": "FAKHROBOD",
    "name": "Road",
    "sector": "21020",
    "budget": "90000",
}
_PAID = {
    "reference": "PAY-0",
    "fund": "IOMDF",
    "project": "FAK-WATER",
    "paid_on": "2020-05-20",
    "amount": "700",
}
_SPENT = {
    "reference": "VOU-1",
    "project": "FAK-WATER",
    "category": "materials",
    "spent_on": "2020-05-28",
    "amount": "3100",
    "currency": "TJS",
    "description": "Pipes",
}
_TO_CONFIRM = _PAID | {"reference": "PAY-1", "paid_on": "2020-06-15", "amount": "1000"}
_TO_WITHDRAW = _PAID | {"reference": "PAY-9", "paid_on": "2020-06-16", "amount": "90"}


def make_books(engine: Engine) -> None:
    """Import the example, and leave work for everybody in it."""
    import_example(engine, "khatlon_water")
    remembered(engine, "work for everybody", lambda: transaction(engine, _leave_work))


def _leave_work(writing: Session) -> None:
    for by, sheet, rows in (
        ("munira", "projects", [_PROJECT]),
        ("munira", "projects", [_PROPOSED | {"currency": "TJS", "status": "proposed"}]),
        ("munira", "disbursements", [_PAID]),
        ("munira", "expenditures", [_SPENT]),
        ("zarina", "contributions", [RECORDED | each for each in _CONTRIBUTIONS]),
    ):
        enter_new(writing, CODE, {sheet: rows}, Occasion(by, NOW))
    enter(
        writing, CODE, {"contributions": [_RETURNED]}, Occasion("bahrom", NOW, reason="The slip is of May.")
    )
    programme_id = writing.exec(select(Programme.id)).one()
    assert programme_id is not None
    for by, row in (("rustam", _TO_CONFIRM), ("munira", _TO_WITHDRAW)):
        waiting = {"disbursements": [row]}
        propose(
            writing, programme_id, ProposalKind.DISBURSEMENTS, waiting, by=by, at=NOW, remark="First part"
        )


def stored(engine: Engine) -> dict[str, list[str]]:
    """All rows of all tables, without those that remember who is signed in and who tried to."""
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(sa.select(found))))
            for name, found in SQLModel.metadata.tables.items()
            if name not in {"sign_in", "throttle"}
        }


def assert_verified(engine: Engine) -> None:
    """All that is stored follows from what happened."""
    with session(engine) as reading:
        found = [each for result in verify(reading) for each in result.differences]
    assert not found, found
