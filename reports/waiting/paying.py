"""Milestones to certify, tranches to approve and to pay, and milestones that are overdue."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from core.accounts.names import name_key
from core.roles import Action
from core.web.i18n import day, minor
from grants.models.milestones import Certification
from grants.paying.asked import Asked, tranches_of
from grants.paying.reached import Reached, milestones_of, who_added_evidence
from grants.paying.states import State, Who, is_barred
from grants.paying.tranche_states import is_unpaid
from grants.paying.visible import milestones_within, tranches_within
from grants.paying.waiting import is_overdue, with_open_certification
from reports.waiting.task import Place, Task

_SHOWN = 3


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if place.may(Action.CERTIFY):
        yield from _to_certify(session, place)
    if place.may(Action.CONFIRM) or place.may(Action.MANAGE):
        yield from _of_tranches(session, place)
    if place.may(Action.ASK_PAYMENT):
        yield from _overdue(session, place)


def _to_certify(session: Session, place: Place) -> Iterator[Task]:
    """Asked for by somebody else, the oldest first; who added evidence of it leaves it to others."""
    within = milestones_within(place.reach(Action.CERTIFY))
    found = milestones_of(session, within, with_open_certification(place.programme_id))
    asked = [(each.waiting, each) for each in found if each.waiting is not None]
    others = [(of, each) for of, each in asked if _may_certify(session, place, of, each)]
    others.sort(key=lambda pair: pair[0].asked_on)
    for of, each in others[:_SHOWN]:
        named = {"milestone": each.milestone.name, "project": each.project.name}
        yield Task(
            str(_("“%(milestone)s” of %(project)s waits to be certified", **named)),
            str(_("Asked by %(name)s on %(day)s.", name=of.asked_by, day=day(of.asked_on))),
            _address(place, each),
            str(_("Certify")),
        )
    if len(others) > _SHOWN:
        more = len(others) - _SHOWN
        what = ngettext(
            "%(num)s more milestone waits to be certified",
            "%(num)s more milestones wait to be certified",
            more,
        )
        yield Task(str(what), "", place.url("milestones.milestone_list"), str(_("See them")))


def _of_tranches(session: Session, place: Place) -> Iterator[Task]:
    within = tranches_within(place.reach(Action.CONFIRM))
    unpaid = tranches_of(session, within, is_unpaid(place.programme_id))
    approving = [each for each in unpaid if each.state is not State.APPROVED and _may_approve(place, each)]
    paying = [each for each in unpaid if each.state is State.APPROVED]
    for each in approving[:_SHOWN]:
        what = _("Tranche %(reference)s waits for your approval", reference=each.tranche.reference)
        yield Task(str(what), _detail(each), _tranche(place, each), str(_("Look at it")))
    if len(approving) > _SHOWN:
        more = len(approving) - _SHOWN
        said = ngettext("%(num)s more waits for your approval", "%(num)s more wait for your approval", more)
        yield Task(str(said), "", place.url("ageing.unpaid_list"), str(_("See them")))
    for each in paying[:_SHOWN]:
        what = _("Tranche %(reference)s is approved and not yet paid", reference=each.tranche.reference)
        yield Task(str(what), _detail(each), _tranche(place, each), str(_("Pay")))
    if len(paying) > _SHOWN:
        more = len(paying) - _SHOWN
        said = ngettext("%(num)s more is to be paid", "%(num)s more are to be paid", more)
        yield Task(str(said), "", place.url("tranches.tranche_list", state="approved"), str(_("See them")))


def _overdue(session: Session, place: Place) -> Iterator[Task]:
    """One line for all: what is done about each is said on its page."""
    within = milestones_within(place.reach(Action.ASK_PAYMENT))
    found = milestones_of(session, within, is_overdue(place.programme_id, place.today))
    if not found:
        return
    found.sort(key=lambda each: each.milestone.due_on or place.today)
    first = found[0]
    said = {
        "milestone": first.milestone.name,
        "project": first.project.name,
        "day": day(first.milestone.due_on),
    }
    yield Task(
        str(ngettext("%(num)s milestone is overdue", "%(num)s milestones are overdue", len(found))),
        str(_("“%(milestone)s” of %(project)s was due on %(day)s.", **said)),
        _address(place, first) if len(found) == 1 else place.url("milestones.milestone_list"),
        str(_("Look at it")) if len(found) == 1 else str(_("See which")),
    )


def _may_certify(session: Session, place: Place, asked: Certification, reached: Reached) -> bool:
    concerned = {asked.asked_by, *who_added_evidence(session, reached)}
    return name_key(place.person.name) not in {name_key(name) for name in concerned}


def _may_approve(place: Place, asked: Asked) -> bool:
    approved_by: Sequence[str] = [step.decided_by for step in asked.approvals]
    barred = is_barred(Who.ANOTHER_EACH_TIME, place.person.name, asked.tranche.asked_by, approved_by)
    return not barred


def _detail(asked: Asked) -> str:
    said = {
        "amount": minor(asked.tranche.amount_minor, asked.fund.currency),
        "currency": asked.fund.currency,
        "project": asked.project.name,
        "name": asked.tranche.asked_by,
        "day": day(asked.tranche.asked_on),
    }
    return str(_("%(amount)s %(currency)s for %(project)s. Asked by %(name)s on %(day)s.", **said))


def _tranche(place: Place, asked: Asked) -> str:
    return place.url("tranches.tranche_detail", tranche=asked.tranche.reference)


def _address(place: Place, reached: Reached) -> str:
    return place.url(
        "milestones.milestone_detail",
        project=reached.project.code,
        fund=reached.fund.code,
        milestone=reached.milestone.code,
    )
