"""Re-matches of a fund: the proposal, and its booking once a person has confirmed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from core.errors import Refusal
from core.journal.append import Journal, lock_head
from core.journal.models import EntryKind
from core.journal.verify import head_of
from core.programmes import Programme
from grants.ledger.applying import apply_all
from grants.ledger.booking import book_since
from grants.ledger.events import FundRematched
from grants.ledger.opening import open_books
from grants.matching.terms import Entry
from grants.models.funds import Fund
from grants.models.matches import Rematch


class RematchReason(StrEnum):
    """Why a re-match is refused."""

    UNKNOWN_FUND = "unknown_fund"
    FUND_IN_SEVERAL = "fund_in_several"
    NOTHING_TO_GRANT = "nothing_to_grant"
    OUTDATED = "outdated"


@dataclass(frozen=True)
class Proposal:
    """What a re-match would grant now; `seq` is the last event that it takes into account."""

    programme: Programme
    fund: Fund
    seq: int
    grants: Sequence[Entry]

    @property
    def total(self) -> int:
        """Minor units of the fund's currency."""
        return sum(entry.granted for entry in self.grants)


def get_fund(session: Session, code: str, programme: str | None = None) -> Fund:
    """The fund of this code; `programme` says of which programme where several have one. Raises Refusal."""
    query = select(Fund, Programme).where(Fund.code == code, Fund.programme_id == Programme.id)
    if programme is not None:
        query = query.where(Programme.code == programme)
    found = session.exec(query.order_by(col(Programme.code))).all()
    if not found:
        raise Refusal(RematchReason.UNKNOWN_FUND, fund=code)
    if len(found) > 1:
        programmes = ", ".join(of.code for _, of in found)
        raise Refusal(RematchReason.FUND_IN_SEVERAL, fund=code, programmes=programmes)
    return found[0][0]


def propose(session: Session, fund: Fund, *, at: datetime) -> Proposal:
    """The proposal as of now; nothing is stored."""
    programme = session.get_one(Programme, fund.programme_id)
    _, seq, _ = head_of(session, fund.programme_id)
    today = at.astimezone(ZoneInfo(programme.time_zone)).date()
    event = FundRematched(seq + 1, today, fund.code)
    books = open_books(session, fund.programme_id, seq, [event]).books
    grants = [entry for booked in apply_all(books, [event], {}) for entry in booked.entries]
    return Proposal(programme, fund, seq, grants)


def confirm(session: Session, fund: Fund, *, by: str, at: datetime, seen: int | None = None) -> Proposal:
    """Book a re-match. Raises Refusal where it grants nothing, or where anything was booked after `seen`."""
    _, seq, _ = lock_head(session, fund.programme_id)
    if seen is not None and seen != seq:
        raise Refusal(RematchReason.OUTDATED, seen=seen, seq=seq)
    proposal = propose(session, fund, at=at)
    if not proposal.grants:
        raise Refusal(RematchReason.NOTHING_TO_GRANT, fund=fund.code)
    on = proposal.grants[0].booked_on
    assert fund.id is not None
    rematch = Rematch(
        programme_id=fund.programme_id, fund_id=fund.id, booked_on=on, booked_by=by, seq=seq + 1
    )
    session.add(rematch)
    session.flush()
    journal = Journal(session, fund.programme_id, by=by, at=at)
    content = {"fund": fund.code, "booked_on": on, "booked_by": by}
    journal.append(EntryKind.REMATCH, "rematches", str(seq + 1), content, seq + 1, on)
    journal.close()
    book_since(session, fund.programme_id, seq)
    return proposal
