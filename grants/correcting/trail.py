"""The corrections of contributions: each reversal with who proposed it and who confirmed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.journal.models import JournalEntry
from core.tables import in_clauses, table
from grants.models.proposals import Proposal, ProposalKind
from household_groups.models.contributions import Reversal


@dataclass(frozen=True)
class Correction:
    """`proposal` is the one that was confirmed; without one, a person booked it alone."""

    reversal: Reversal
    booked_by: str
    booked_at: datetime
    proposal: Proposal | None

    @property
    def is_amendment(self) -> bool:
        return self.proposal is not None and self.proposal.kind is ProposalKind.AMENDMENT


def corrections_of(session: Session, reversals: Sequence[Reversal]) -> list[Correction]:
    """Of reversals of one programme, in their order."""
    if not reversals:
        return []
    programme_id, seqs = reversals[0].programme_id, {each.seq for each in reversals}
    booked = _booked(session, programme_id, seqs)
    proposals = proposals_of(session, programme_id, seqs)
    return [Correction(each, *booked[each.seq], proposals.get(each.seq)) for each in reversals]


def proposals_of(session: Session, programme_id: int, seqs: Iterable[int]) -> dict[int, Proposal]:
    """By event, the proposal whose confirmation booked it."""
    seqs = set(seqs)
    if not seqs:
        return {}
    query = select(Proposal).where(
        Proposal.programme_id == programme_id,
        col(Proposal.last_seq) >= min(seqs),
        col(Proposal.first_seq) <= max(seqs),
    )
    return {
        seq: proposal
        for proposal in session.exec(query)
        for seq in seqs
        if (proposal.first_seq or 0) <= seq <= (proposal.last_seq or 0)
    }


def _booked(session: Session, programme_id: int, seqs: Iterable[int]) -> dict[int, tuple[str, datetime]]:
    """By event, who booked it and when."""
    entry = table(JournalEntry).c
    query = sa.select(entry.seq, entry.booked_by, entry.booked_at).where(entry.programme_id == programme_id)
    return {
        seq: (by, at)
        for clause in in_clauses(entry.seq, seqs)
        for seq, by, at in session.execute(query.where(clause))
    }
