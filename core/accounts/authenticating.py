"""Is it really them? A name and a password, compared slowly, and not often."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.accounts import find_account
from core.accounts.models import Account
from core.accounts.passwords import Hasher
from core.accounts.refusals import AccountReason
from core.accounts.throttling import bucket_of_address, bucket_of_name, count_attempt, forget, give_back
from core.database import session, transaction
from core.errors import Refusal

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempt:
    """What somebody typed, and where they did. `is_local` is as in `core.web.local`."""

    name: str
    password: str
    address: str
    at: datetime
    is_local: bool = False

    @property
    def buckets(self) -> tuple[str, str]:
        return bucket_of_name(self.name), bucket_of_address(self.address)


def authenticate(engine: sa.Engine, hasher: Hasher, attempt: Attempt) -> int:
    """The id of the account whose name and password these are. Raises Refusal.

    A name that nobody has takes the same time as a wrong password, and gets the same answer.
    """
    full_until = transaction(engine, lambda writing: count_attempt(writing, attempt.buckets, at=attempt.at))
    if full_until is not None:
        _log.warning("Sign-in refused from %s: too many attempts", attempt.address)
        raise Refusal(AccountReason.TOO_MANY_ATTEMPTS, minutes=_minutes(attempt.at, full_until))
    with session(engine) as reading:
        account = find_account(reading, attempt.name)
    # The password is compared outside of any transaction: it takes long, and others wait for writers.
    matches = hasher.matches(attempt.password, account.password_hash if account else None)
    if account is None or account.id is None or not matches or not _may_sign_in(account, attempt):
        _log.warning("Sign-in refused from %s: account %s", attempt.address, account and account.id)
        raise Refusal(AccountReason.WRONG_PASSWORD)
    fresh = _rehashed(hasher, attempt.password, account)
    transaction(engine, lambda writing: _let_in(writing, account, attempt, fresh))
    return account.id


def _may_sign_in(account: Account, attempt: Attempt) -> bool:
    return account.disabled_at is None and (attempt.is_local or not account.is_example)


def _rehashed(hasher: Hasher, password: str, account: Account) -> str | None:
    """A hash of today's strength, where the stored one is of another."""
    assert account.password_hash is not None
    return hasher.hash(password) if hasher.is_outdated(account.password_hash) else None


def _let_in(writing: Session, account: Account, attempt: Attempt, fresh: str | None) -> None:
    of_name, of_address = attempt.buckets
    forget(writing, of_name)
    # An own account must not be a way to forget the guesses at those of others.
    give_back(writing, of_address)
    if fresh is not None:
        unchanged = col(Account.id) == account.id, col(Account.password_hash) == account.password_hash
        writing.execute(sa.update(Account).where(*unchanged).values(password_hash=fresh))


def _minutes(at: datetime, until: datetime) -> int:
    return -(-(until - at) // timedelta(minutes=1))
