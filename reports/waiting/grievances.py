"""Grievances that nobody answered yet, and those that are past their day: for who handles them."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from core.roles import Action
from core.web.i18n import day
from grants.grievances.listing import Listed, grievances_of
from reports.waiting.task import Place, Task


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if not place.may(Action.HANDLE_GRIEVANCE):
        return
    seen = grievances_of(session, place.here, place.today)
    overdue = [each for each in seen if each.is_overdue]
    new = [each for each in seen if not each.timing.acknowledged_on and not each.is_overdue]
    if overdue:
        what = ngettext(
            "%(num)s grievance is past its day", "%(num)s grievances are past their day", len(overdue)
        )
        first = _("The first of them was due on %(day)s.", day=day(overdue[0].timing.due_on))
        yield Task(
            str(what),
            str(first),
            place.url("grievances.grievance_list", state="overdue"),
            str(_("Look at them")),
        )
    if new:
        yield _unanswered(place, new)


def _unanswered(place: Place, new: list[Listed]) -> Task:
    what = ngettext(
        "%(num)s grievance waits for an answer", "%(num)s grievances wait for an answer", len(new)
    )
    due = _("An answer is due by %(day)s.", day=day(new[0].timing.due_on))
    url = place.url("grievances.grievance_list", state="received")
    return Task(str(what), str(due), url, str(_("Answer")))
