"""Who reads which fund's threads and claims: its donors, and the programme's managers."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core.roles import Action
from core.web.access import Here
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.models.reviews import Review
from grants.reviewing.claims import Claim, fund_of
from grants.spending.attributing import Part


def may_read(place: Here, fund: str) -> bool:
    return place.may(Action.MANAGE) or place.reach_of(Action.REVIEW).has_fund(fund)


def may_waive(place: Here, claim: Claim) -> bool:
    """The donor for what is owed to their fund, the manager for what is owed to everybody else."""
    if claim.fund is None:
        return place.may(Action.MANAGE)
    return place.reach_of(Action.REVIEW).has_fund(claim.fund)


def may_see_claim(place: Here, claim: Claim) -> bool:
    return place.may(Action.MANAGE) or (claim.fund is not None and may_read(place, claim.fund))


def funds_to_show(session: Session, place: Here, voucher: Expenditure, parts: Collection[Part]) -> list[Fund]:
    """The funds that paid a part of a voucher or spoke of it, as far as the person reads their threads."""
    codes = {code for source, _ in parts if (code := fund_of(source.label)) is not None}
    spoke = select(Review.fund_id).where(
        Review.programme_id == place.programme_id, Review.expenditure == voucher.reference
    )
    query = select(Fund).where(
        Fund.programme_id == place.programme_id,
        col(Fund.code).in_(codes) | col(Fund.id).in_(spoke) | (col(Fund.id) == voucher.fund_id),
    )
    return [fund for fund in session.exec(query.order_by(col(Fund.code))) if may_read(place, fund.code)]
