"""What becomes of a claim: repaid or waived, each in parts."""

from sqlmodel import Session

from core.errors import Refusal
from core.journal.append import lock_head
from grants.entering.entering import enter_new
from grants.models.reviews import ClawbackStep
from grants.paying.asking import Deed
from grants.reviewing.claim_rows import step_row
from grants.reviewing.claims import Claim, find_claim
from grants.reviewing.refunds import check_payment
from grants.reviewing.refusals import ReviewReason
from grants.workbook.mapping import as_text


class ClaimMoved(Exception):
    """Somebody else said something about the claim first. It ends the transaction."""


def repay(
    session: Session, deed: Deed, claim_id: int, amount_minor: int, payment: str, reason: str, seen: int
) -> Claim:
    """A part or all of what is open came back by this payment. Raises ClaimMoved, Refusal, NotEntered."""
    claim = _open(session, deed, claim_id, seen)
    _check_amount(claim, amount_minor)
    check_payment(session, claim, payment, amount_minor)
    row = step_row(deed, claim, ClawbackStep.REPAID, amount_minor, reason, payment)
    enter_new(session, deed.programme.code, {"clawbacks": [row]}, deed.occasion)
    return claim


def waive(session: Session, deed: Deed, claim_id: int, amount_minor: int, reason: str, seen: int) -> Claim:
    """Whoever it is owed to lets a part or all of what is open go. Raises ClaimMoved, Refusal, NotEntered."""
    claim = _open(session, deed, claim_id, seen)
    _check_amount(claim, amount_minor)
    if not reason.strip():
        raise Refusal(ReviewReason.NO_WORDS)
    row = step_row(deed, claim, ClawbackStep.WAIVED, amount_minor, reason)
    enter_new(session, deed.programme.code, {"clawbacks": [row]}, deed.occasion)
    return claim


def _open(session: Session, deed: Deed, claim_id: int, seen: int) -> Claim:
    lock_head(session, deed.programme_id)
    claim = find_claim(session, deed.programme_id, claim_id)
    assert claim is not None
    if len(claim.steps) != seen:
        raise ClaimMoved
    if not claim.open_minor:
        raise Refusal(ReviewReason.NOTHING_CLAIMED)
    return claim


def _check_amount(claim: Claim, amount_minor: int) -> None:
    if not 0 < amount_minor <= claim.open_minor:
        left = as_text(claim.open_minor, claim.currency)
        raise Refusal(ReviewReason.BEYOND_CLAIM, left=left, currency=claim.currency)
