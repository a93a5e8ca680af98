"""What an officer's membership may reach: communities."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core.accounts.scopes import Part, add_parts
from core.roles import ScopeKind
from household_groups.models.registry import Community


def communities(session: Session, programme_id: int) -> Sequence[Part]:
    """Of one programme."""
    query = select(Community).where(Community.programme_id == programme_id).order_by(col(Community.code))
    return [Part(community.code, community.name) for community in session.exec(query)]


def register() -> None:
    add_parts(ScopeKind.COMMUNITY, communities)
