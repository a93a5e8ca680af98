"""What happened to an account, in words, from the audit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select

from core.accounts.models import SHEET
from core.audit import AuditEntry

MOST = 100
"""Entries that a page shows."""


@dataclass(frozen=True)
class Step:
    """One line of the story."""

    at: datetime
    what: LazyString
    by: str
    detail: str = ""


def history_of(session: Session, name: str) -> list[Step]:
    """The latest first."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.sheet == SHEET, AuditEntry.key == name)
        .order_by(col(AuditEntry.id).desc())
        .limit(MOST)
    )
    return [_step(entry) for entry in session.exec(query)]


def _step(entry: AuditEntry) -> Step:
    detail = (entry.new or entry.old or "") if entry.field in {"memberships", "email"} else ""
    return Step(entry.at, _SAID[entry.field](entry), entry.by, detail)


_SAID: dict[str, Callable[[AuditEntry], LazyString]] = {
    "": lambda _entry: _l("The account was made"),
    "memberships": lambda entry: _l("Role added") if entry.new else _l("Role taken away"),
    "password": lambda _entry: _l("A password was set"),
    "link": lambda _entry: _l("A one-time link was made"),
    "sign_ins": lambda _entry: _l("Signed out everywhere"),
    "disabled": lambda entry: _l("Disabled") if entry.new else _l("Enabled again"),
    "email": lambda entry: _l("E-mail address set") if entry.new else _l("E-mail address removed"),
    "language": lambda _entry: _l("Another language was chosen"),
}
