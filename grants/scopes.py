"""What a donor's membership may reach: funds."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.accounts.scopes import Part, add_parts
from core.roles import ScopeKind
from grants.models.funds import Fund


def funds(session: Session, programme_id: int) -> Sequence[Part]:
    """Of one programme."""
    query = select(Fund).where(Fund.programme_id == programme_id).order_by(col(Fund.code))
    return [Part(fund.code, fund.name) for fund in session.exec(query)]


def register() -> None:
    add_parts(ScopeKind.FUND, funds)
