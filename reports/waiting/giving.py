"""For whoever records: contributions that came back or came twice, and certificates that end soon."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.audit import AuditEntry
from core.roles import Action
from core.web.i18n import day, moment
from grants.recording.conflicts import conflicts_within, count_conflicts
from grants.recording.mending import may_change
from grants.recording.returns import reasons_of_return
from grants.visible import contributions_within, groups_within
from household_groups.certificates import CertificateState, with_certificate
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.registry import HouseholdGroup
from reports.waiting.task import Place, Task

_LOOKED_AT, _SHOWN = 100, 5


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if place.may(Action.RECORD_CONTRIBUTION):
        yield from _returned(session, place)
        yield from _conflicts(session, place)
    if place.may(Action.REGISTER):
        yield from _ending(session, place)


def _returned(session: Session, place: Place) -> Iterator[Task]:
    """Those that this person may mend, the oldest first."""
    query = (
        select(Contribution)
        .where(contributions_within(place.reach(Action.RECORD_CONTRIBUTION)))
        .where(col(Contribution.status) == ContributionStatus.RETURNED)
        .order_by(col(Contribution.received_on), col(Contribution.id))
    )
    by, is_manager = place.person.name, place.may(Action.MANAGE)
    found = session.exec(query.limit(_LOOKED_AT)).all()
    own = [each for each in found if may_change(each, by=by, is_manager=is_manager)]
    shown = own[:_SHOWN]
    reasons = reasons_of_return(session, place.programme_id, [each.reference for each in shown])
    for each in shown:
        yield Task(
            str(_("%(reference)s was returned to be mended", reference=each.reference)),
            _why(each, reasons.get(each.reference)),
            place.url("contributions.contribution_mend", reference=each.reference),
            str(_("Mend")),
        )
    if len(own) > _SHOWN:
        more = len(own) - _SHOWN
        yield Task(
            str(ngettext("%(num)s more was returned", "%(num)s more were returned", more)),
            "",
            place.url("contributions.contribution_list", state="returned"),
            str(_("See them")),
        )


def _conflicts(session: Session, place: Place) -> Iterator[Task]:
    """Of the projects for which this person records."""
    reach = place.reach(Action.RECORD_CONTRIBUTION)
    count = count_conflicts(session, reach)
    if not count:
        return
    oldest = session.execute(conflicts_within(reach).limit(1)).scalar_one()
    yield Task(
        str(
            ngettext(
                "%(num)s contribution was sent again with other content",
                "%(num)s contributions were sent again with other content",
                count,
            )
        ),
        str(
            _(
                "The oldest was sent by %(name)s, %(moment)s.",
                name=oldest.sent_by,
                moment=moment(oldest.sent_at),
            )
        ),
        place.url("conflicts.conflict_list"),
        str(_("Decide")),
    )


def _why(contribution: Contribution, returned: AuditEntry | None) -> str:
    if returned is None:
        return str(_("Received on %(day)s.", day=day(contribution.received_on)))
    said = {"name": returned.by, "moment": moment(returned.at), "reason": returned.reason or "–"}
    return str(_("%(name)s, %(moment)s: %(reason)s", **said))


def _ending(session: Session, place: Place) -> Iterator[Task]:
    condition = groups_within(place.reach(Action.REGISTER)) & with_certificate(
        CertificateState.ENDING, place.today
    )
    count = session.exec(select(sa.func.count()).select_from(HouseholdGroup).where(condition)).one()
    if not count:
        return
    until = col(HouseholdGroup.certificate_until)
    first = session.exec(select(HouseholdGroup).where(condition).order_by(until).limit(1)).one()
    yield Task(
        str(
            ngettext(
                "The certificate of %(num)s group ends soon",
                "The certificates of %(num)s groups end soon",
                count,
            )
        ),
        str(_("%(group)s: valid until %(day)s.", group=first.name, day=day(first.certificate_until))),
        place.url("groups.group_list", certificate=CertificateState.ENDING.value),
        str(_("See which")),
    )
