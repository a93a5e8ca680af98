"""The accounts as a list: who they are, what they may do, and when they were last here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.models import Account, Membership, SignIn
from core.roles import Role
from core.tables import table
from core.web.lists import containing


@dataclass
class Listed:
    """What the list says beside the account itself."""

    roles: list[Role] = field(default_factory=list)
    seen_at: datetime | None = None


def accounts_like(name: str, role: Role | None) -> sa.Select[Any]:
    """By name; those whose name contains the text, and that have the role."""
    query = sa.select(Account).order_by(col(Account.name_key))
    if name.strip():
        query = query.where(containing(table(Account).c.name, name))
    if role is not None:
        having = sa.select(col(Membership.account_id)).where(col(Membership.role) == role)
        query = query.where(col(Account.id).in_(having))
    return query


def listed(session: Session, accounts: Sequence[Account]) -> dict[int, Listed]:
    """By the id of the account."""
    ids = [account.id for account in accounts]
    found: defaultdict[int, Listed] = defaultdict(Listed)
    for account_id, role in _roles(session, ids):
        found[account_id].roles.append(role)
    seen = sa.select(col(SignIn.account_id), sa.func.max(SignIn.seen_at))
    for account_id, at in session.execute(
        seen.where(col(SignIn.account_id).in_(ids)).group_by(col(SignIn.account_id))
    ):
        found[account_id].seen_at = at
    return found


def _roles(session: Session, ids: Sequence[int | None]) -> Iterable[tuple[int, Role]]:
    query = sa.select(col(Membership.account_id), col(Membership.role)).distinct()
    rows = session.execute(query.where(col(Membership.account_id).in_(ids)).order_by(col(Membership.role)))
    return [(account_id, role) for account_id, role in rows]
