"""For managers: a quarter that somebody wants closed, and one that is over and that nobody has asked to close."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from core.accounts.person import Reach
from core.calendar import Span
from core.roles import Action
from core.web.engine import engine
from core.web.i18n import day, moment
from grants.recording.totals import totals_within
from household_groups.models.contributions import ContributionStatus
from reports.closing.asking import is_own, open_request
from reports.closing.job import closing_at_work
from reports.closing.models import ClosingRequest
from reports.closing.quarters import next_to_close
from reports.leading.holders import Holders
from reports.leading.missing import missing_in
from reports.waiting.task import Place, Task

_COUNTED_UP_TO = 20_000
"""Contributions: in a larger programme what is missing is counted on its own page."""


def tasks(session: Session, place: Place) -> Iterator[Task]:
    request = open_request(session, place.programme_id)
    if request is not None and place.may(Action.CONFIRM):
        yield _asked(place, request)
    if request is None and place.may(Action.PROPOSE):
        span = next_to_close(session, place.programme, place.today)
        if span is not None:
            yield _over(session, place, span)


def _asked(place: Place, request: ClosingRequest) -> Task:
    said = {"name": request.asked_by, "moment": moment(request.asked_at)}
    job = closing_at_work(engine(), place.programme_id, request.quarter)
    if job is not None:
        said = {"name": job.asked_by, "moment": moment(job.asked_at)}
    is_theirs = is_own(request, place.person.name)
    return Task(
        str(_("Closing of %(quarter)s", quarter=request.quarter)),
        str(
            _("Somebody else has to decide.")
            if is_theirs
            else _("Asked for by %(name)s, %(moment)s.", **said)
        ),
        place.url("closing.quarter_close", quarter=request.quarter),
        str(_("See it") if is_theirs else _("Decide")),
    )


def _over(session: Session, place: Place, span: Span) -> Task:
    """What stays the same from day to day says no number: it goes out by mail."""
    return Task(
        str(_("%(quarter)s is over and not closed yet", quarter=str(span))),
        _how_far(session, place, span),
        place.url("quarter.quarter_lead", quarter=str(span)),
        str(_("Go through it")),
    )


def _how_far(session: Session, place: Place, span: Span) -> str:
    ended = _("It ended on %(day)s.", day=day(span.ends_on))
    whole = Reach(place.programme_id, is_whole=True)
    if totals_within(session, whole, ContributionStatus.VERIFIED).count() > _COUNTED_UP_TO:
        return str(ended)
    count = missing_in(session, place, span, Holders(session, place.programme_id)).count
    return str(
        ngettext(
            "It ended on %(day)s; %(num)s thing is missing.",
            "It ended on %(day)s; %(num)s things are missing.",
            count,
            day=day(span.ends_on),
        )
        if count
        else _("It ended on %(day)s, and nothing is missing.", day=day(span.ends_on))
    )
