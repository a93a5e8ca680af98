"""The corrections of a contribution as its page tells them: how much, when, why, by whom, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlmodel import Session, select

from core.roles import Action
from core.web.access import Here
from core.web.i18n import minor
from grants.correcting.amendments import amended_by, amendments_of, naming
from grants.correcting.taken_back import taken_back
from grants.correcting.trail import Correction, corrections_of
from grants.models.matches import MatchEntryKind
from grants.showing.decisions import Decision
from grants.visible import contribution_within
from household_groups.models.contributions import Contribution, ContributionStatus


@dataclass(frozen=True)
class TakenBackLine:
    """`people` and `reason` are empty for whoever sees no households; `proposal` is an id, for who sees those."""

    correction: Correction
    people: str
    reason: str
    released: Sequence[str]
    proposal: int | None


@dataclass(frozen=True)
class Corrections:
    """`amends` is the contribution whose place this one takes, `amended_by` the one that takes its own."""

    lines: Sequence[TakenBackLine]
    minor: int
    left_minor: int
    amends: Contribution | None
    amended_by: Contribution | None
    may_amend: bool

    def __bool__(self) -> bool:
        return bool(self.lines or self.amends or self.amended_by)


def corrections_on(
    session: Session, here: Here, contribution: Contribution, decisions: Sequence[Decision], with_people: bool
) -> Corrections:
    """`decisions` are those on it that the reader may see."""
    back, standing = taken_back(session, contribution), amendments_of(session, contribution)
    released = _released(decisions)
    lines = [
        TakenBackLine(
            each,
            people=_people(each) if with_people else "",
            reason=(each.reversal.reason or "") if with_people else "",
            released=released.get(each.reversal.seq, ()),
            proposal=each.proposal.id if each.proposal and here.may(Action.PROPOSE) else None,
        )
        for each in corrections_of(session, back.reversals)
    ]
    is_lost = bool(naming(session, contribution)) and not standing
    is_verified = contribution.status is ContributionStatus.VERIFIED
    return Corrections(
        lines,
        minor=back.minor,
        left_minor=back.left_minor,
        amends=_within(session, here, amended_by(session, contribution)),
        amended_by=_within(session, here, standing[-1] if standing else None),
        may_amend=is_verified and not standing and (not back.is_whole or is_lost),
    )


def _people(correction: Correction) -> str:
    if correction.proposal is None:
        return str(_("Booked by %(by)s", by=correction.booked_by))
    by = {"proposer": correction.proposal.proposed_by, "confirmer": correction.booked_by}
    return str(_("Proposed by %(proposer)s, confirmed by %(confirmer)s", **by))


def _released(decisions: Sequence[Decision]) -> Mapping[int, list[str]]:
    """By event, '40.00 USD go back to IOMDF'."""
    found: dict[int, list[str]] = {}
    for each in decisions:
        entry, fund = each.entry, each.fund
        if entry.kind is MatchEntryKind.RELEASE and entry.released_minor:
            amount = f"{minor(entry.released_minor, fund.currency)} {fund.currency}"
            said = _("%(amount)s go back to %(fund)s", amount=amount, fund=fund.name)
            found.setdefault(entry.seq, []).append(str(said))
    return found


def _within(session: Session, here: Here, contribution: Contribution | None) -> Contribution | None:
    """None where the reader may not look at it."""
    if contribution is None:
        return None
    within = contribution_within(here.reach_of(Action.SEE_CONTRIBUTIONS), contribution.reference)
    return session.exec(select(Contribution).where(within)).first()
