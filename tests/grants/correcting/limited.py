"""A programme with a limit, and people who take back and set right what is in its books."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from core.database import session, transaction
from core.programmes import Programme
from grants.correcting.amending import Amendment
from grants.correcting.amendments import next_reference
from grants.correcting.booking import amend, take_back
from grants.correcting.taken_back import taken_back
from grants.entering.known_rows import texts_of
from grants.entering.typed import Rows
from grants.importing.importing import Occasion
from grants.models.proposals import Proposal, ProposalKind
from grants.proposing import confirm, propose
from grants.recording.entries import COLUMNS
from grants.submissions.client_ids import new_client_id
from household_groups.models.contributions import Contribution
from tests.grants import programme as p
from tests.grants.verification.waiting import AT

ON = "2026-08-30"


def books(
    engine: sa.Engine, folder: Path, *contributions: p.Row, limit: object = 50, **sheets: Any
) -> sa.Engine:
    """100.00 of C-1 matched 1 : 1; recorded by rustam, verified by mavluda, booked by `tester`."""
    given = contributions or (contribution(),)
    minimal = p.programme(contributions=given, **sheets)
    minimal["programmes"] = [minimal["programmes"][0] | {"reversal_limit": limit}]
    p.booked(engine, folder, minimal)
    return engine


def contribution(reference: str = "C-1", amount: object = 100, **other: object) -> p.Row:
    who = {"recorded_by": "rustam", "recorded_on": "2026-03-03", "verified_by": "mavluda"}
    return p.contribution(reference, amount, **who) | other


def rows_of(amount: str = "40.00", reference: str = "C-1", reason: str = "Lent", on: str = ON) -> Rows:
    return {"reversals": [{"contribution": reference, "reversed_on": on, "amount": amount, "reason": reason}]}


def alone(engine: sa.Engine, amount: str = "40.00", by: str = "zarina", seen: int = 0, on: str = ON) -> None:
    """Somebody takes back a part of C-1 without anybody else."""

    def work(writing: Session) -> None:
        rows = rows_of(amount, on=on)
        take_back(writing, _programme(writing), "C-1", rows, Occasion(by, AT), seen=seen)

    transaction(engine, work)


def amended_alone(
    engine: sa.Engine, by: str = "zarina", reference: str = "C-1", seen: int = 0, **columns: str
) -> str:
    """Returns the reference of the contribution in its place."""

    def work(writing: Session) -> str:
        rows = _rows_of_amendment(writing, reference, by, columns)
        amend(writing, _programme(writing), reference, rows, Occasion(by, AT), seen=seen)
        return rows["contributions"][0]["reference"]

    return transaction(engine, work)


def amendment_proposed(engine: sa.Engine, by: str = "zarina", reference: str = "C-1", **columns: str) -> int:
    def work(writing: Session) -> int | None:
        rows = _rows_of_amendment(writing, reference, by, columns)
        return propose(writing, 1, ProposalKind.AMENDMENT, rows, by=by, at=AT).id

    return _made(transaction(engine, work))


def proposed(engine: sa.Engine, rows: Rows, by: str = "zarina") -> int:
    return _made(
        transaction(
            engine, lambda writing: propose(writing, 1, ProposalKind.REVERSALS, rows, by=by, at=AT).id
        )
    )


def confirmed(engine: sa.Engine, id: int, by: str = "nigora") -> Proposal:
    return transaction(engine, lambda writing: confirm(writing, id, by=by, at=AT))


def get(engine: sa.Engine, reference: str) -> Contribution:
    with session(engine) as reading:
        return _contribution(reading, reference)


def _contribution(books: Session, reference: str) -> Contribution:
    return books.exec(select(Contribution).where(Contribution.reference == reference)).one()


def _programme(books: Session) -> Programme:
    return books.exec(select(Programme)).one()


def _rows_of_amendment(books: Session, reference: str, by: str, columns: dict[str, str]) -> Rows:
    contribution = _contribution(books, reference)
    texts = texts_of(books, _programme(books), "contributions", reference)
    assert texts is not None
    project = columns.pop("project", texts["project"])
    new = Amendment(
        back=taken_back(books, contribution),
        project=project,
        columns={name: texts[name] for name in COLUMNS} | columns,
        reference=next_reference(books, contribution),
        client_id=new_client_id(),
        reason="The slip says otherwise",
    )
    return new.rows(by, p.day(ON))


def _made(id: int | None) -> int:
    assert id is not None
    return id
