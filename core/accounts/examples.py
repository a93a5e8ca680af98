"""Example accounts: one for each role, to look around with on one's own machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.accounts import find_account, make_account, set_password
from core.accounts.memberships import grant
from core.accounts.models import Account
from core.accounts.passwords import Hasher
from core.accounts.scopes import Scope
from core.accounts.signing_in import end_all
from core.database import session, transaction
from core.roles import Role

_BY = "example"


@dataclass(frozen=True)
class Example:
    """Who it is, and what they may do."""

    name: str
    role: Role
    scopes: Sequence[Scope]


def has_real_accounts(engine: sa.Engine) -> bool:
    """Whether people sign in here: then examples have no place among them."""
    with session(engine) as reading:
        real = sa.select(col(Account.id)).where(~col(Account.is_example))
        return reading.execute(real.limit(1)).first() is not None


def renew_examples(
    engine: sa.Engine, hasher: Hasher, examples: Sequence[Example], *, at: datetime
) -> dict[str, str]:
    """Make them, or give those that are there new passwords; returns the passwords by the names."""
    passwords = {example.name: token_urlsafe(9) for example in examples}
    hashes = {name: hasher.hash(password) for name, password in passwords.items()}

    def work(writing: Session) -> None:
        for example in examples:
            _renew(writing, example, hashes[example.name], at)

    transaction(engine, work)
    return passwords


def _renew(writing: Session, example: Example, password_hash: str, at: datetime) -> None:
    account = find_account(writing, example.name)
    if account is None:
        account = make_account(writing, example.name, by=_BY, at=at, is_example=True)
    assert account.id is not None
    set_password(writing, account, password_hash, by=_BY, at=at)
    end_all(writing, account.id, at=at)
    for scope in example.scopes:
        grant(writing, account, example.role, scope, by=_BY, at=at)
