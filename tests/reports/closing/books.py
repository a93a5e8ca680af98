"""Closing quarters of the example programme in tests."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.database import session, transaction
from core.sealed import SealedReport
from grants.entering.entering import enter
from grants.entering.typed import Typed
from grants.importing.importing import Occasion
from reports.closing.asking import ask
from reports.closing.check_list import CheckList, check_list
from reports.closing.closing import Closed, Order, close_quarter
from reports.closing.models import ClosingRequest
from reports.closing.remarks import Remarks
from tests.web import opened

CODE = "TJ-KHT"
EARLIER, QUARTER, NEXT = ("2019-Q4", "2020-Q1"), "2020-Q2", "2020-Q3"
JULY = datetime(2020, 7, 3, 9, tzinfo=UTC)
LATER = datetime(2020, 7, 20, 9, tzinfo=UTC)


def looked_at(engine: Engine, quarter: str = QUARTER, at: datetime = JULY, code: str = CODE) -> CheckList:
    with session(engine) as reading:
        return check_list(reading, code, quarter, at)


def all_said(found: CheckList) -> Remarks:
    """A word for whatever needs one."""
    return Remarks(
        {each.reference: f"The slip of {each.reference} is on its way" for each in found.unverified},
        {each.what: "The instalment came in July" for each in found.imbalances},
        "There are two of us",
    )


def ask_for(engine: Engine, by: str, found: CheckList | None = None) -> int:
    """A manager asks, and signs that they prepared the report; returns the id of the request."""
    looked = found or looked_at(engine)

    def work(writing: Session) -> ClosingRequest:
        return ask(writing, looked, all_said(looked), by=by, at=JULY, seen=looked.seen)

    with opened(engine) as app, app.app_context():
        id = transaction(engine, work).id
    assert id is not None
    return id


def close(
    app: Flask, engine: Engine, quarter: str = QUARTER, by: str = "munira", at: datetime = JULY
) -> Closed:
    """By one person, as the command does."""
    with app.app_context():
        return close_quarter(engine, Order(CODE, quarter, by, at, all_said(looked_at(engine, quarter, at))))


def close_all(app: Flask, engine: Engine, quarters: Iterable[str] = (*EARLIER, QUARTER)) -> None:
    for quarter in quarters:
        close(app, engine, quarter)


def book(engine: Engine, sheet: str, *rows: Typed, by: str = "rustam", at: datetime = LATER) -> None:
    """Rows, or changes of known ones; raises what the form of a page would say."""

    def work(writing: Session) -> None:
        enter(writing, CODE, {sheet: list(rows)}, Occasion(by, at, reason="It came late"))

    transaction(engine, work)


def sealed_sums(engine: Engine, quarter: str = QUARTER) -> dict[str, str]:
    """The SHA-256 of the bytes as they are kept, by fund."""
    with session(engine) as reading:
        rows = reading.exec(select(SealedReport).where(SealedReport.quarter == quarter))
        return {row.fund: sha256(row.content).hexdigest() for row in rows}
