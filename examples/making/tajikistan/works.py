"""How far the works are, month by month: slow in winter, and in the spring of 2020."""

from datetime import date
from functools import cache
from random import Random

from examples.making.book import Book
from examples.making.days import later, maybe_on, month_ends, on
from examples.making.tajikistan.projects import PROJECTS, Project

LAST_LOOK = on("2020-12-18")

_SLOW = {"2020-04": 20, "2020-05": 30, "2019-12": 60, "2020-01": 35, "2020-02": 45, "2020-12": 60}
"""In percent of a usual month: winter, and the spring of 2020."""


def add_progress(book: Book) -> None:
    for project in PROJECTS:
        if is_at_work(project):
            _add_progress(book, project)


def actual_on(project: Project, day: date) -> int:
    """Percent of the works done by that day."""
    starts_on, finishes_on = _span(project)
    if project.done == 0 or day < starts_on:
        return 0
    if day >= finishes_on:
        return project.done
    return project.done * _effort(starts_on, day) // _effort(starts_on, finishes_on)


def is_at_work(project: Project) -> bool:
    return project.done > 0


def finished_on(project: Project) -> date:
    """When what stands at the end stood there."""
    return _span(project)[1]


def _add_progress(book: Book, project: Project) -> None:
    """Looked at toward the end of each month, for the last time when the works are complete."""
    chance = Random(f"progress of {project.code}")
    starts_on, finishes_on = _span(project)
    looks = [later(end, -chance.randint(0, 6)) for end in month_ends(starts_on, finishes_on)]
    looks = [day for day in looks if starts_on < day < finishes_on] + [finishes_on]
    for number, day in enumerate(looks, 1):
        book.add(
            "progress",
            project=project.code,
            on=day,
            planned=_planned_on(project, day),
            actual=actual_on(project, day),
            certified_by="district engineer",
            evidence=f"act {number} of {project.code}",
        )


def _span(project: Project) -> tuple[date, date]:
    starts_on = maybe_on(project.starts_on) or LAST_LOOK
    ends_on = maybe_on(project.ends_on) or LAST_LOOK
    return starts_on, ends_on if project.done == 100 else LAST_LOOK


def _planned_on(project: Project, day: date) -> int:
    """Slow at the beginning and at the end."""
    ends_on = maybe_on(project.ends_on) or LAST_LOOK
    starts_on, _ = _span(project)
    part, whole = min(day, ends_on) - starts_on, ends_on - starts_on
    days, of = part.days, whole.days
    return 100 * days * days * (3 * of - 2 * days) // of**3


@cache
def _effort(starts_on: date, day: date) -> int:
    days = (later(starts_on, number) for number in range((day - starts_on).days))
    return 1 + sum(_SLOW.get(f"{each:%Y-%m}", 100) for each in days)
