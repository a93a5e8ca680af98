"""Sign-ins: a browser is let in, recognised for a time, and let go at once where that is wanted."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.clock import SKEW
from core.accounts.models import Account, Membership, SignIn
from core.accounts.person import Person
from core.accounts.tokens import digest, new_token

IDLE = timedelta(hours=24)
LONGEST = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=10)
"""How exact `seen_at` is: a page that is only read must not write each time."""

_LONGEST_DEVICE = 200


def start(session: Session, account_id: int, *, device: str, at: datetime) -> str:
    """Let a browser in; it is to keep the token that this returns. Those that nobody can use again are removed."""
    session.execute(sa.delete(SignIn).where(col(SignIn.account_id) == account_id, ~_is_living(at)))
    token = new_token()
    session.add(
        SignIn(
            token_sha256=digest(token),
            account_id=account_id,
            device=device[:_LONGEST_DEVICE],
            started_at=at,
            seen_at=at,
        )
    )
    return token


def find_person(session: Session, token: str, *, at: datetime, is_local: bool = False) -> Person | None:
    """Whose browser this is, with what they may do now. An example account counts in local requests only."""
    query = (
        select(Account)
        .join(SignIn, col(SignIn.account_id) == Account.id)
        .where(SignIn.token_sha256 == digest(token), _is_living(at), col(Account.disabled_at).is_(None))
    )
    account = session.exec(query).first()
    if account is None or account.id is None or (account.is_example and not is_local):
        return None
    return person_of(session, account)


def person_of(session: Session, account: Account) -> Person:
    """What the person of a stored account may do now."""
    assert account.id is not None
    mine = select(Membership).where(Membership.account_id == account.id).order_by(col(Membership.id))
    memberships = tuple(session.exec(mine))
    for membership in memberships:
        session.expunge(membership)
    return Person(account.id, account.name, account.language, memberships)


def is_seen_long_ago(session: Session, token: str, *, at: datetime) -> bool:
    """Whether it is time to note that the browser is still in use."""
    found = session.get(SignIn, digest(token))
    return found is not None and found.seen_at < at - SEEN_EVERY


def see(session: Session, token: str, *, at: datetime) -> None:
    """Note that the browser is still in use."""
    living = col(SignIn.token_sha256) == digest(token), _is_living(at)
    session.execute(sa.update(SignIn).where(*living).values(seen_at=at))


def living_sign_ins(session: Session, account_id: int, *, at: datetime) -> list[SignIn]:
    """Where somebody is signed in, the latest first."""
    query = select(SignIn).where(SignIn.account_id == account_id, _is_living(at))
    return list(session.exec(query.order_by(col(SignIn.seen_at).desc(), SignIn.token_sha256)))


def end(session: Session, token: str, *, at: datetime) -> None:
    """This browser is no longer signed in."""
    _end(session, at, col(SignIn.token_sha256) == digest(token))


def end_one(session: Session, account_id: int, token_sha256: str, *, at: datetime) -> None:
    """Another browser of the same account, known by the digest of its token, is no longer signed in."""
    _end(session, at, col(SignIn.account_id) == account_id, col(SignIn.token_sha256) == token_sha256)


def end_all(session: Session, account_id: int, *, at: datetime, but: str | None = None) -> None:
    """No browser of this account is signed in any more, `but` the one with this token."""
    others = [col(SignIn.token_sha256) != digest(but)] if but else []
    _end(session, at, col(SignIn.account_id) == account_id, *others)


def _end(session: Session, at: datetime, *which: sa.ColumnElement[bool]) -> None:
    session.execute(sa.update(SignIn).where(*which, col(SignIn.ended_at).is_(None)).values(ended_at=at))


def _is_living(at: datetime) -> sa.ColumnElement[bool]:
    """One from the future is not: the clock was wrong then or is now, and it would outlive its time."""
    return sa.and_(
        col(SignIn.ended_at).is_(None),
        *(col(SignIn.seen_at) > at - IDLE, col(SignIn.seen_at) <= at + SKEW),
        *(col(SignIn.started_at) > at - LONGEST, col(SignIn.started_at) <= at + SKEW),
    )
