"""How much of a contribution was taken back so far, and what is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from sqlmodel import Session, col, select

from core.errors import Refusal
from core.journal.models import JournalEntry
from core.web.i18n import day
from grants.correcting.refusals import CorrectionReason
from grants.explaining.numbers import with_code
from household_groups.models.contributions import Contribution, Reversal


@dataclass(frozen=True)
class TakenBack:
    """The reversals of one contribution, in the order in which they were booked."""

    contribution: Contribution
    reversals: Sequence[Reversal]

    @property
    def minor(self) -> int:
        return sum(reversal.amount_minor for reversal in self.reversals)

    @property
    def left_minor(self) -> int:
        return self.contribution.amount_minor - self.minor

    @property
    def is_whole(self) -> bool:
        return self.left_minor <= 0


def taken_back(session: Session, contribution: Contribution) -> TakenBack:
    query = select(Reversal).where(Reversal.contribution_id == contribution.id).order_by(col(Reversal.seq))
    return TakenBack(contribution, session.exec(query).all())


def refusal_of(session: Session, back: TakenBack, reason: CorrectionReason) -> Refusal:
    """Tells what became of the contribution last."""
    last, currency = back.reversals[-1], back.contribution.currency
    return Refusal(
        reason,
        reference=back.contribution.reference,
        amount=LazyString(with_code, last.amount_minor, currency),
        left=LazyString(with_code, back.left_minor, currency),
        day=LazyString(day, last.reversed_on),
        by=_booked_by(session, last),
    )


def _booked_by(session: Session, reversal: Reversal) -> str:
    query = select(JournalEntry.booked_by).where(
        JournalEntry.programme_id == reversal.programme_id, JournalEntry.seq == reversal.seq
    )
    return session.exec(query).one()
