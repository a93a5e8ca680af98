"""What of an open claim is more than is left of its voucher, since a correction came later."""

from sqlmodel import Session, select

from core.exchange import MissingRate
from grants.models.payments import Expenditure
from grants.reviewing.claims import Claim, claims_of
from grants.reviewing.parts import parts_to_claim


def beyond_voucher(session: Session, claim: Claim) -> int:
    """Minor units of what is open, never more than all claims to the voucher exceed it by; 0 without a rate."""
    if not claim.open_minor:
        return 0
    claims = claims_of(session, claim.programme_id, claim.expenditure)
    try:
        left = {source.label: minor for source, minor in parts_to_claim(session, _voucher(session, claim))}
    except MissingRate:
        return 0
    of_all = sum(each.standing_minor for each in claims) - sum(left.values())
    own = claim.standing_minor - left.get(claim.source, 0)
    return max(0, min(own, of_all, claim.open_minor))


def _voucher(session: Session, claim: Claim) -> Expenditure:
    query = select(Expenditure).where(
        Expenditure.programme_id == claim.programme_id, Expenditure.reference == claim.expenditure
    )
    return session.exec(query).one()
