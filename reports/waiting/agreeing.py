"""For donors: rules of their funds that wait for their yes."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from core.roles import Action
from core.web.i18n import moment
from grants.agreeing.waiting import waits_for
from grants.proposed.titles import title_of
from grants.proposing import is_own
from reports.waiting.task import Place, Task

_SHOWN = 3


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if not place.may(Action.AGREE):
        return
    waiting = waits_for(session, place.reach(Action.AGREE))
    others = [each for each in waiting if not is_own(each, place.person.name)]
    for each in others[:_SHOWN]:
        said = {"name": each.proposed_by, "moment": moment(each.proposed_at)}
        yield Task(
            str(_("%(rule)s waits for your agreement", rule=title_of(each))),
            str(_("Proposed by %(name)s, %(moment)s.", **said)),
            place.url("agreements.agreement_detail", id=int(each.id or 0)),
            str(_("Read it")),
        )
    if len(others) > _SHOWN:
        more = len(others) - _SHOWN
        what = ngettext(
            "%(num)s more rule waits for your agreement", "%(num)s more rules wait for your agreement", more
        )
        yield Task(str(what), "", place.url("agreements.agreement_list"), str(_("See them")))
