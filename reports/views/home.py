"""The home page: what waits for the person who is signed in, first."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.database import session
from core.programmes import Programme, today_in
from core.roles import Action
from core.web.access import person, signed_in
from core.web.engine import engine
from reports.overview import Overview, overview_of
from reports.waiting import administering
from reports.waiting.gathering import tasks_in
from reports.waiting.task import Place, Task
from reports.words import in_words

home_page = Blueprint("home", __name__)


@dataclass(frozen=True)
class Part:
    """What the page says of one programme."""

    place: Place
    tasks: list[Task]
    overview: Overview

    @property
    def is_donors(self) -> bool:
        return not self.place.may(Action.SEE_REGISTRY)


@home_page.get("/")
@signed_in
def home() -> ResponseReturnValue:
    now = datetime.now(UTC)
    administers = person().may(Action.ADMINISTER)
    with session(engine()) as reading:
        parts = [_part(reading, place) for place in places_of(reading, now)]
        return render_template(
            "reports/home.html",
            places=parts,
            administers=administers,
            site=list(administering.tasks(reading, now)) if administers else [],
            in_words=in_words,
        )


def places_of(reading: Session, now: datetime) -> list[Place]:
    """The programmes that the person sees anything of, by name."""
    ids = person().programme_ids
    found = reading.exec(select(Programme).where(col(Programme.id).in_(ids)).order_by(col(Programme.name)))
    return [Place(programme, person(), today_in(programme, now)) for programme in found]


def _part(reading: Session, place: Place) -> Part:
    return Part(place, tasks_in(reading, place), overview_of(reading, place))
