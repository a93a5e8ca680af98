"""The import: a file is read, checked, and booked whole or not at all."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from core.audit import note
from core.database import transaction
from core.journal.append import Head, Journal, lock_head, open_head
from core.programmes import Programme, today_in
from grants.importing import (
    after_booking,
    changes,
    checking,
    pending,
    project_step_checks,
    tranche_checks,
)
from grants.importing.auditing import note_rows
from grants.importing.problems import RowProblem
from grants.importing.sequence import KINDS, Pending, number_events
from grants.importing.tallies import move_tallies
from grants.importing.upload import Upload
from grants.importing.writing import Writer
from grants.ledger import events as ev
from grants.ledger.booking import MissingRates, Told, TooLarge, book_since
from grants.ledger.meters import add_missing_meters
from grants.submissions.registering import register
from grants.workbook.container import COMMAND, Limits
from grants.workbook.mapping import MAPPED
from grants.workbook.problems import Notice, Problem
from grants.workbook.reading import SheetRows, read_workbook


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


@dataclass(frozen=True)
class Occasion:
    """Who books and when; of the changes their day (by default today), why, by which document; on which device."""

    by: str
    at: datetime
    changed_on: date | None = None
    reason: str | None = None
    document: str | None = None
    device: str = ""


class MadeMeanwhile(Exception):
    """Somebody else has just made the programme: begun again, this one finds it there."""


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
    unless_known: bool = False,
    limits: Limits = COMMAND,
    progress: Progress | None = None,
) -> Imported:
    """Check a workbook and book it in one transaction, under the name `by`.

    `programme` names the programme where the file has no sheet `programmes`; `unless_known` leaves a
    programme alone that is on the books already. Problems are returned, not raised, all of them at once.
    Raises DatabaseBusy.
    """
    progress = progress or Progress()
    progress.start("read", 1)
    reading = read_workbook(path, limits)
    progress.advance(1)
    result = Imported(notices=list(reading.notices))
    occasion = Occasion(by, at or datetime.now(UTC))

    def work(session: Session) -> None:
        result.problems = list(reading.problems)
        book_sheets(session, reading.sheets, result, occasion, programme, unless_known, progress)
        if result.problems or result.is_no_change:
            raise _NotToBeStored
        _note_import(session, result, path.name, occasion)
        if dry_run or result.problems:
            raise _NotToBeStored

    if reading.sheets:
        with suppress(_NotToBeStored):
            try:
                transaction(engine, work)
            except MadeMeanwhile:
                transaction(engine, work)
    else:
        result.problems = list(reading.problems)
    return result


def book_sheets(
    session: Session,
    sheets: dict[str, SheetRows],
    result: Imported,
    occasion: Occasion,
    programme: str | None,
    unless_known: bool = False,
    progress: Progress | None = None,
) -> Upload:
    """Check and book rows within the caller's transaction; `result` says what became of them.

    Where it has problems in the end, the caller must not commit. Raises MadeMeanwhile.
    """
    upload = Upload(sheets)
    _Import(session, upload, result, occasion, progress or Progress()).run(programme, unless_known)
    return upload


def _note_import(session: Session, result: Imported, file: str, occasion: Occasion) -> None:
    id = session.exec(select(Programme.id).where(Programme.code == result.programme)).one()
    rows = {name: result.new.get(name, 0) + result.changed.get(name, 0) for name in MAPPED}
    said = ", ".join(f"{name} {count}" for name, count in rows.items() if count)
    note(
        *(session, id, "programmes", str(result.programme)),
        by=occasion.by,
        at=occasion.at,
        field="import",
        new=f"{file}: {said}" if said else file,
    )


@dataclass
class _Import:
    """One import within one transaction."""

    session: Session
    upload: Upload
    result: Imported
    occasion: Occasion
    progress: Progress
    head: Head | None = None

    def run(self, programme: str | None, unless_known: bool) -> None:
        upload, result = self.upload, self.result
        result.programme = checking.programme_of(self.session, upload, programme)
        if result.programme is None:
            result.problems += upload.problems
            return
        if upload.programme_id is not None:
            if unless_known:
                return
            self.head = lock_head(self.session, upload.programme_id)
            _, upload.last_seq, _ = self.head
        self.progress.start("check", 1)
        checked = checking.check(self.session, upload)
        self.progress.advance(1)
        if not upload.problems and not result.problems:
            self._book(checked)
        result.problems += upload.problems

    def _book(self, checked: checking.Checked) -> None:
        assert self.upload.is_sound, "a row would be left out, and nobody told"
        programme_id = _programme_row(self.session, self.upload)
        events = number_events(self.upload, self._pending(checked, programme_id), checked.closed)
        checking.set_counting_days(self.upload, checked.closed)
        if self.upload.problems:
            return
        _count(self.upload, events, self.result)
        try:
            self.progress.start("write", 1)
            self._write(checked, events, programme_id)
            self.progress.advance(1)
            self.upload.forget("contributions")
            told = Told({KINDS[event.order] for event in events}, checked.closed)
            events.clear()
            self.progress.start("match", self.result.events)
            self.result.entries = book_since(
                self.session, programme_id, self.upload.last_seq, self.progress.advance, told
            )
        except MissingRates as missing:
            _name_missing(self.upload, missing)
            return
        except TooLarge as figure:
            _name_too_large(self.upload, figure)
            return
        after_booking.check_within_matched(self.session, self.upload, programme_id)
        tranche_checks.check_tranches_paid(self.session, self.upload, programme_id)
        after_booking.check_rematches(self.session, self.upload, programme_id, checked.rematches)
        project_step_checks.check_lives(self.session, self.upload, programme_id, checked.changes)

    def _pending(self, checked: checking.Checked, programme_id: int) -> list[Pending]:
        undated = changes.changes_of_rows(
            self.upload, lambda: self._said_of_changes(programme_id), checked.changes
        )
        return [
            *pending.events_of_rows(self.upload),
            *pending.events_of_changes([*checked.changes, *undated]),
            *pending.events_of_reversals(checked.reversals),
            *pending.events_of_history(checked.rematches, checked.closings),
        ]

    def _said_of_changes(self, programme_id: int) -> changes.Said:
        occasion = self.occasion
        day = occasion.changed_on or today_in(self.session.get_one(Programme, programme_id), occasion.at)
        return changes.Said(day, occasion.reason, occasion.document)

    def _write(self, checked: checking.Checked, events: list[Pending], programme_id: int) -> None:
        upload = self.upload
        occasion = self.occasion
        journal = Journal(self.session, programme_id, by=occasion.by, at=occasion.at, head=self.head)
        writer = Writer(self.session, upload, journal, programme_id)
        writer.write_rows({event.seq: event.counted_on for event in events if event.counted_on is not None})
        writer.apply_told_changes(checked.changes)
        writer.write_events(events, occasion.by)
        journal.close()
        move_tallies(self.session, upload, programme_id, writer.ids)
        register(self.session, upload, programme_id, occasion.by, occasion.at, occasion.device)
        note_rows(self.session, upload, programme_id, occasion.by, occasion.at, occasion.reason)
        new_rules = {(row.content["code"], row.content["version"]) for row in upload.new("rules")}
        if upload.last_seq and new_rules:
            add_missing_meters(self.session, programme_id, new_rules, upload.last_seq)


def _programme_row(session: Session, upload: Upload) -> int:
    if upload.programme_id is not None:
        return upload.programme_id
    (row,) = upload.of("programmes")
    values = {k: v for k, v in row.content.items() if k != "reversal_limit"}
    programme = Programme(**values, reversal_limit_minor=row.content["reversal_limit"])
    session.add(programme)
    try:
        session.flush()
    except IntegrityError as error:
        raise MadeMeanwhile from error
    assert programme.id is not None
    upload.programme_id = programme.id
    open_head(session, programme.id)
    return programme.id


def _count(upload: Upload, events: list[Pending], result: Imported) -> None:
    new, changed = {}, {}
    for name, rows in upload.rows.items():
        new[name] = sum(row.is_new for row in rows)
        changed[name] = sum(bool(row.changed) for row in rows)
    result.new = {name: count for name, count in new.items() if count}
    result.changed = {name: count for name, count in changed.items() if count}
    result.events = len(events)


def _name_missing(upload: Upload, rates: MissingRates) -> None:
    """Each missing rate at the row that asked for it first."""
    for (currency, month), event in rates.missing.items():
        sheet, key = _row_of(event)
        row = upload.by_key.get(sheet, {}).get(key)
        if row is not None:
            upload.refuse(row, "currency", RowProblem.RATE_MISSING, currency=currency, month=month)
        else:
            named = {"currency": currency, "month": month, "column": ""}
            upload.problems.append(Problem(RowProblem.RATE_MISSING, None, None, named))


def _name_too_large(upload: Upload, figure: TooLarge) -> None:
    sheet, key = _row_of(figure.event) if figure.event else ("", "")
    row = upload.by_key.get(sheet, {}).get(key)
    if row is not None:
        upload.refuse(row, "amount", RowProblem.AMOUNT_TOO_LARGE)
    else:
        upload.problems.append(Problem(RowProblem.AMOUNT_TOO_LARGE, None, None, {"column": "amount"}))


def _row_of(event: ev.Event) -> tuple[str, str]:
    match event:
        case ev.ContributionVerified() | ev.ContributionReversed():
            return "contributions", event.reference
        case ev.ProjectApproved() | ev.ProjectSettled():
            return "projects", event.project
        case ev.OtherFundingAgreed():
            return "other_funding", event.reference
    return "", ""
