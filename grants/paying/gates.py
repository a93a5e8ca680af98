"""What is missing before a milestone can be said to be reached."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.tables import table, total
from grants.models.documents import Document, DocumentKind
from grants.models.funds import Fund, OtherFunding, Receipt
from grants.models.matches import MatchEntry
from grants.models.milestones import Gate
from grants.models.payments import Disbursement
from grants.paying.reached import Reached
from household_groups.models.projects import Progress


class Lack(StrEnum):
    """What is not there yet."""

    AGREEMENT = "lacks_agreement"
    MINUTES = "lacks_minutes"
    HANDOVER_ACT = "lacks_handover_act"
    WORKS = "lacks_works"
    DEPOSIT_OF_FUND = "lacks_deposit_of_fund"
    DEPOSIT_OF_PARTNER = "lacks_deposit_of_partner"


@dataclass(frozen=True)
class Missing:
    """`fund` is the code of another fund whose money is not there; who may not see it is told without a name."""

    lack: Lack
    fund: str | None = None
    partner: str | None = None
    minor: int = 0
    currency: str = ""
    percent: str = "0"
    needed: str = "100"


_DOCUMENTS = {
    Gate.AGREEMENT: (DocumentKind.AGREEMENT, Lack.AGREEMENT),
    Gate.MINUTES: (DocumentKind.MINUTES, Lack.MINUTES),
    Gate.HANDOVER: (DocumentKind.HANDOVER_ACT, Lack.HANDOVER_ACT),
}


def missing(session: Session, reached: Reached, on: date) -> list[Missing]:
    """As of a day; empty where the gate is passed."""
    match reached.milestone.gate:
        case Gate.WORKS:
            return _missing_works(session, reached, on)
        case Gate.PARTNERS_MONEY:
            return [*_missing_of_funds(session, reached, on), *_missing_of_partners(session, reached, on)]
        case gate:
            kind, lack = _DOCUMENTS[gate]
            return [] if _has_document(session, reached, kind, on) else [Missing(lack)]


def _has_document(session: Session, reached: Reached, kind: DocumentKind, on: date) -> bool:
    query = select(Document.id).where(
        *(Document.programme_id == reached.milestone.programme_id, Document.sheet == "milestones"),
        *(Document.key == reached.key, Document.kind == kind, Document.added_on <= on),
    )
    return session.exec(query).first() is not None


def _missing_works(session: Session, reached: Reached, on: date) -> list[Missing]:
    """The latest progress that somebody certified counts."""
    query = select(Progress.actual).where(
        *(Progress.project_id == reached.project.id, Progress.on <= on),
        col(Progress.certified_by).is_not(None),
    )
    done = session.exec(query.order_by(col(Progress.on).desc())).first() or "0"
    needed = reached.milestone.works or "100"
    if Decimal(done) >= Decimal(needed):
        return []
    return [Missing(Lack.WORKS, percent=done, needed=needed)]


def _missing_of_funds(session: Session, reached: Reached, on: date) -> list[Missing]:
    """Every other fund that matched something here has received that much beyond what it paid elsewhere."""
    entry, fund = table(MatchEntry).c, table(Fund).c
    net = total(entry.granted_minor - entry.released_minor)
    query = (
        sa.select(fund.id, fund.code, fund.currency, net)
        .where(entry.project_id == reached.project.id, entry.fund_id == fund.id)
        .where(entry.fund_id != reached.fund.id, entry.booked_on <= on)
        .group_by(fund.id, fund.code, fund.currency)
        .order_by(fund.code)
    )
    found = []
    for id, code, currency, agreed in session.execute(query).all():
        short = int(agreed) - _deposited(session, id, int(reached.project.id or 0), on)
        if agreed > 0 and short > 0:
            found.append(Missing(Lack.DEPOSIT_OF_FUND, fund=code, minor=short, currency=currency))
    return found


def _deposited(session: Session, fund_id: int, project_id: int, on: date) -> int:
    """What a fund received by then, less what it paid for other projects."""
    receipt, paid = table(Receipt).c, table(Disbursement).c
    received = sa.select(total(receipt.amount_minor)).where(
        receipt.fund_id == fund_id, receipt.received_on <= on
    )
    elsewhere = sa.select(total(paid.amount_minor)).where(
        paid.fund_id == fund_id, paid.project_id != project_id, paid.paid_on <= on
    )
    return int(session.execute(received).scalar_one()) - int(session.execute(elsewhere).scalar_one())


def _missing_of_partners(session: Session, reached: Reached, on: date) -> list[Missing]:
    query = select(OtherFunding).where(
        OtherFunding.project_id == reached.project.id, OtherFunding.agreed_on <= on
    )
    return [
        Missing(
            Lack.DEPOSIT_OF_PARTNER,
            partner=each.partner,
            minor=each.amount_minor,
            currency=each.currency,
        )
        for each in session.exec(query.order_by(col(OtherFunding.reference)))
        if each.received_on is None or each.received_on > on
    ]
