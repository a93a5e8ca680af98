"""For managers: the quarter that is over and still open."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlmodel import Session

from core.roles import Action
from reports.closing.asking import open_request
from reports.closing.quarters import next_to_close
from reports.waiting.task import Place, Task


def tasks(session: Session, place: Place) -> Iterator[Task]:
    """Nothing while somebody has asked for it: that waits for a decision, and is told as such."""
    if not place.may(Action.PROPOSE) or open_request(session, place.programme_id) is not None:
        return
    quarter = next_to_close(session, place.programme, place.today)
    if quarter is not None:
        url = place.url("closing.quarter_close", quarter=str(quarter))
        yield Task(
            str(_("%(quarter)s is over and not closed yet", quarter=str(quarter))),
            "",
            url,
            str(_("Close it")),
        )
