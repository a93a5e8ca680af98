"""One-time links: an administrator hands one over, and its holder sets the password of the account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.clock import LONG_AGO, SKEW
from core.accounts.models import SHEET, Account, OneTimeLink
from core.accounts.refusals import AccountReason
from core.accounts.tokens import digest, new_token
from core.audit import note
from core.errors import Refusal

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True)
class LinkState:
    """What a link is good for: `account` where it still sets a password, else why it does not."""

    account: Account | None = None
    is_used: bool = False
    is_expired: bool = False


def make_link(session: Session, account: Account, *, by: str, at: datetime) -> str:
    """The token of a new link; older ones of the account are void. Raises Refusal."""
    assert account.id is not None
    if account.disabled_at is not None:
        raise Refusal(AccountReason.DISABLED, name=account.name)
    void_links(session, account.id)
    note(session, None, SHEET, account.name, by=by, at=at, field="link")
    token = new_token()
    session.add(
        OneTimeLink(
            token_sha256=digest(token),
            account_id=account.id,
            made_by=by,
            made_at=at,
            expires_at=at + VALID_FOR,
        )
    )
    return token


def link_state(session: Session, token: str, *, at: datetime) -> LinkState:
    """Whether the link would set a password now."""
    link = session.get(OneTimeLink, digest(token))
    if link is None:
        return LinkState()
    if link.used_at is not None:
        return LinkState(is_used=True)
    if link.expires_at <= at or link.made_at > at + SKEW:
        return LinkState(is_expired=True)
    living = select(Account).where(Account.id == link.account_id, col(Account.disabled_at).is_(None))
    return LinkState(session.exec(living).first())


def use_link(session: Session, token: str, *, at: datetime) -> Account | None:
    """The account whose password the link sets, this once; None where it sets none any more."""
    # Of two who use it at the same time one finds it unused: a condition and a change in one statement.
    used = (
        sa.update(OneTimeLink)
        .where(col(OneTimeLink.token_sha256) == digest(token))
        .where(col(OneTimeLink.used_at).is_(None), col(OneTimeLink.expires_at) > at)
        .where(col(OneTimeLink.made_at) <= at + SKEW)
        .values(used_at=at)
        .returning(col(OneTimeLink.account_id))
    )
    account_id = session.execute(used).scalar_one_or_none()
    living = select(Account).where(Account.id == account_id, col(Account.disabled_at).is_(None))
    return session.exec(living.with_for_update()).first()


def void_links(session: Session, account_id: int) -> None:
    """None of the account's links that are still unused sets a password any more, whatever the clock will say."""
    unused = col(OneTimeLink.account_id) == account_id, col(OneTimeLink.used_at).is_(None)
    session.execute(sa.update(OneTimeLink).where(*unused).values(expires_at=LONG_AGO))
