"""The audit as it is looked through: who, what, which days, which words; and how a line is said."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col

from core.accounts.labels import ROLES
from core.accounts.models import SHEET as ACCOUNTS
from core.audit import AuditEntry
from core.roles import Role
from core.web.lists import containing
from grants.entering.labels import COMMON, SHEETS, label_of
from grants.entering.shown import shown
from grants.models.proposals import ProposalState
from grants.proposed.labels import PROPOSAL_STATES
from grants.workbook.sheets import SHEETS as WORKBOOK
from household_groups.labels import VERDICTS
from household_groups.models.duplicates import DuplicateVerdict
from reports.closing.asking import REQUEST
from reports.closing.asking import SHEET as CLOSINGS
from reports.closing.labels import STATES
from reports.closing.models import ClosingState
from reports.dossier.history import MADE

WHAT: dict[str, LazyString] = {
    **SHEETS,
    ACCOUNTS: _l("Accounts"),
    "proposals": _l("Proposals"),
    "duplicates": _l("Likely duplicates"),
}
"""Kinds of things that an entry may be about; others keep the name that they are stored under."""

_FIELDS: dict[str, LazyString] = {
    "import": _l("Workbook imported"),
    "upload": _l("Workbook uploaded"),
    "link": _l("One-time link made"),
    "password": _l("Password set"),
    "memberships": _l("Role"),
    "email": _l("E-mail address"),
    "disabled": _l("Disabled"),
    "sign_ins": _l("Signed out everywhere"),
    "verdict": _l("Decision"),
    REQUEST: _l("Closing asked for"),
    "conflict": _l("Sent again with other content"),
    MADE: _l("Dossier made, with the SHA-256 of its index"),
}

_FIRST, _LAST = date.min + timedelta(days=1), date.max - timedelta(days=1)
"""Days that begin and end within the calendar wherever the reader is."""


def entries(programme_id: int | None, conditions: Iterator[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """Of one programme, or of the site itself; the latest first."""
    of = col(AuditEntry.programme_id)
    of_place = of.is_(None) if programme_id is None else of == programme_id
    return sa.select(AuditEntry).where(of_place, *conditions).order_by(col(AuditEntry.id).desc())


def about(text: str) -> sa.ColumnElement[bool]:
    """The text stands in what was changed, from what, to what, or why."""
    columns = (AuditEntry.field, AuditEntry.old, AuditEntry.new, AuditEntry.reason)
    return sa.or_(*(containing(col(column), text) for column in columns))


def between(since: date | None, until: date | None, zone: str) -> Iterator[sa.ColumnElement[bool]]:
    """Days as they are where the reader is; the last one belongs to it."""
    if since is not None:
        yield col(AuditEntry.at) >= _begins(max(since, _FIRST), zone)
    if until is not None:
        yield col(AuditEntry.at) < _begins(min(until, _LAST) + timedelta(days=1), zone)


def kinds_in(session: Session, programme_id: int | None) -> list[str]:
    """What there are entries about, in the order of the workbook."""
    of = col(AuditEntry.programme_id)
    of_place = of.is_(None) if programme_id is None else of == programme_id
    found = set(session.execute(sa.select(col(AuditEntry.sheet)).where(of_place).distinct()).scalars())
    order = {name: place for place, name in enumerate(WHAT)}
    return sorted(found, key=lambda name: (order.get(name, len(order)), name))


def what_of(entry: AuditEntry) -> str:
    """The kind of thing that it is about."""
    return str(WHAT.get(entry.sheet, entry.sheet))


def field_of(entry: AuditEntry) -> str:
    """What of it changed, in the words of its form; '' where the thing itself is new."""
    if entry.field in _FIELDS:
        return str(_FIELDS[entry.field])
    return str(label_of(entry.sheet, entry.field)) if entry.field in COMMON else entry.field


def value_of(entry: AuditEntry, text: str | None) -> str:
    """What it was or became, in the words of a form; '' for what was not given."""
    if not text:
        return ""
    if (entry.sheet, entry.field) == ("proposals", "status"):
        return str(PROPOSAL_STATES[ProposalState(text)])
    if (entry.sheet, entry.field) == (CLOSINGS, REQUEST):
        return str(STATES[ClosingState(text)])
    if (entry.sheet, entry.field) == ("duplicates", "verdict"):
        return str(VERDICTS[DuplicateVerdict(text)])
    if (entry.sheet, entry.field) == (ACCOUNTS, "memberships"):
        role, _, scope = text.partition(" ")
        return f"{ROLES[Role(role)]}: {scope}"
    if entry.sheet in WORKBOOK and any(
        column.name == entry.field for column in WORKBOOK[entry.sheet].columns
    ):
        return shown(entry.sheet, entry.field, text)
    return text


def _begins(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
