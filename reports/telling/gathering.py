"""All that one person is told: what waits for them, programme by programme, and what is new to them."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.accounts.person import Person
from core.programmes import Programme, today_in
from core.roles import Action
from reports.telling import answers, funds_ending
from reports.waiting import administering
from reports.waiting.gathering import tasks_in
from reports.waiting.task import Place, Task


@dataclass(frozen=True)
class Part:
    """What is told of one programme, or of the site. `news` are told once, `standing` while they last."""

    title: str
    standing: list[Task]
    news: list[Task]


@dataclass(frozen=True)
class Told:
    """`sha256` is that of what stands: whether it is what the last letter said."""

    parts: list[Part]

    @property
    def has_news(self) -> bool:
        return any(part.news for part in self.parts)

    @property
    def lines(self) -> list[str]:
        return [f"{part.title}\n{task.what}\n{task.url}" for part in self.parts for task in part.standing]

    @property
    def sha256(self) -> str:
        return sha256("\n\n".join(self.lines).encode()).hexdigest()


def told(session: Session, person: Person, at: datetime, since: datetime) -> Told:
    """Needs a request to make addresses in, and the person's language at hand."""
    parts = [_of_site(session, at)] if person.may(Action.ADMINISTER) else []
    ids = person.programme_ids
    query = select(Programme).where(col(Programme.id).in_(ids)).order_by(col(Programme.name))
    for programme in session.exec(query):
        place = Place(programme, person, today_in(programme, at))
        parts.append(
            Part(programme.name, _standing(session, place), list(answers.tasks(session, place, since, at)))
        )
    return Told([part for part in parts if part.standing or part.news])


def _standing(session: Session, place: Place) -> list[Task]:
    """Each thing once: some of it is told for several reasons."""
    tasks = [
        *tasks_in(session, place),
        *funds_ending.tasks(session, place),
    ]
    return list({(task.what, task.url): task for task in tasks}.values())


def _of_site(session: Session, at: datetime) -> Part:
    return Part(str(_("Accounts")), list(administering.tasks(session, at)), [])
