"""What a membership may reach: the parts of a programme, which the packages that keep them make known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from core.accounts.refusals import AccountReason
from core.errors import Refusal
from core.programmes import Programme
from core.roles import SCOPES, Role, ScopeKind


@dataclass(frozen=True)
class Part:
    """A community or a fund of a programme."""

    code: str
    name: str


Parts = Callable[[Session, int], Sequence[Part]]

_parts: dict[ScopeKind, Parts] = {}


def add_parts(kind: ScopeKind, find: Parts) -> None:
    """A package tells how the parts of a programme are found, in the order of their codes."""
    _parts[kind] = find


def parts_of(session: Session, kind: ScopeKind, programme_id: int) -> Sequence[Part]:
    return _parts[kind](session, programme_id) if kind in _parts else ()


@dataclass(frozen=True)
class Scope:
    """How far a membership is to reach: codes, as somebody chose them."""

    kind: ScopeKind
    programme: str = ""
    code: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.programme, self.kind, self.code) if part)


SITE = Scope(ScopeKind.SITE)


def checked_programme_id(session: Session, role: Role, scope: Scope) -> int | None:
    """The programme that the scope is of; None for the site's. Raises Refusal where it is none for this role."""
    if scope.kind not in SCOPES[role]:
        raise Refusal(AccountReason.NOT_FOR_ROLE, role=role, scope=scope.kind)
    if scope.kind is ScopeKind.SITE:
        return None
    programme = session.exec(select(Programme).where(Programme.code == scope.programme)).first()
    if programme is None or programme.id is None:
        raise Refusal(AccountReason.UNKNOWN_PROGRAMME, code=scope.programme)
    if scope.kind is not ScopeKind.PROGRAMME:
        codes = {part.code for part in parts_of(session, scope.kind, programme.id)}
        if scope.code not in codes:
            raise Refusal(AccountReason.UNKNOWN_PART, code=scope.code, programme=scope.programme)
    return programme.id
