"""Asking that a milestone be certified, or that a tranche be paid: booked as rows like any others."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from core.errors import Refusal
from core.journal.append import lock_head
from core.money import to_major
from core.programmes import Programme, today_in
from core.web.i18n import minor
from grants.entering.entering import enter_new
from grants.importing.importing import Occasion
from grants.models.milestones import Certification, Tranche
from grants.paying.allowances import allowances
from grants.paying.numbering import next_reference
from grants.paying.reached import Reached, find_reached
from grants.paying.refusals import PayingReason


@dataclass(frozen=True)
class Deed:
    """Who does something in which programme, at which moment."""

    programme: Programme
    by: str
    at: datetime

    @property
    def programme_id(self) -> int:
        assert self.programme.id is not None
        return self.programme.id

    @property
    def today(self) -> date:
        return today_in(self.programme, self.at)

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.by, self.at)


@dataclass(frozen=True)
class Wanted:
    """A tranche as somebody asks for it; `amount_minor` in minor units of the fund's currency."""

    milestone_id: int
    amount_minor: int
    words: str = ""
    override_reason: str = ""


def ask_certification(session: Session, deed: Deed, milestone_id: int, words: str) -> str:
    """The reference of what waits now for somebody else. Raises Refusal."""
    lock_head(session, deed.programme_id)
    reached = find_reached(session, milestone_id)
    if reached.certified is not None:
        raise Refusal(PayingReason.CERTIFIED_ALREADY)
    if reached.waiting is not None:
        raise Refusal(PayingReason.ASKED_ALREADY, by=reached.waiting.asked_by)
    reference = next_reference(session, deed.programme_id, Certification, "CE")
    row = {
        "reference": reference,
        **_under(reached, deed),
        "words": words,
    }
    enter_new(session, deed.programme.code, {"certifications": [row]}, deed.occasion)
    return reference


def ask_tranche(session: Session, deed: Deed, wanted: Wanted) -> str:
    """The reference of what two others have to approve now. Raises Refusal, NotEntered."""
    lock_head(session, deed.programme_id)
    reached = find_reached(session, wanted.milestone_id)
    is_early = not reached.is_certified_by(deed.today)
    reason = wanted.override_reason.strip()
    if is_early and not reason:
        raise Refusal(PayingReason.BEFORE_MILESTONE)
    currency = reached.fund.currency
    left = allowances(session, reached.fund, reached.project).left_minor(reached.milestone.code)
    if wanted.amount_minor > left:
        raise Refusal(PayingReason.BEYOND_ALLOWED, left=f"{minor(left, currency)} {currency}")
    reference = next_reference(session, deed.programme_id, Tranche, "TR")
    row = {
        "reference": reference,
        **_under(reached, deed),
        "amount": f"{to_major(wanted.amount_minor, currency)}",
        "words": wanted.words,
        "override_reason": reason if is_early else "",
    }
    enter_new(session, deed.programme.code, {"tranches": [row]}, deed.occasion)
    return reference


def _under(reached: Reached, deed: Deed) -> dict[str, str]:
    return {
        "project": reached.project.code,
        "fund": reached.fund.code,
        "milestone": reached.milestone.code,
        "asked_on": deed.today.isoformat(),
        "asked_by": deed.by,
    }
