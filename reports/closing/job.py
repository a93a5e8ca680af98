"""The closing of a large quarter is a job of who confirms it: their file is the programme's sealed workbook.

A job that was tried before and got as far as the seal finds the quarter closed by its own request, and only
hands out the file.
"""

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from core.accounts.names import name_key
from core.calendar import parse_span
from core.database import session
from core.errors import Refusal
from core.jobs.asker import asker_now
from core.jobs.asking import Wish
from core.jobs.kinds import Asked, Kind, Making, register
from core.jobs.listing import asked_of, open_jobs
from core.jobs.models import Job
from core.roles import Action
from core.web.access import Here
from core.web.attachments import XLSX
from reports.closing.asked import find_sealed
from reports.closing.closing import Order, close_quarter
from reports.closing.kept import content_of
from reports.closing.models import ClosingRequest, ClosingState
from reports.closing.refusals import ClosingReason, SealedReason
from reports.naming import file_name
from reports.people import shows_people

CLOSING = "closing"


def wish_for(at: Here, request: ClosingRequest, seen: str) -> Wish:
    """`seen` is the list that the person looked at."""
    asked = {"quarter": request.quarter, "request": request.id, "seen": seen}
    return Wish(
        *(at.programme_id, CLOSING, asked),
        file_name(at.programme.code, request.quarter, None, "xlsx"),
        XLSX,
    )


def closing_at_work(books: sa.Engine, programme_id: int, quarter: str) -> Job | None:
    """The job by which a quarter is being closed."""
    jobs = open_jobs(books, programme_id, CLOSING)
    return next((job for job in jobs if asked_of(job)["quarter"] == quarter), None)


def may_have(at: Here, _asked: Asked) -> bool:
    sees = at.may(Action.CONFIRM) and at.reach_of(Action.SEE_REPORT).is_whole
    return sees and shows_people(at, None)


def make_closing(making: Making) -> None:
    """Raises Refusal, as the page would where it closes at once."""
    quarter, by = making.asked["quarter"], making.by
    if not _is_closed(making):
        _refuse_without_right(making)
        order = Order(
            *(making.programme, quarter, by.name, by.at),
            request_id=making.asked["request"],
            seen=making.asked["seen"],
        )
        try:
            close_quarter(making.engine, order)
        except Refusal:
            if not _is_closed(making):  # by a try that was taken for dead
                raise
    with session(making.engine) as reading:
        sealed = find_sealed(reading, making.programme, parse_span(quarter), None)
        if sealed is None:
            raise Refusal(SealedReason.NO_FIGURES, quarter=quarter)
        making.path.write_bytes(content_of(reading, sealed).content)


def _is_closed(making: Making) -> bool:
    """By this request, and by who asked for this job."""
    with session(making.engine) as reading:
        request = reading.get_one(ClosingRequest, making.asked["request"])
        is_theirs = name_key(request.decided_by or "") == name_key(making.by.name)
        return request.state is ClosingState.CLOSED and is_theirs


def _refuse_without_right(making: Making) -> None:
    """Raises Refusal."""
    with session(making.engine) as reading:
        if asker_now(reading, making, Action.CONFIRM) is None:
            raise Refusal(ClosingReason.NO_RIGHT, by=making.by.name, quarter=making.asked["quarter"])


def _title(asked: Asked) -> str:
    return str(_("Closing of %(quarter)s, with its sealed report", quarter=asked["quarter"]))


def _done(asked: Asked) -> str:
    return str(_("%(quarter)s is closed, and its reports are sealed.", quarter=asked["quarter"]))


def _belongs_to(programme: str, asked: Asked) -> tuple[str, str]:
    page = url_for("closing.quarter_close", programme=programme, quarter=asked["quarter"])
    return str(_("Closing %(quarter)s", quarter=asked["quarter"])), page


def register_jobs() -> None:
    register(Kind(CLOSING, _title, make_closing, may_have, _done, _belongs_to))
