"""Memberships: what makes a person an officer of a village, a donor of a fund, a manager of a programme."""

from datetime import datetime

from sqlmodel import Session, col, select

from core.accounts.accounts import refuse_if_last_administrator
from core.accounts.models import SHEET, Account, Membership
from core.accounts.scopes import Scope, checked_programme_id
from core.audit import note
from core.programmes import Programme
from core.roles import Role, ScopeKind


def memberships_of(session: Session, account_id: int) -> list[tuple[Membership, Scope]]:
    """Of one account, with the codes of what they reach."""
    query = (
        select(Membership, Programme.code)
        .outerjoin(Programme, col(Programme.id) == Membership.programme_id)
        .where(Membership.account_id == account_id)
        .order_by(col(Membership.role), col(Programme.code), col(Membership.scope_code))
    )
    return [(each, Scope(each.scope_kind, code or "", each.scope_code)) for each, code in session.exec(query)]


def grant(
    session: Session, account: Account, role: Role, scope: Scope, *, by: str, at: datetime
) -> Membership | None:
    """Make it a member; None where it is one already. The account is locked by the caller. Raises Refusal."""
    assert account.id is not None
    programme_id = checked_programme_id(session, role, scope)
    code = scope.code if scope.kind in {ScopeKind.COMMUNITY, ScopeKind.FUND} else ""
    wanted = Membership(
        account_id=account.id, role=role, scope_kind=scope.kind, programme_id=programme_id, scope_code=code
    )
    if any(_is_same(each, wanted) for each, _scope in memberships_of(session, account.id)):
        return None
    session.add(wanted)
    said = f"{role} {scope}"
    note(session, programme_id, SHEET, account.name, by=by, at=at, field="memberships", new=said)
    return wanted


def revoke(session: Session, account: Account, membership_id: int, *, by: str, at: datetime) -> None:
    """They are a member no more, from their next page on; nothing where they were not. Raises Refusal."""
    assert account.id is not None
    for membership, scope in memberships_of(session, account.id):
        if membership.id != membership_id:
            continue
        if membership.role is Role.ADMINISTRATOR:
            refuse_if_last_administrator(session, account)
        session.delete(membership)
        said = f"{membership.role} {scope}"
        of = membership.programme_id
        note(session, of, SHEET, account.name, by=by, at=at, field="memberships", old=said)


def _is_same(one: Membership, other: Membership) -> bool:
    return (one.role, one.scope_kind, one.programme_id, one.scope_code) == (
        other.role,
        other.scope_kind,
        other.programme_id,
        other.scope_code,
    )
