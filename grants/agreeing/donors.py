"""Who can say yes for the donor of a fund."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.models import Account, Membership
from core.accounts.names import name_key
from core.roles import ALLOWED, Action, ScopeKind

_AGREEING = tuple(role for role, actions in ALLOWED.items() if Action.AGREE in actions)


def donors_of(session: Session, programme_id: int, fund: str, *, but: str) -> list[str]:
    """Names of the enabled accounts that agree to the rules of a fund, without `but`, who proposed them."""
    kind, code = col(Membership.scope_kind), col(Membership.scope_code)
    reaches = (kind == ScopeKind.PROGRAMME) | sa.and_(kind == ScopeKind.FUND, code == fund)
    query = (
        select(Account.name)
        .join(Membership, col(Membership.account_id) == Account.id)
        .where(col(Account.disabled_at).is_(None), Membership.programme_id == programme_id, reaches)
        .where(col(Membership.role).in_(_AGREEING), Account.name_key != name_key(but))
        .distinct()
    )
    return sorted(session.exec(query))
