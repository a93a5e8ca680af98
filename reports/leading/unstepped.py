"""Projects that have come to their next step, which nobody has entered, or whose papers are lacking."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from sqlmodel import col, select

from core.accounts.person import Reach
from grants.living.ahead import Ahead
from grants.living.due import Due, due_ids, due_of
from grants.living.labels import NEXT, lacks_in_words
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from reports.leading.thing import Kind, Look, Thing, kind_of

_LOOKED_AT = 100
"""Projects, those that have waited longest: what each lacks is worked out from all that is known of it."""


def unstepped(look: Look) -> Kind:
    return kind_of(_("Steps of projects that are due"), _due_things(look), look.place.url("life.due_list"))


def _due_things(look: Look) -> Iterator[Thing]:
    communities = _communities(look)
    for due in _due(look, communities):
        project, step = due.facts.project, due.next
        if step is None or due.since is None or due.since > look.span.ends_on or not _has_come_to(step):
            continue
        community = communities[project.community_id]
        yield Thing(
            _words(step),
            str(_("%(project)s, %(community)s", project=project.name, community=community.name)),
            look.holders.officer(community.code),
            due.since,
            look.place.url("life.project_life", project=project.code),
        )


def _has_come_to(step: Ahead) -> bool:
    """Where works are still to be built, or a budget to be made, nothing is missing yet."""
    return all(lack.condition is None for lack in step.blocking)


def _words(step: Ahead) -> str:
    said = {"step": NEXT[step.step], "lacks": lacks_in_words(step.blocking)}
    if step.blocking:
        return str(_("Lacking for %(step)s: %(lacks)s", **said))
    return str(_("To enter: %(step)s", **said))


def _due(look: Look, communities: dict[int, Community]) -> Sequence[Due]:
    """As for whoever may do all: who of them it is, is said otherwise."""
    reach = Reach(look.programme_id, is_whole=True)
    ids = list(look.session.scalars(due_ids(reach, has_steps=True).limit(_LOOKED_AT)))
    return due_of(
        look.session,
        reach,
        ids,
        on=look.until,
        by="",
        may=lambda _action, _community: True,
        communities={id: each.code for id, each in communities.items()},
    )


def _communities(look: Look) -> dict[int, Community]:
    of_projects = select(Project.community_id).where(Project.programme_id == look.programme_id)
    found = look.session.exec(select(Community).where(col(Community.id).in_(of_projects)))
    return {each.id or 0: each for each in found}
