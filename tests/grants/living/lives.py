"""A project of the programme P on its way, with all that its steps stand on, and people who take them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, select

from core.database import transaction
from core.programmes import Programme
from grants.living.stepping import Wanted, take_step
from grants.paying.asking import Deed
from household_groups.models.life import Meeting, ProjectStepKind
from household_groups.models.projects import Project
from tests.grants import programme as p

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)

PAPERS = ("bill_of_quantities", "agreement", "land_consent", "quote", "quote", "quote")
LATER = ("certificate", "handover_act", "maintenance_plan")

PATH = (
    ("proposed", "olim", "2026-02-01"),
    ("appraised", "bahrom", "2026-02-05"),
    ("approved", "zarina", "2026-02-10"),
    ("started", "olim", "2026-03-01"),
    ("completed", "bahrom", "2026-06-01"),
    ("handed_over", "olim", "2026-06-10"),
    ("maintained", "olim", "2026-07-01"),
)
"""Each step of a life, with who takes it on which day."""


def paper(kind: str, number: int = 1, **other: object) -> p.Row:
    """A document of W-1 that olim added."""
    return {
        "reference": f"{kind}-{number}",
        "sheet": "projects",
        "key": "W-1",
        "kind": kind,
        "title": kind,
        "added_on": "2026-01-20",
        "added_by": "olim",
    } | other


def papers(kinds: Iterable[str]) -> list[p.Row]:
    return [paper(kind, number) for number, kind in enumerate(kinds, 1)]


def minutes() -> p.Row:
    return paper("minutes", sheet="meetings", key="MT-1")


def meeting(**other: object) -> p.Row:
    row = {"code": "MT-1", "community": "COM", "held_on": "2026-01-15", "women": 12, "men": 10}
    return {**row, "households": 18, "sent_from_abroad": 4, "kept_by": "olim", **other}


def choice(rank: int = 1, **other: object) -> p.Row:
    row = {"meeting": "MT-1", "rank": rank, "work": "A water pipe", "project": "W-1"}
    return {**row, "votes_for": 20, "votes_from_abroad": 3, **other}


def step(number: int, kind: str, by: str, on: str, **other: object) -> p.Row:
    row = {"project": "W-1", "number": number, "step": kind, "decided_on": on, "decided_by": by}
    return {**row, "meeting": "MT-1" if number == 1 else None, **other}


def steps(count: int) -> list[p.Row]:
    """The first so many of the path."""
    return [step(number, *each) for number, each in enumerate(PATH[:count], 1)]


def life(**sheets: Sequence[p.Row]) -> p.Sheets:
    """The programme with W-1 proposed by nobody yet, and everything that its whole life stands on."""
    all_of_it = {
        "projects": [p.unapproved()],
        "meetings": [meeting()],
        "choices": [choice()],
        "budget_lines": [
            {"project": "W-1", "line": "1", "category": "works", "description": "Trench", "amount": 9}
        ],
        "indicators": [
            {"project": "W-1", "code": "B", "name": "People", "unit": "people", "baseline": 0, "target": 9}
        ],
        "progress": [{"project": "W-1", "on": "2026-05-30", "actual": 100, "certified_by": "An engineer"}],
        "documents": [minutes(), *papers((*PAPERS, *LATER))],
    }
    return p.programme(**all_of_it | sheets)


def whole(count: int) -> p.Sheets:
    """With the first so many steps, and the status that goes with them."""
    statuses = ("proposed", "proposed", "approved", "in_progress", "completed", "handed_over", "maintained")
    approved_on = "2026-02-10" if count > 2 else None
    project = p.project(status=statuses[count - 1], approved_on=approved_on)
    return life(projects=[project], project_steps=steps(count))


def books(engine: sa.Engine, folder: Path, sheets: p.Sheets) -> sa.Engine:
    p.booked(engine, folder, sheets)
    return engine


def take(
    engine: sa.Engine, kind: str, by: str, on: str, words: str = "", meeting: str | None = "MT-1"
) -> None:
    """What the page of the life does when somebody presses its button. Raises Refusal, NotEntered."""

    def work(session: Session) -> None:
        programme = session.exec(select(Programme)).one()
        project = session.exec(select(Project).where(Project.code == "W-1")).one()
        found = session.exec(select(Meeting).where(Meeting.code == meeting)).first()
        named = found.id if found is not None and kind == "proposed" else None
        wanted = Wanted(ProjectStepKind(kind), date.fromisoformat(on), by, words, named)
        take_step(session, Deed(programme, by, NOW), int(project.id or 0), wanted)

    transaction(engine, work)
