"""Addresses for the mail that an account gets: checked, shown in part where many read, changed with a note."""

import re
from datetime import datetime

from sqlmodel import Session

from core.accounts.models import SHEET, Account
from core.accounts.refusals import AccountReason
from core.audit import note
from core.errors import Refusal

LONGEST = 254

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})+")
"""As RFC 5321 has them, without quotes: nothing in it can begin another header or name a second person."""


def checked_email(text: str | None) -> str | None:
    """The address as it is stored; None for an empty text. Raises Refusal."""
    email = (text or "").strip(" ")
    if not email:
        return None
    if len(email) > LONGEST or len(email.partition("@")[0]) > 64 or not _ADDRESS.fullmatch(email):
        raise Refusal(AccountReason.EMAIL_UNREADABLE)
    return email


def set_email(session: Session, account: Account, email: str | None, *, by: str, at: datetime) -> None:
    """A checked address, or none. The audit keeps who changed it, and the address in part."""
    if email == account.email:
        return
    old, account.email = account.email, email
    session.add(account)
    note(
        *(session, None, SHEET, account.name),
        by=by,
        at=at,
        field="email",
        old=masked(old),
        new=masked(email),
    )


def masked(email: str | None) -> str | None:
    """z…@example.org: the audit is kept for ever, an address is not."""
    if email is None:
        return None
    local, _, domain = email.partition("@")
    return f"{local[0]}…@{domain}"
