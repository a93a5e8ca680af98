"""What happened to a contribution, in order of time: each step with its person and its reason."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select

from core.audit import AuditEntry
from core.journal.models import EntryKind, JournalEntry
from core.tables import table
from core.web.i18n import minor
from grants.entering.labels import label_of
from grants.entering.shown import shown
from grants.recording.recording import SHEET
from household_groups.labels import METHODS
from household_groups.models.contributions import Contribution, ContributionStatus, Reversal

_RECORDED = _l("Recorded")
_MENDED = _l("Mended and sent again")
_CHANGED = _l("Mended")
_WHAT: dict[str, LazyString] = {
    ContributionStatus.RETURNED: _l("Returned"),
    ContributionStatus.WITHDRAWN: _l("Withdrawn"),
}
_VERIFIED = _l("Verified")
_VERIFIED_BY_MEANS = _l("Verified by means of: %(method)s")
_REVERSED = _l("Reversed: %(amount)s")
_FROM_TO = _l("%(column)s: %(old)s becomes %(new)s")
_SERVERS = frozenset({"status", "recorded_by", "recorded_on", "client_id"})


@dataclass(frozen=True)
class Step:
    """One line of a story; `place` orders it among those of the matches, which have theirs in the journal too."""

    place: tuple[int, int]
    what: str
    on: date | None = None
    at: datetime | None = None
    by: str | None = None
    detail: str = ""
    is_public: bool = True
    """Whether it is shown to those who do not see households."""


def steps_of(session: Session, contribution: Contribution, with_people: bool) -> list[Step]:
    """All but its matches; without people, only that it was recorded, verified and reversed, and when."""
    found = [*_records(session, contribution), *_reversals(session, contribution)]
    if not with_people:
        found = [replace(step, by=None, detail="", at=None) for step in found if step.is_public and step.on]
    return sorted(found, key=lambda step: step.place)


def places(session: Session, programme_id: int, seqs: set[int]) -> dict[int, int]:
    """Where in the journal the events with these numbers stand."""
    t = table(JournalEntry).c
    query = sa.select(t.seq, t.position).where(t.programme_id == programme_id, t.seq.in_(seqs))
    return dict(session.execute(query).all())


def _records(session: Session, contribution: Contribution) -> Iterator[Step]:
    query = (
        select(JournalEntry)
        .where(JournalEntry.programme_id == contribution.programme_id, JournalEntry.sheet == SHEET)
        .where(JournalEntry.key == contribution.reference)
        .order_by(col(JournalEntry.position))
    )
    for number, entry in enumerate(session.exec(query)):
        content: dict[str, Any] = json.loads(entry.content)
        if number == 0:
            yield from _recorded(entry, contribution)
        if entry.kind is EntryKind.VERIFY:
            yield _verified(entry, contribution)
        elif number and content.get("status") != ContributionStatus.VERIFIED:
            yield _moved(session, entry, content)


def _recorded(entry: JournalEntry, contribution: Contribution) -> Iterator[Step]:
    """What came with a workbook was recorded when that says, and by whom; else by whoever booked it."""
    on, by, place = contribution.recorded_on, contribution.recorded_by, (entry.position, -1)
    if entry.kind is EntryKind.VERIFY or (by is not None and by != entry.booked_by):
        if on is not None:
            yield Step(place, str(_RECORDED), on=on, by=by)
    else:
        yield Step(place, str(_RECORDED), on=on, at=entry.booked_at, by=entry.booked_by)


def _verified(entry: JournalEntry, contribution: Contribution) -> Step:
    method = contribution.verification_method
    what = str(_VERIFIED_BY_MEANS) % {"method": METHODS[method]} if method else str(_VERIFIED)
    by = contribution.verified_by or entry.booked_by
    return Step((entry.position, 0), what, on=contribution.verified_on, by=by)


def _moved(session: Session, entry: JournalEntry, content: dict[str, Any]) -> Step:
    """Returned, withdrawn, or mended: then what of it, from the audit of that moment."""
    status = content.get("status")
    audit = list(
        session.exec(
            select(AuditEntry)
            .where(AuditEntry.programme_id == entry.programme_id, AuditEntry.sheet == SHEET)
            .where(AuditEntry.key == entry.key, AuditEntry.at == entry.booked_at)
            .order_by(col(AuditEntry.id))
        )
    )
    if status in _WHAT:
        what, detail = _WHAT[status], next((each.reason for each in audit if each.reason), "") or ""
    else:
        what = _CHANGED if status is None else _MENDED
        detail = "; ".join(_from_to(each) for each in audit if each.field not in _SERVERS)
    return Step(
        (entry.position, 0), str(what), at=entry.booked_at, by=entry.booked_by, detail=detail, is_public=False
    )


def _from_to(change: AuditEntry) -> str:
    return str(_FROM_TO) % {
        "column": label_of(SHEET, change.field),
        "old": shown(SHEET, change.field, change.old),
        "new": shown(SHEET, change.field, change.new),
    }


def _reversals(session: Session, contribution: Contribution) -> Iterator[Step]:
    reversals = session.exec(select(Reversal).where(Reversal.contribution_id == contribution.id)).all()
    at = places(session, contribution.programme_id, {reversal.seq for reversal in reversals})
    for reversal in reversals:
        amount = f"{minor(reversal.amount_minor, contribution.currency)} {contribution.currency}"
        yield Step(
            (at[reversal.seq], 0),
            str(_REVERSED) % {"amount": amount},
            on=reversal.reversed_on,
            detail=reversal.reason or "",
        )
