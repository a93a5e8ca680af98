"""Rows that open and close claims, and what becomes of a claim in between: repaid in parts, or waived."""

from sqlmodel import Session

from core.errors import Refusal
from core.journal.append import lock_head
from grants.entering.entering import enter_new
from grants.entering.typed import Typed
from grants.models.payments import Expenditure
from grants.models.reviews import ClawbackStep
from grants.paying.asking import Deed
from grants.reviewing.claims import Claim, claims_of, find_claim
from grants.reviewing.parts import parts_to_claim
from grants.reviewing.refunds import check_payment
from grants.reviewing.refusals import ReviewReason
from grants.workbook.mapping import as_text


class ClaimMoved(Exception):
    """Somebody else said something about the claim first. It ends the transaction."""


def rows_that_open(session: Session, deed: Deed, voucher: Expenditure, reason: str) -> list[Typed]:
    """A claim for each source, of its whole part: less what was repaid of it and what is claimed already."""
    of_source = {claim.source: claim for claim in claims_of(session, deed.programme_id, voucher.reference)}
    rows = []
    for source, minor in parts_to_claim(session, voucher):
        claim = of_source.get(source.label)
        missing = minor - (claim.repaid_minor + claim.open_minor if claim else 0)
        if missing > 0:
            number = len(claim.steps) + 1 if claim else 1
            key = (voucher.reference, source.label, number)
            rows.append(_row(deed, key, ClawbackStep.OPENED, missing, reason))
    return rows


def rows_that_close(session: Session, deed: Deed, expenditure: str, reason: str) -> list[Typed]:
    """What is still open of a voucher that is accepted after all."""
    return [
        _row(deed, _next(claim), ClawbackStep.WAIVED, claim.open_minor, reason or _ACCEPTED)
        for claim in claims_of(session, deed.programme_id, expenditure)
        if claim.open_minor
    ]


_ACCEPTED = "accepted"


def repay(
    session: Session, deed: Deed, claim_id: int, amount_minor: int, payment: str, reason: str, seen: int
) -> Claim:
    """A part or all of what is open came back by this payment. Raises ClaimMoved, Refusal, NotEntered."""
    claim = _open(session, deed, claim_id, seen)
    if not 0 < amount_minor <= claim.open_minor:
        raise Refusal(
            ReviewReason.BEYOND_CLAIM,
            left=as_text(claim.open_minor, claim.currency),
            currency=claim.currency,
        )
    check_payment(session, claim, payment, amount_minor)
    row = _row(deed, _next(claim), ClawbackStep.REPAID, amount_minor, reason, payment)
    enter_new(session, deed.programme.code, {"clawbacks": [row]}, deed.occasion)
    return claim


def waive(session: Session, deed: Deed, claim_id: int, reason: str, seen: int) -> Claim:
    """Whoever it is owed to lets what is open go. Raises ClaimMoved and Refusal."""
    claim = _open(session, deed, claim_id, seen)
    if not reason.strip():
        raise Refusal(ReviewReason.NO_WORDS)
    row = _row(deed, _next(claim), ClawbackStep.WAIVED, claim.open_minor, reason)
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


def _next(claim: Claim) -> tuple[str, str, int]:
    return claim.expenditure, claim.source, len(claim.steps) + 1


def _row(
    deed: Deed, key: tuple[str, str, int], step: ClawbackStep, minor: int, reason: str, payment: str = ""
) -> Typed:
    expenditure, source, number = key
    currency = deed.programme.currency
    return {
        "expenditure": expenditure,
        "source": source,
        "number": str(number),
        "step": step.value,
        "amount": as_text(minor, currency) or "",
        "currency": currency,
        "said_on": deed.today.isoformat(),
        "said_by": deed.by,
        "reason": reason.strip(),
        "payment": payment.strip(),
    }
