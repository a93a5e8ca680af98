"""The payment that shows that a claim was repaid: a refund of a disbursement, or a reference of the bank."""

from sqlmodel import Session, col, select

from core.calendar import month_name
from core.errors import Refusal
from core.exchange import MissingRate
from core.rates import exchange_of
from grants.models.funds import Fund
from grants.models.payments import Disbursement
from grants.models.reviews import Clawback
from grants.reviewing.claims import Claim
from grants.reviewing.refusals import ReviewReason
from grants.workbook.mapping import as_text


def check_payment(session: Session, claim: Claim, payment: str, amount_minor: int) -> None:
    """A disbursement has to be a refund to the fund that is owed, and shows no more than it brought.

    Whatever names no disbursement is a reference of the bank. Raises Refusal.
    """
    if not payment.strip():
        raise Refusal(ReviewReason.NO_PAYMENT)
    query = select(Disbursement, Fund).where(
        Disbursement.programme_id == claim.programme_id,
        Disbursement.reference == payment.strip(),
        col(Disbursement.fund_id) == Fund.id,
    )
    found = session.exec(query).first()
    if found is None:
        return
    refund, fund = found
    if refund.amount_minor >= 0 or fund.code != claim.fund:
        raise Refusal(ReviewReason.NOT_A_REFUND, payment=refund.reference)
    left = _value(session, refund, fund, claim.currency) - _shown(
        session, claim.programme_id, refund.reference
    )
    if amount_minor > left:
        said = {"payment": refund.reference, "left": as_text(max(left, 0), claim.currency)}
        raise Refusal(ReviewReason.REFUND_USED, currency=claim.currency, **said)


def _value(session: Session, refund: Disbursement, fund: Fund, currency: str) -> int:
    exchange = exchange_of(session, refund.programme_id)
    try:
        return exchange.convert(-refund.amount_minor, fund.currency, currency, month_name(refund.paid_on))
    except MissingRate as missing:
        raise Refusal(ReviewReason.RATE_MISSING, currency=missing.currency, month=missing.month) from missing


def _shown(session: Session, programme_id: int, payment: str) -> int:
    """What this refund showed already."""
    query = select(Clawback.amount_minor).where(
        Clawback.programme_id == programme_id, Clawback.payment == payment
    )
    return sum(session.exec(query))
