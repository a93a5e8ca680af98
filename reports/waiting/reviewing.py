"""Queries that wait for an answer, answers that wait for the donor, and claims that are open."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.roles import Action
from core.web.i18n import day, minor
from grants.models.funds import Fund
from grants.models.reviews import Review, Verdict
from grants.reviewing.claims import Claim, claims_of
from grants.reviewing.standing import Standing
from grants.reviewing.threads import asked_threads_of_fund, standing_in
from grants.visible import funds_within
from reports.waiting.task import Place, Task

_WAITS = ((Action.MANAGE, Standing.QUERIED), (Action.REVIEW, Standing.ANSWERED))


def tasks(session: Session, place: Place) -> Iterator[Task]:
    for action, waits in _WAITS:
        for fund in session.exec(_asked_about(place, action)) if place.may(action) else ():
            threads = asked_threads_of_fund(session, fund.id or 0)
            count = sum(standing_in(each) is waits for each in threads.values())
            if count:
                yield _task(place, fund, waits, count)
    if place.may(Action.SEE_FUND):
        yield from _claims(place, claims_of(session, place.programme_id))


def _asked_about(place: Place, action: Action) -> SelectOfScalar[Fund]:
    """The funds within reach whose donors ever asked."""
    ids = select(Review.fund_id).where(
        Review.programme_id == place.programme_id, Review.verdict == Verdict.QUERIED
    )
    within = funds_within(place.reach(action))
    return select(Fund).where(within, col(Fund.id).in_(ids.distinct())).order_by(col(Fund.code))


def _task(place: Place, fund: Fund, waits: Standing, count: int) -> Task:
    if waits is Standing.QUERIED:
        what = ngettext("%(num)s query waits for an answer", "%(num)s queries wait for an answer", count)
        action = _("Answer")
    else:
        what = ngettext("%(num)s query was answered", "%(num)s queries were answered", count)
        action = _("Read it")
    url = place.url("reviews.review_list", fund=fund.code, standing=waits.value)
    return Task(str(what), str(_("Vouchers of %(fund)s.", fund=fund.name)), url, str(action))


def _claims(place: Place, claims: list[Claim]) -> Iterator[Task]:
    """To the manager all of them, to a donor what is owed to their fund."""
    seen = [
        each
        for each in claims
        if each.open_minor
        and (
            place.may(Action.MANAGE)
            or (each.fund is not None and place.reach(Action.REVIEW).has_fund(each.fund))
        )
    ]
    if not seen:
        return
    what = ngettext(
        "Money of %(num)s disallowed voucher is to come back",
        "Money of %(num)s disallowed vouchers is to come back",
        len({each.expenditure for each in seen}),
    )
    said = {
        "amount": minor(sum(each.open_minor for each in seen), seen[0].currency),
        "currency": seen[0].currency,
        "day": day(seen[0].opened_on),
    }
    how_much = _("%(amount)s %(currency)s is open, the oldest claim since %(day)s.", **said)
    yield Task(str(what), str(how_much), place.url("clawbacks.clawback_list"), str(_("See them")))
