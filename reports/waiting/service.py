"""For whoever follows works up: checks after a handover that are overdue."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from core.roles import Action
from core.web.i18n import day
from grants.impact.works import works_within
from reports.waiting.task import Place, Task

_SHOWN = 3


def tasks(session: Session, place: Place) -> Iterator[Task]:
    reach = place.reach(Action.FOLLOW_UP)
    if not reach:
        return
    overdue = [work for work in works_within(session, reach, place.today) if work.is_overdue]
    for work in overdue[:_SHOWN]:
        if work.next is not None:
            said = {"project": work.project.name, "months": work.next.months, "day": day(work.next.due_on)}
            yield Task(
                str(_("%(project)s has to be checked, %(months)s months after its handover", **said)),
                str(_("The check was due on %(day)s.", **said)),
                place.url("service.check_new", project=work.project.code),
                str(_("Check it")),
            )
    if len(overdue) > _SHOWN:
        more = len(overdue) - _SHOWN
        what = ngettext("%(num)s more work has to be checked", "%(num)s more works have to be checked", more)
        yield Task(str(what), "", place.url("impact.impact_list"), str(_("See them")))
