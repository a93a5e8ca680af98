"""Asking that a milestone be certified, or that a tranche be paid: booked as rows like any others."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from core.errors import Refusal
from core.journal.append import lock_head
from core.money import to_major
from core.programmes import Programme, today_in
from core.web.i18n import minor
from grants.entering.entering import enter_new
from grants.importing.importing import Occasion
from grants.models.funds import Fund
from grants.models.milestones import Certification, Milestone, Tranche
from grants.paying.allowances import allowances
from grants.paying.numbering import next_reference
from grants.paying.reading import Reached, milestones_of
from grants.paying.refusals import PayingReason
from household_groups.models.projects import Project


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

    fund: Fund
    project: Project
    milestone: str | None
    amount_minor: int
    words: str = ""
    override_reason: str = ""


def ask_certification(session: Session, deed: Deed, milestone_id: int, words: str) -> str:
    """The reference of what waits now for somebody else. Raises Refusal."""
    lock_head(session, deed.programme_id)
    reached = find_reached(session, milestone_id)
    if reached.certified is not None:
        raise Refusal(PayingReason.CERTIFIED_ALREADY)
    if reached.waits and reached.latest is not None:
        raise Refusal(PayingReason.ASKED_ALREADY, by=reached.latest.certification.asked_by)
    reference = next_reference(session, deed.programme_id, Certification, "CE")
    row = {
        "reference": reference,
        **_of(reached.project, reached.fund),
        "milestone": reached.milestone.code,
        **_asked(deed),
        "words": words,
    }
    enter_new(session, deed.programme.code, {"certifications": [row]}, deed.occasion)
    return reference


def ask_tranche(session: Session, deed: Deed, wanted: Wanted) -> str:
    """The reference of what two others have to approve now. Raises Refusal, NotEntered."""
    lock_head(session, deed.programme_id)
    reached = _milestone(session, wanted)
    if _needs_reason(session, wanted, reached, deed.today) and not wanted.override_reason.strip():
        raise Refusal(PayingReason.BEFORE_MILESTONE)
    currency = wanted.fund.currency
    left = allowances(session, wanted.fund, wanted.project).left_minor(wanted.milestone)
    if wanted.amount_minor > left:
        raise Refusal(PayingReason.BEYOND_ALLOWED, left=f"{minor(left, currency)} {currency}")
    reference = next_reference(session, deed.programme_id, Tranche, "TR")
    row = {
        "reference": reference,
        **_of(wanted.project, wanted.fund),
        "milestone": wanted.milestone or "",
        **_asked(deed),
        "amount": f"{to_major(wanted.amount_minor, currency)}",
        "words": wanted.words,
        "override_reason": wanted.override_reason.strip(),
    }
    enter_new(session, deed.programme.code, {"tranches": [row]}, deed.occasion)
    return reference


def find_reached(session: Session, milestone_id: int) -> Reached:
    [reached] = milestones_of(session, col(Milestone.id) == milestone_id)
    return reached


def _milestone(session: Session, wanted: Wanted) -> Reached | None:
    if wanted.milestone is None:
        return None
    found = milestones_of(
        session,
        col(Milestone.fund_id) == wanted.fund.id,
        col(Milestone.project_id) == wanted.project.id,
        col(Milestone.code) == wanted.milestone,
    )
    return found[0] if found else None


def _needs_reason(session: Session, wanted: Wanted, reached: Reached | None, today: date) -> bool:
    """Before its milestone, and under none where the fund pays this project by milestones."""
    if reached is not None:
        return not reached.is_certified_by(today)
    return has_milestones(session, wanted.fund, wanted.project)


def has_milestones(session: Session, fund: Fund, project: Project) -> bool:
    query = select(Milestone.id).where(Milestone.fund_id == fund.id, Milestone.project_id == project.id)
    return session.exec(query).first() is not None


def _of(project: Project, fund: Fund) -> dict[str, str]:
    return {"project": project.code, "fund": fund.code}


def _asked(deed: Deed) -> dict[str, str]:
    return {"asked_on": deed.today.isoformat(), "asked_by": deed.by}
