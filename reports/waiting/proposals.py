"""For managers: what others proposed, and what they proposed themselves and nobody has decided."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.roles import Action
from core.web.i18n import moment
from grants.agreeing.agreeing import why_not_agreed_by
from grants.models.proposals import Proposal, ProposalKind, ProposalState
from grants.proposed.titles import title_of
from grants.proposing import is_own, rows_of
from reports.waiting.task import Place, Task

_SHOWN = 3


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if not place.may(Action.CONFIRM):
        return
    query = select(Proposal).where(
        Proposal.programme_id == place.programme_id, Proposal.state == ProposalState.OPEN
    )
    found = session.exec(query.order_by(col(Proposal.id))).all()
    own = sum(is_own(each, place.person.name) for each in found)
    others = [each for each in found if _waits_for_them(session, place, each)]
    for each in others[:_SHOWN]:
        said = {"name": each.proposed_by, "moment": moment(each.proposed_at)}
        yield Task(
            title_of(each),
            str(_("Proposed by %(name)s, %(moment)s.", **said)),
            place.url("proposals.proposal_detail", id=int(each.id or 0)),
            str(_("Decide")),
        )
    if len(others) > _SHOWN:
        more = len(others) - _SHOWN
        yield Task(
            str(ngettext("%(num)s more proposal waits", "%(num)s more proposals wait", more)),
            "",
            place.url("proposals.proposal_list", state=ProposalState.OPEN.value),
            str(_("See them")),
        )
    if own:
        what = ngettext(
            "%(num)s proposal of yours is undecided", "%(num)s proposals of yours are undecided", own
        )
        url = place.url("proposals.proposal_list", state=ProposalState.OPEN.value)
        yield Task(str(what), str(_("Somebody else has to decide.")), url, str(_("See them")))


def _waits_for_them(session: Session, place: Place, proposal: Proposal) -> bool:
    """What rules a donor agrees to, no manager confirms."""
    by = place.person.name
    if is_own(proposal, by):
        return False
    if proposal.kind is not ProposalKind.RULES:
        return True
    return why_not_agreed_by(session, proposal, rows_of(proposal), by) is None
