"""For managers: a quarter that somebody wants closed."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlmodel import Session

from core.roles import Action
from core.web.i18n import moment
from reports.closing.asking import is_own, open_request
from reports.waiting.task import Place, Task


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if not place.may(Action.CONFIRM):
        return
    request = open_request(session, place.programme_id)
    if request is None:
        return
    said = {"name": request.asked_by, "moment": moment(request.asked_at)}
    is_theirs = is_own(request, place.person.name)
    yield Task(
        str(_("Closing of %(quarter)s", quarter=request.quarter)),
        str(
            _("Somebody else has to decide.")
            if is_theirs
            else _("Asked for by %(name)s, %(moment)s.", **said)
        ),
        place.url("closing.quarter_close", quarter=request.quarter),
        str(_("See it") if is_theirs else _("Decide")),
    )
