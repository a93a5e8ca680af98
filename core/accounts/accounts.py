"""Accounts: made, given a password, disabled and enabled; each change is in the audit."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.links import void_links
from core.accounts.models import SHEET, Account, Membership
from core.accounts.names import checked_name, name_key
from core.accounts.refusals import AccountReason
from core.accounts.signing_in import end_all
from core.audit import note
from core.errors import Refusal
from core.roles import Role


def find_account(session: Session, name: str) -> Account | None:
    return session.exec(select(Account).where(Account.name_key == name_key(name))).first()


def get_account(session: Session, account_id: int) -> Account:
    """With a lock on it until the end of the transaction. Raises Refusal."""
    account = session.exec(select(Account).where(Account.id == account_id).with_for_update()).first()
    if account is None:
        raise Refusal(AccountReason.UNKNOWN_ACCOUNT, name=account_id)
    return account


def make_account(session: Session, name: str, *, by: str, at: datetime, is_example: bool = False) -> Account:
    """An account without a password or memberships. Raises Refusal."""
    name = checked_name(name)
    if find_account(session, name) is not None:
        raise Refusal(AccountReason.NAME_TAKEN, name=name)
    account = Account(name=name, name_key=name_key(name), is_example=is_example, made_at=at)
    session.add(account)
    session.flush()
    note(session, None, SHEET, name, by=by, at=at)
    return account


def set_password(session: Session, account: Account, password_hash: str, *, by: str, at: datetime) -> None:
    """A new password; links that would set another are void. Which browsers stay signed in is for the caller."""
    account.password_hash = password_hash
    session.add(account)
    void_links(session, _id(account))
    note(session, None, SHEET, account.name, by=by, at=at, field="password")


def disable(session: Session, account: Account, *, by: str, at: datetime) -> None:
    """Nobody signs in as this account, and whoever is signed in is not any more. Raises Refusal."""
    if account.disabled_at is not None:
        return
    refuse_if_last_administrator(session, account)
    account.disabled_at = at
    session.add(account)
    end_all(session, _id(account), at=at)
    void_links(session, _id(account))
    note(session, None, SHEET, account.name, by=by, at=at, field="disabled", new="yes")


def enable(session: Session, account: Account, *, by: str, at: datetime) -> None:
    """They may sign in again, with the password that they had."""
    if account.disabled_at is None:
        return
    account.disabled_at = None
    session.add(account)
    note(session, None, SHEET, account.name, by=by, at=at, field="disabled", old="yes")


def sign_out_everywhere(session: Session, account: Account, *, by: str, at: datetime) -> None:
    """They stay an account, and have to sign in again wherever they are."""
    end_all(session, _id(account), at=at)
    note(session, None, SHEET, account.name, by=by, at=at, field="sign_ins")


def refuse_if_last_administrator(session: Session, account: Account) -> None:
    """Raises Refusal where nobody else could administer the site."""
    administrators = sa.select(col(Membership.account_id)).where(col(Membership.role) == Role.ADMINISTRATOR)
    # Two administrators who remove each other at the same time come one after the other.
    session.execute(administrators.order_by(col(Membership.id)).with_for_update())
    living = select(col(Account.id)).where(
        col(Account.id).in_(administrators), col(Account.disabled_at).is_(None)
    )
    found = set(session.exec(living))
    if found == {account.id}:
        raise Refusal(AccountReason.LAST_ADMINISTRATOR, name=account.name)


def _id(account: Account) -> int:
    assert account.id is not None
    return account.id
