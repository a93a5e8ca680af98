"""Queries that wait for an answer, answers that wait for the donor, and claims that are open."""

from collections import Counter
from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.roles import Action
from core.web.i18n import day, minor
from grants.models.funds import Fund
from grants.models.reviews import Review
from grants.reviewing.claims import Claim, claims_of
from grants.reviewing.standing import Standing
from grants.reviewing.threads import standing_in, threads_of_fund
from grants.visible import funds_within
from reports.waiting.task import Place, Task


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if not place.may(Action.SEE_FUND):
        return
    is_manager = place.may(Action.MANAGE)
    waits = Standing.QUERIED if is_manager else Standing.ANSWERED
    for fund in session.exec(_spoken_of(place)):
        of_thread = [standing_in(each) for each in threads_of_fund(session, fund.id or 0).values()]
        count = Counter(of_thread)[waits]
        if count:
            yield _task(place, fund, waits, count)
    yield from _claims(place, claims_of(session, place.programme_id))


def _spoken_of(place: Place) -> SelectOfScalar[Fund]:
    """The funds within reach that anybody spoke for."""
    ids = select(Review.fund_id).where(Review.programme_id == place.programme_id).distinct()
    within = funds_within(place.reach(Action.SEE_FUND))
    return select(Fund).where(within, col(Fund.id).in_(ids)).order_by(col(Fund.code))


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
        "%(amount)s %(currency)s of a disallowed voucher is to come back",
        "%(amount)s %(currency)s of disallowed vouchers is to come back",
        len({each.expenditure for each in seen}),
        amount=minor(sum(each.open_minor for each in seen), seen[0].currency),
        currency=seen[0].currency,
    )
    since = _("The oldest claim is of %(day)s.", day=day(seen[0].opened_on))
    yield Task(str(what), str(since), place.url("clawbacks.clawback_list"), str(_("See them")))
