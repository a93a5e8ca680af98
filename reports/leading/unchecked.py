"""Works in use whose check after the handover was due by the end of the quarter."""

from collections.abc import Iterator

from flask_babel import gettext as _

from core.accounts.person import Reach
from grants.impact.works import works_within
from reports.leading.thing import Kind, Look, Thing, kind_of


def unchecked(look: Look) -> Kind:
    return kind_of(
        _("Checks of works in use that are due"), _overdue(look), look.place.url("impact.impact_list")
    )


def _overdue(look: Look) -> Iterator[Thing]:
    """Of each work the latest one: it makes up for those before it."""
    for work in works_within(look.session, Reach(look.programme_id, is_whole=True), look.until):
        if work.next is None or not work.is_overdue:
            continue
        project, community = work.project, work.community
        yield Thing(
            str(_("%(months)s months after the handover", months=work.next.months)),
            str(_("%(project)s, %(community)s", project=project.name, community=community.name)),
            look.holders.officer(community.code),
            work.next.due_on,
            look.place.url("service.check_new", project=project.code),
        )
