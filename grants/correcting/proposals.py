"""What a second person's confirmation of a correction asks, besides that somebody else proposed it."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.errors import Refusal
from core.tables import in_clauses, table
from grants.correcting.amendments import check_amendable
from grants.correcting.booking import check_references_free, check_reversible
from grants.correcting.refusals import CorrectionReason
from grants.correcting.taken_back import refusal_of, taken_back
from grants.entering.typed import Rows
from grants.models.proposals import Proposal, ProposalKind
from grants.verification.recorders import recorded_by
from grants.workbook.texts import clean_code
from household_groups.models.contributions import Contribution, Reversal

CORRECTIONS = frozenset({ProposalKind.REVERSALS, ProposalKind.AMENDMENT})


def check_confirmable(session: Session, proposal: Proposal, rows: Rows, by: str) -> None:
    """Raises Refusal: for whoever took part in recording it, and where the books have moved on since."""
    if proposal.kind not in CORRECTIONS:
        return
    contributions = corrected_by(session, proposal.programme_id, rows)
    check_not_overtaken(session, proposal, rows, contributions)
    refusal = why_not_by(session, contributions, by)
    if refusal is not None:
        raise refusal


def why_not_by(session: Session, contributions: Sequence[Contribution], by: str) -> Refusal | None:
    """Why this person does not confirm that these are taken back.

    Who recorded a contribution may propose it, but has not the last word: two people brought it in, and the same
    two can take it out.
    """
    own = recorded_by(session, contributions, by)
    for contribution in contributions:
        if contribution.id in own:
            return Refusal(CorrectionReason.RECORDER_CONFIRMS, reference=contribution.reference)
    return None


def check_not_overtaken(
    session: Session, proposal: Proposal, rows: Rows, contributions: Sequence[Contribution]
) -> None:
    """Raises Refusal."""
    if proposal.kind is ProposalKind.AMENDMENT:
        for contribution in contributions:
            check_amendable(session, contribution)
        check_references_free(session, proposal.programme_id, rows)
    for contribution in _touched_since(session, proposal, contributions):
        raise refusal_of(session, taken_back(session, contribution), CorrectionReason.TAKEN_BACK_SINCE)
    if proposal.kind is ProposalKind.REVERSALS and len(contributions) == 1:
        check_reversible(session, contributions[0], None)


def corrected_by(session: Session, programme_id: int, rows: Rows) -> list[Contribution]:
    """The contributions that a proposal takes back or sets right."""
    named = [row["contribution"] for row in rows.get("reversals", ())]
    named += [row.get("amends", "") for row in rows.get("contributions", ())]
    references = {clean_code(each.strip()) for each in named} - {""}
    return [
        contribution
        for clause in in_clauses(table(Contribution).c.reference, references)
        for contribution in session.exec(
            select(Contribution).where(Contribution.programme_id == programme_id, clause)
        )
    ]


def _touched_since(
    session: Session, proposal: Proposal, contributions: Sequence[Contribution]
) -> list[Contribution]:
    """Those of which something was taken back after the proposal was made."""
    if proposal.seen_seq is None:  # made by a version that did not note it
        return []
    ids = {each.id for each in contributions}
    touched: set[int] = set()
    for clause in in_clauses(table(Reversal).c.contribution_id, ids):
        query = sa.select(col(Reversal.contribution_id)).where(clause, col(Reversal.seq) > proposal.seen_seq)
        touched |= set(session.execute(query).scalars())
    return [each for each in contributions if each.id in touched]
