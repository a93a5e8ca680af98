"""Who has a thing: the people whose membership covers it, or the role in words where nobody has it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlmodel import Session

from core.accounts.models import Account, Membership
from core.accounts.names import name_key
from core.roles import Role, ScopeKind
from core.tables import table


@dataclass(frozen=True)
class Holder:
    """`names` is empty where nobody has the role there."""

    role: Role
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Member:
    name: str
    role: Role
    kind: ScopeKind
    code: str


class Holders:
    """Of one programme, read at once when the first is asked for; disabled accounts have nothing."""

    def __init__(self, session: Session, programme_id: int) -> None:
        self._session = session
        self._programme_id = programme_id

    def officer(self, community: str) -> Holder:
        return self._holder(Role.OFFICER, _covers(ScopeKind.COMMUNITY, community))

    def verifier(self, community: str, but: str | None = None) -> Holder:
        """Whoever may verify there, save who recorded it; an officer where there is no verifier."""
        covers = _covers(ScopeKind.COMMUNITY, community)
        found = self._holder(Role.VERIFIER, covers, but)
        officers = self._holder(Role.OFFICER, covers, but)
        return officers if officers.names and not found.names else found

    def certifier(self, *but: str | None) -> Holder:
        """A verifier, or a manager where there is none besides who asked."""
        found = self._holder(Role.VERIFIER, _covers(ScopeKind.PROGRAMME, ""), *but)
        return found if found.names else self.manager(*but)

    def donor(self, fund: str) -> Holder:
        return self._holder(Role.DONOR, _covers(ScopeKind.FUND, fund))

    def manager(self, *but: str | None) -> Holder:
        """Save those who did another part of it."""
        return self._holder(Role.MANAGER, lambda _member: True, *but)

    def signer(self, *but: str | None) -> Holder:
        """Managers and verifiers of the whole programme who have not signed yet."""
        verifiers = self._holder(Role.VERIFIER, _covers(ScopeKind.PROGRAMME, ""), *but)
        managers = self.manager(*but)
        return Holder(Role.MANAGER, tuple(sorted({*managers.names, *verifiers.names})))

    def whoever(self, name: str | None, otherwise: Holder) -> Holder:
        """This person, where they still have a role here; else whoever has it otherwise."""
        key = name_key(name or "")
        own = next((each for each in self._members if name_key(each.name) == key), None)
        return Holder(own.role, (own.name,)) if own else otherwise

    def _holder(self, role: Role, covers: Callable[[_Member], bool], *but: str | None) -> Holder:
        barred = {name_key(name) for name in but if name}
        names = {
            each.name
            for each in self._members
            if each.role is role and covers(each) and name_key(each.name) not in barred
        }
        return Holder(role, tuple(sorted(names)))

    @cached_property
    def _members(self) -> list[_Member]:
        account, membership = table(Account).c, table(Membership).c
        query = (
            sa.select(account.name, membership.role, membership.scope_kind, membership.scope_code)
            .where(membership.programme_id == self._programme_id, membership.account_id == account.id)
            .where(account.disabled_at.is_(None))
            .order_by(account.name)
        )
        return [_Member(*row) for row in self._session.execute(query)]


def _covers(kind: ScopeKind, code: str) -> Callable[[_Member], bool]:
    """A membership of the programme covers all of its parts."""
    return lambda each: each.kind is ScopeKind.PROGRAMME or (each.kind is kind and each.code == code)
