"""A signed-in person, and how far their right to do something reaches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from core.accounts.models import Membership
from core.roles import ALLOWED, Action, ScopeKind


@dataclass(frozen=True)
class Reach:
    """How far one person's right to one action goes in one programme: all of it, or some of its parts.

    `communities` and `funds` are codes; where `is_whole`, they say nothing.
    """

    programme_id: int
    is_whole: bool = False
    communities: frozenset[str] = frozenset()
    funds: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.is_whole or bool(self.communities or self.funds)

    def has_community(self, code: str) -> bool:
        return self.is_whole or code in self.communities

    def has_fund(self, code: str) -> bool:
        return self.is_whole or code in self.funds

    def within_communities(self, code: sa.SQLColumnExpression[str]) -> sa.ColumnElement[bool]:
        """A condition on the code of a community, for a query."""
        return sa.true() if self.is_whole else code.in_(self.communities)

    def within_funds(self, code: sa.SQLColumnExpression[str]) -> sa.ColumnElement[bool]:
        """A condition on the code of a fund, for a query."""
        return sa.true() if self.is_whole else code.in_(self.funds)


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, as of this request."""

    account_id: int
    name: str
    language: str | None
    memberships: tuple[Membership, ...]

    def reach(self, action: Action, programme_id: int) -> Reach:
        """How far they may do this in the programme; false where they may not at all."""
        parts = [part for part in self._with(action) if part.programme_id == programme_id]
        return Reach(
            programme_id,
            is_whole=any(part.scope_kind is ScopeKind.PROGRAMME for part in parts),
            communities=_codes(parts, ScopeKind.COMMUNITY),
            funds=_codes(parts, ScopeKind.FUND),
        )

    def may(self, action: Action, programme_id: int | None = None) -> bool:
        """In this programme, or without one, anywhere."""
        return any(programme_id in (None, part.programme_id) for part in self._with(action))

    @property
    def programme_ids(self) -> frozenset[int]:
        """The programmes that they see anything of."""
        return frozenset(part.programme_id for part in self.memberships if part.programme_id is not None)

    def _with(self, action: Action) -> Iterator[Membership]:
        return (part for part in self.memberships if action in ALLOWED[part.role])


def _codes(parts: Iterable[Membership], kind: ScopeKind) -> frozenset[str]:
    return frozenset(part.scope_code for part in parts if part.scope_kind is kind)
