"""The vouchers of a project with what is to be said of each: its value, whose money it spent, its flags."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.calendar import month_name
from core.exchange import Exchange, MissingRate
from core.rates import exchange_of
from grants.models.payments import Expenditure
from grants.spending.flags import Flag, flags_of
from grants.spending.shares import VoucherShare, shares_of
from grants.visible_money import expenditures_within
from household_groups.models.projects import Project


@dataclass(frozen=True)
class VoucherTold:
    """`value` is in the project's currency, None where a rate is missing; then nobody knows its shares either."""

    voucher: Expenditure
    value: int | None
    share: VoucherShare | None
    flags: list[Flag]


def vouchers_told(
    session: Session,
    reach: Reach,
    project: Project,
    shares: Iterable[VoucherShare],
    only: sa.ColumnElement[bool] | None = None,
) -> list[VoucherTold]:
    """Those within reach, by day; `shares` are of all vouchers of the project, as far as they are known."""
    exchange = exchange_of(session, project.programme_id)
    known = {share.reference: share for share in shares}
    query = select(Expenditure).where(
        Expenditure.project_id == project.id, expenditures_within(reach), sa.true() if only is None else only
    )
    found = session.exec(query.order_by(col(Expenditure.spent_on), col(Expenditure.reference)))
    return [told(project, voucher, known.get(voucher.reference), exchange) for voucher in found]


def about_voucher(session: Session, project: Project, voucher: Expenditure) -> VoucherTold:
    """What is to be said of one: its share depends on all that came to the project and on nothing else."""
    assert project.id is not None
    try:
        shares = shares_of(session, project.programme_id, project.id)
    except MissingRate:
        shares = []
    share = next((each for each in shares if each.reference == voucher.reference), None)
    return told(project, voucher, share, exchange_of(session, project.programme_id))


def told(
    project: Project, voucher: Expenditure, share: VoucherShare | None, exchange: Exchange
) -> VoucherTold:
    parts = share.parts if share else ()
    flags = flags_of(voucher.spent_on, project.approved_on, project.starts_on, parts)
    return VoucherTold(voucher, _value(exchange, voucher, project.currency), share, flags)


def _value(exchange: Exchange, voucher: Expenditure, currency: str) -> int | None:
    try:
        return exchange.convert(
            voucher.amount_minor, voucher.currency, currency, month_name(voucher.spent_on)
        )
    except MissingRate:
        return None
