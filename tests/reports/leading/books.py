"""The programme of Khatlon in the middle of 2020, its people, and what is looked for in its second quarter."""

from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from core.accounts.person import Person
from core.calendar import parse_span
from core.database import session, transaction
from core.programmes import Closing, Programme
from grants.models.funds import Fund
from household_groups.models.projects import Project
from reports.leading.holders import Holders
from reports.leading.path import Path, path_of
from reports.leading.thing import Kind, Look
from reports.waiting.task import Place
from tests.browsing.books import DONOR, OFFICER, VERIFIER
from tests.web import MANAGER, token_of

CODE, QUARTER, TODAY = "TJ-KHT", "2020-Q2", date(2020, 7, 5)
PAGE = f"/programmes/{CODE}/quarters/{QUARTER}"

_EVERYBODY = {"zarina": OFFICER, "bahrom": VERIFIER, "munira": MANAGER, "rustam": MANAGER, "ingrid": DONOR}


def with_people(engine: Engine) -> None:
    for name, membership in _EVERYBODY.items():
        token_of(engine, name, membership)


def kind_in(app: Flask, engine: Engine, look_for: Any, quarter: str = QUARTER) -> Kind:
    """What is missing of one kind."""
    with app.test_request_context(), session(engine) as reading:
        place = place_of(reading)
        holders = Holders(reading, place.programme_id)
        found: Kind = look_for(Look(reading, place, parse_span(quarter), holders))
        return found


def path_in(app: Flask, engine: Engine, quarter: str = QUARTER) -> Path:
    with app.test_request_context(), session(engine) as reading:
        return path_of(reading, place_of(reading), parse_span(quarter))


def place_of(reading: Session) -> Place:
    return Place(reading.exec(select(Programme)).one(), Person(0, "munira", None, ()), TODAY)


def add(engine: Engine, *rows: SQLModel) -> None:
    transaction(engine, lambda writing: writing.add_all(rows))


def ids(engine: Engine, project: str = "FAK-WATER", fund: str = "IOMDF") -> dict[str, Any]:
    """Of the programme, a project and a fund, as a row of theirs names them."""
    with session(engine) as reading:
        programme = reading.exec(select(Programme.id)).one()
        of = {
            "programme_id": programme,
            "project_id": reading.exec(select(Project.id).where(Project.code == project)).one(),
            "fund_id": reading.exec(select(Fund.id).where(Fund.code == fund)).one(),
        }
        return {name: int(id or 0) for name, id in of.items()}


def close(engine: Engine, *quarters: str) -> None:
    """As a file says it: nothing is sealed here."""
    programme_id = ids(engine)["programme_id"]
    for number, quarter in enumerate(quarters):
        on = parse_span(quarter).ends_on
        add(
            engine,
            Closing(
                programme_id=programme_id,
                quarter=quarter,
                closed_on=on,
                closed_by="munira",
                seq=9_000_000 + number,
            ),
        )
