"""What each source has in a voucher, less what its corrections gave back."""

from sqlmodel import Session, select

from core.money import largest_remainder
from grants.models.payments import Expenditure
from grants.spending.attributing import Part
from grants.spending.shares import VoucherShare, shares_of


def parts_of(session: Session, voucher: Expenditure) -> list[Part]:
    """Of the voucher as it stands by itself, in the programme's currency. Raises MissingRate."""
    return list(_shares(session, voucher)[voucher.reference].parts)


def parts_to_claim(session: Session, voucher: Expenditure) -> list[Part]:
    """Of the voucher net of its corrections, in proportion to its own parts; they add up to that net value.

    Nothing where nothing is left of it. Raises MissingRate.
    """
    shares = _shares(session, voucher)
    own = [part for part in shares[voucher.reference].parts if part[1] > 0]
    query = select(Expenditure.reference).where(
        Expenditure.programme_id == voucher.programme_id, Expenditure.corrects == voucher.reference
    )
    net = shares[voucher.reference].value + sum(shares[each].value for each in session.exec(query))
    if net <= 0 or not own:
        return []
    split = largest_remainder(net, [minor for _, minor in own])
    return [(source, minor) for (source, _), minor in zip(own, split, strict=True) if minor]


def _shares(session: Session, voucher: Expenditure) -> dict[str, VoucherShare]:
    found = shares_of(session, voucher.programme_id, voucher.project_id)
    return {share.reference: share for share in found}
