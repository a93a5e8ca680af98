"""Steps in the life of projects that a person may take now, and those that wait for papers."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.roles import Action
from core.web.i18n import day
from grants.living.due import Due, due_ids, due_of
from grants.living.labels import NEXT, lacks_in_words
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from reports.waiting.task import Place, Task

_SHOWN = 3
_LOOKED_AT = 50
"""Projects whose next step is looked at, those that have waited longest."""


def tasks(session: Session, place: Place) -> Iterator[Task]:
    """What one may do now, each for itself; what still lacks something in one line."""
    if not place.may(Action.FOLLOW_UP):
        return
    due = [each for each in _due(session, place) if each.next is not None and each.next.is_mine]
    ready = [each for each in due if each.next is not None and not each.next.blocking]
    for each in ready[:_SHOWN]:
        yield _ready(place, each)
    if len(ready) > _SHOWN:
        more = len(ready) - _SHOWN
        what = ngettext(
            "%(num)s more project can go a step on", "%(num)s more projects can go a step on", more
        )
        yield Task(str(what), "", place.url("life.due_list"), str(_("See them")))
    lacking = [each for each in due if each not in ready]
    if lacking:
        yield _lacking(place, lacking)


def _due(session: Session, place: Place) -> list[Due]:
    reach = place.reach(Action.FOLLOW_UP)
    ids = list(session.scalars(due_ids(reach, has_steps=True).limit(_LOOKED_AT)))
    of_projects = select(Community).where(
        col(Community.id).in_(select(Project.community_id).where(col(Project.id).in_(ids)))
    )
    return due_of(
        session,
        reach,
        ids,
        on=place.today,
        by=place.person.name,
        may=lambda action, code: place.reach(action).has_community(code),
        communities={each.id or 0: each.code for each in session.exec(of_projects)},
    )


def _ready(place: Place, due: Due) -> Task:
    assert due.next is not None
    project = due.facts.project
    return Task(
        str(_("%(project)s: %(step)s can be entered", project=project.name, step=NEXT[due.next.step])),
        str(_("What it takes is there. It waits since %(day)s.", day=day(due.since))),
        place.url("life.project_life", project=project.code),
        str(_("Look at it")),
    )


def _lacking(place: Place, due: list[Due]) -> Task:
    first = due[0]
    assert first.next is not None
    said = {
        "project": first.facts.project.name,
        "step": NEXT[first.next.step],
        "lacks": lacks_in_words(first.next.lacks),
    }
    what = ngettext(
        "%(num)s project lacks something for its next step",
        "%(num)s projects lack something for their next step",
        len(due),
    )
    return Task(
        str(what),
        str(_("%(project)s, for %(step)s: %(lacks)s.", **said)),
        place.url("life.due_list"),
        str(_("See which")),
    )
