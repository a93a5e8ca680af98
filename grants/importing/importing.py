"""The import: a file is read, checked, and booked whole or not at all."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, select

from core.database import transaction
from core.journal.append import Journal, given, lock_head, open_head
from core.journal.models import EntryKind
from core.programmes import Programme
from grants.importing import after_booking, changes, checking, pending
from grants.importing.history import closed_quarters
from grants.importing.problems import RowProblem
from grants.importing.sequence import Pending, number_events
from grants.importing.upload import Upload
from grants.importing.writing import Writer
from grants.ledger import events as ev
from grants.ledger.booking import MissingRates, book_since
from grants.ledger.meters import add_missing_meters
from grants.workbook.container import COMMAND, Limits
from grants.workbook.problems import Notice, Problem
from grants.workbook.reading import Reading, read_workbook


@dataclass
class Imported:
    """What became of a file. Nothing was stored where there are problems."""

    programme: str | None = None
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    events: int = 0
    entries: int = 0

    @property
    def is_no_change(self) -> bool:
        return not (self.new or self.changed or self.events)


class Progress:
    """How far an import is; the command shows it as a bar. Does nothing by itself."""

    def start(self, step: str, total: int) -> None:
        """A step begins that has `total` parts."""

    def advance(self, parts: int) -> None:
        """So many parts of it are done."""


class _NotToBeStored(Exception):
    """Rolls the transaction back: there are problems, or it was a rehearsal."""


def import_workbook(
    engine: sa.Engine,
    path: Path,
    *,
    by: str,
    at: datetime | None = None,
    programme: str | None = None,
    dry_run: bool = False,
    limits: Limits = COMMAND,
    progress: Progress | None = None,
) -> Imported:
    """Check a workbook and book it in one transaction, under the name `by`.

    `programme` names the programme where the file has no sheet `programmes`. Problems are returned, not
    raised, all of them at once. Raises DatabaseBusy.
    """
    progress = progress or Progress()
    progress.start("read", 1)
    reading = read_workbook(path, limits)
    progress.advance(1)
    result = Imported(notices=list(reading.notices))

    def work(session: Session) -> None:
        result.problems = list(reading.problems)
        _import(session, reading, result, by, at or datetime.now(UTC), programme, progress)
        if dry_run or result.problems:
            raise _NotToBeStored

    if reading.sheets:
        try:
            transaction(engine, work)
        except _NotToBeStored:
            pass
    else:
        result.problems = list(reading.problems)
    return result


def _import(
    session: Session,
    reading: Reading,
    result: Imported,
    by: str,
    at: datetime,
    programme: str | None,
    progress: Progress,
) -> None:
    upload = Upload(reading.sheets)
    code = checking.programme_of(session, upload, programme)
    result.programme = code
    if code is not None:
        upload.programme_id = session.exec(select(Programme.id).where(Programme.code == code)).first()
        if upload.programme_id is not None:
            _, upload.last_seq, _ = lock_head(session, upload.programme_id)
        progress.start("check", 1)
        checked = checking.check(session, upload)
        progress.advance(1)
        if not upload.problems and not result.problems:
            _book(session, upload, checked, result, by, at, progress)
    result.problems += upload.problems


def _book(
    session: Session,
    upload: Upload,
    checked: checking.Checked,
    result: Imported,
    by: str,
    at: datetime,
    progress: Progress,
) -> None:
    programme_id = _programme_row(session, upload)
    zone = session.exec(select(Programme.time_zone).where(Programme.id == programme_id)).one()
    today = at.astimezone(ZoneInfo(zone)).date()
    all_changes = [*checked.changes, *changes.changes_of_today(upload, today, checked.changes)]
    reversals = pending.new_reversals(session, upload, checked.reversals)
    closed = closed_quarters(session, programme_id)
    events = number_events(
        upload,
        [
            *pending.events_of_rows(upload),
            *pending.events_of_changes(all_changes),
            *pending.events_of_reversals(reversals),
            *pending.events_of_history(checked.rematches, checked.closings),
        ],
        closed,
    )
    checking.set_counting_days(upload, closed)
    if upload.problems:
        return
    _count(upload, events, result)
    progress.start("write", 1)
    _write(session, upload, checked, events, programme_id, by, at)
    progress.advance(1)
    progress.start("match", len(events))
    try:
        result.entries = book_since(session, programme_id, upload.last_seq, progress.advance)
    except MissingRates as missing:
        _name_missing(upload, missing)
        return
    after_booking.check_within_matched(session, upload, programme_id)
    after_booking.check_rematches(session, upload, programme_id, checked.rematches)


def _write(
    session: Session,
    upload: Upload,
    checked: checking.Checked,
    events: list[Pending],
    programme_id: int,
    by: str,
    at: datetime,
) -> None:
    journal = Journal(session, programme_id, by=by, at=at)
    for row in upload.sound("programmes"):
        if row.is_new:
            journal.append(EntryKind.RECORD, "programmes", row.key, given(row.content))
    writer = Writer(session, upload, journal, programme_id)
    counted = {event.seq: event.counted_on for event in events if event.counted_on is not None}
    writer.write_rows(counted)
    writer.apply_told_changes(checked.changes)
    writer.write_events(events, by)
    journal.close()
    new_rules = {(row.content["code"], row.content["version"]) for row in upload.new("rules")}
    if upload.last_seq and new_rules:
        add_missing_meters(session, programme_id, new_rules, upload.last_seq)


def _programme_row(session: Session, upload: Upload) -> int:
    if upload.programme_id is not None:
        return upload.programme_id
    (row,) = upload.of("programmes")
    values = {k: v for k, v in row.content.items() if k != "reversal_limit"}
    programme = Programme(**values, reversal_limit_minor=row.content["reversal_limit"])
    session.add(programme)
    session.flush()
    assert programme.id is not None
    upload.programme_id = programme.id
    open_head(session, programme.id)
    return programme.id


def _count(upload: Upload, events: list[Pending], result: Imported) -> None:
    for name, rows in upload.rows.items():
        new = sum(row.is_new for row in rows)
        changed = sum(bool(row.changed) for row in rows)
        if new:
            result.new[name] = new
        if changed:
            result.changed[name] = changed
    result.events = len(events)


def _name_missing(upload: Upload, rates: MissingRates) -> None:
    """Each missing rate at the row that asked for it first."""
    for (currency, month), event in rates.missing.items():
        sheet, key = _row_of(event)
        row = upload.by_key.get(sheet, {}).get(key)
        if row is not None:
            upload.refuse(row, None, RowProblem.RATE_MISSING, currency=currency, month=month)
        else:
            named = {"currency": currency, "month": month, "column": ""}
            upload.problems.append(Problem(RowProblem.RATE_MISSING, None, None, named))


def _row_of(event: ev.Event) -> tuple[str, str]:
    match event:
        case ev.ContributionVerified() | ev.ContributionReversed():
            return "contributions", event.reference
        case ev.ProjectApproved() | ev.ProjectSettled() | ev.OtherFundingAgreed():
            return "projects", event.project
    return "", ""
