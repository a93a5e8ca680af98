"""The quarantine: what is in it, what comes in when verification found it, and what leaves it again."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session, col, select

from core.audit import note
from core.money import to_major
from grants.models.quarantine import OverMatch
from grants.quarantine.finding import Over

SHEET, FIELD = "matches", "quarantine"


def held(session: Session, programme_id: int) -> list[OverMatch]:
    """What is in quarantine now."""
    query = select(OverMatch).where(
        OverMatch.programme_id == programme_id, col(OverMatch.closed_at).is_(None)
    )
    places = (
        col(name) for name in (OverMatch.fund, OverMatch.project, OverMatch.contribution, OverMatch.rule)
    )
    return list(session.exec(query.order_by(*places)))


def held_of(
    session: Session, programme_id: int, *, fund: str | None = None, project: str | None = None
) -> list[OverMatch]:
    """Of one fund, or of one project; a fund that is held as a whole is held for each of its projects."""
    found = held(session, programme_id)
    if fund is not None:
        found = [over for over in found if over.fund == fund]
    return found if project is None else [over for over in found if over.project == project]


def is_held(rows: Iterable[OverMatch], fund: str, project: str) -> bool:
    """Whether nothing may be paid by this fund to this project."""
    return any(over.fund == fund and over.project in ("", project) for over in rows)


def hold(session: Session, programme_id: int, found: Collection[Over], *, by: str, at: datetime) -> None:
    """Make the quarantine hold what verification found just now, and nothing else; the audit tells each move."""
    before = {_place(over): over for over in held(session, programme_id)}
    for over in found:
        known = before.pop(_place(over), None)
        if known is None:
            session.add(OverMatch(programme_id=programme_id, found_at=at, **asdict(over)))
            _note(session, programme_id, over, by, at, _said(over))
        elif (known.stored_minor, known.rebuilt_minor) != (over.stored_minor, over.rebuilt_minor):
            old = _said(known)
            known.stored_minor, known.rebuilt_minor = over.stored_minor, over.rebuilt_minor
            session.add(known)
            _note(session, programme_id, over, by, at, _said(over), old)
    for gone in before.values():
        gone.closed_at, gone.closed_by = at, by
        session.add(gone)
        _note(session, programme_id, gone, by, at, None, _said(gone))


def _place(over: Over | OverMatch) -> tuple[str, str, str, str]:
    return over.fund, over.project, over.contribution, over.rule


def _said(over: Over | OverMatch) -> str:
    if not over.currency:
        return f"{over.stored_minor} stored, {over.rebuilt_minor} by the events"
    stored, rebuilt = (to_major(minor, over.currency) for minor in (over.stored_minor, over.rebuilt_minor))
    return f"{stored} {over.currency} stored, {rebuilt} {over.currency} by the events"


def _note(
    session: Session,
    programme_id: int,
    over: Over | OverMatch,
    by: str,
    at: datetime,
    new: str | None,
    old: str | None = None,
) -> None:
    key = " ".join(filter(None, (over.contribution, over.rule, over.fund, over.project)))
    note(session, programme_id, SHEET, key, by=by, at=at, field=FIELD, old=old, new=new)
