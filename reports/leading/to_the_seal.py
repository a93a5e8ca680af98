"""The steps in which two persons close a quarter: one asks, a second one confirms, and the reports are sealed."""

from flask_babel import gettext as _

from core.web.i18n import moment
from reports.closing.models import ClosingRequest, ClosingState
from reports.leading.standing import Standing
from reports.leading.step import Link, State, Step


def second_person_step(of: Standing) -> Step:
    names = "second", str(_("Second person")), str(_("the second person"))
    if of.closed:
        return Step(*names, State.DONE, [_closed_by(of)])
    if of.at_work:
        confirmed = {"name": of.at_work.asked_by, "moment": moment(of.at_work.asked_at)}
        return Step(*names, State.DONE, [str(_("%(name)s confirmed it, %(moment)s.", **confirmed))])
    if of.asked:
        asked = {"name": of.asked.asked_by, "moment": moment(of.asked.asked_at)}
        said = _("%(name)s asked for it to be closed, %(moment)s. Somebody else decides.", **asked)
        link = Link(str(_("See what was asked for")), of.check_list)
        return Step(*names, State.WAITING, [str(said)], of.holders.manager(of.asked.asked_by), link)
    nobody = _declined(of.request) or str(_("Nobody has asked for the quarter to be closed."))
    if not of.is_over or of.comes_first:
        return Step(*names, State.NOT_YET, [nobody])
    link = Link(str(_("Ask for it to be closed")), of.check_list)
    return Step(*names, State.MISSING, [nobody], of.holders.manager(), link)


def seal_step(of: Standing) -> Step:
    names = "seal", str(_("Seal")), str(_("the seal"))
    if of.at_work:
        by = {"name": of.at_work.asked_by, "moment": moment(of.at_work.asked_at)}
        said = _("The quarter is being closed by %(name)s, since %(moment)s.", **by)
        page = of.place.url("jobs.job_detail", number=of.at_work.id or 0)
        return Step(*names, State.WAITING, [str(said)], link=Link(str(_("See how far it is")), page))
    if of.closed is None:
        said = _("Once the second person confirms, the reports are sealed: nobody alters them any more.")
        return Step(*names, State.NOT_YET, [str(said)])
    link = Link(str(_("See the report")), of.place.url("reports.report_page", span=of.quarter))
    return Step(*names, State.DONE, link=link)


def _closed_by(of: Standing) -> str:
    request = of.request
    if request is not None and request.state is ClosingState.CLOSED:
        both = {"first": request.asked_by, "second": request.decided_by or "–"}
        return str(_("Asked for by %(first)s, confirmed by %(second)s.", **both))
    by = of.closed.closed_by if of.closed else None
    return str(_("Closed by %(name)s.", name=by or "–"))


def _declined(request: ClosingRequest | None) -> str | None:
    if request is None or request.state is not ClosingState.DECLINED:
        return None
    said = {"name": request.decided_by or "–", "reason": request.reason or "–"}
    return str(_("%(name)s declined it: %(reason)s", **said))
