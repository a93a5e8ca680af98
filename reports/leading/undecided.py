"""Certifications, tranches and proposals that wait for a second person."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlmodel import col

from core.web.i18n import minor
from grants.models.milestones import Milestone, Tranche
from grants.paying.asked import tranches_of
from grants.paying.reached import milestones_of
from grants.paying.states import State
from grants.paying.tranche_states import is_unpaid
from grants.paying.waiting import with_open_certification
from grants.proposed.titles import title_of
from reports.closing.proposals_dated import open_proposals_dated
from reports.leading.thing import Kind, Look, Thing, kind_of


def undecided(look: Look) -> Kind:
    """Asked for by the end of the quarter; of proposals those with a day in it."""
    things = [*_certifications(look), *_tranches(look), *_proposals(look)]
    url = look.place.url("proposals.proposal_list")
    return kind_of(_("What waits for a second person"), things, url)


def _certifications(look: Look) -> Iterator[Thing]:
    of_programme = col(Milestone.programme_id) == look.programme_id
    for each in milestones_of(look.session, of_programme, with_open_certification(look.programme_id)):
        asked = each.waiting
        if asked is not None and asked.asked_on <= look.span.ends_on:
            yield Thing(
                str(_("To certify: %(milestone)s", milestone=each.milestone.name)),
                each.project.name,
                look.holders.certifier(asked.asked_by),
                asked.asked_on,
                look.place.url(
                    "milestones.milestone_detail",
                    project=each.project.code,
                    fund=each.fund.code,
                    milestone=each.milestone.code,
                ),
            )


def _tranches(look: Look) -> Iterator[Thing]:
    """Once two have approved it, it is to be paid."""
    of_programme = col(Tranche.programme_id) == look.programme_id
    by_then = col(Tranche.asked_on) <= look.span.ends_on
    for each in tranches_of(look.session, of_programme, by_then, is_unpaid(look.programme_id)):
        said = {
            "reference": each.tranche.reference,
            "amount": minor(each.tranche.amount_minor, each.fund.currency),
            "currency": each.fund.currency,
        }
        is_approved = each.state is State.APPROVED
        barred = [] if is_approved else [each.tranche.asked_by, *(step.decided_by for step in each.approvals)]
        words = (
            _("To pay: tranche %(reference)s, %(amount)s %(currency)s", **said)
            if is_approved
            else _("To approve: tranche %(reference)s, %(amount)s %(currency)s", **said)
        )
        yield Thing(
            str(words),
            each.project.name,
            look.holders.manager(*barred),
            each.tranche.asked_on,
            look.place.url("tranches.tranche_detail", tranche=each.tranche.reference),
        )


def _proposals(look: Look) -> Iterator[Thing]:
    """Once the quarter is closed, what they book counts in the next open one."""
    zone = ZoneInfo(look.place.programme.time_zone)
    for each in open_proposals_dated(look.session, look.programme_id, look.span):
        yield Thing(
            str(_("To confirm: %(title)s", title=title_of(each))),
            str(_("Proposed by %(name)s", name=each.proposed_by)),
            look.holders.manager(each.proposed_by),
            each.proposed_at.astimezone(zone).date(),
            look.place.url("proposals.proposal_detail", id=int(each.id or 0)),
        )
