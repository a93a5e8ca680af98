"""An uploaded workbook: looked at first, then booked in one transaction with its proposals, or not at all."""

from contextlib import suppress
from threading import Lock
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlmodel import Session, select

from core.audit import note
from core.database import PATIENCE_SECONDS, DatabaseBusy, transaction
from core.journal.append import lock_head
from core.programmes import Programme
from grants.importing import checking
from grants.importing.importing import Imported, Occasion, book_sheets
from grants.importing.upload import Upload
from grants.proposing import propose
from grants.uploading.known_contributions import as_told_here
from grants.uploading.outcome import Sent, Uploaded
from grants.uploading.recognising import FIELD, earlier_upload, waiting_already
from grants.uploading.splitting import Split, split
from grants.workbook.container import UPLOAD
from grants.workbook.mapping import MAPPED
from grants.workbook.reading import Reading, SheetRows, read_workbook

_turn = Lock()
"""The rows of the largest files take hundreds of megabytes: a process holds those of one file at a time."""


class _TakenBack(Exception):
    """Rolls back: it was a look, or there are problems."""


def look_at(engine: sa.Engine, programme: str, sent: Sent, occasion: Occasion) -> Uploaded:
    """All that is wrong with a workbook, or else what booking it would do; nothing is stored.

    Raises DatabaseBusy.
    """
    return _upload(engine, programme, sent, occasion, keep=False)


def book(engine: sa.Engine, programme: str, sent: Sent, occasion: Occasion) -> Uploaded:
    """Check it once more and book it, proposals and all. Raises DatabaseBusy."""
    return _upload(engine, programme, sent, occasion, keep=True)


def _upload(engine: sa.Engine, programme: str, sent: Sent, occasion: Occasion, *, keep: bool) -> Uploaded:
    if not _turn.acquire(timeout=PATIENCE_SECONDS):
        raise DatabaseBusy("others are uploading")
    try:
        return _read_and_upload(engine, programme, sent, occasion, keep)
    finally:
        _turn.release()


def _read_and_upload(
    engine: sa.Engine, programme: str, sent: Sent, occasion: Occasion, keep: bool
) -> Uploaded:
    reading = read_workbook(sent.path, UPLOAD)
    if not reading.sheets:
        return Uploaded(list(reading.problems), list(reading.notices))
    found: list[Uploaded] = []

    def work(session: Session) -> None:
        one = _Upload(session, programme, reading, sent, occasion)
        found[:] = [one.run()]
        if not keep or one.result.problems or one.result.is_nothing:
            raise _TakenBack
        one.store()

    with suppress(_TakenBack):
        transaction(engine, work)
    return found[0]


class _Upload:
    """One upload within one transaction."""

    def __init__(
        self, session: Session, programme: str, reading: Reading, sent: Sent, occasion: Occasion
    ) -> None:
        self.session = session
        self.reading = reading
        self.sent = sent
        self.occasion = occasion
        self.programme = session.exec(select(Programme).where(Programme.code == programme)).one()
        _, self._last_seq, _ = lock_head(session, self._id)
        self.result = Uploaded(list(reading.problems), list(reading.notices))

    @property
    def _id(self) -> int:
        assert self.programme.id is not None
        return self.programme.id

    def run(self) -> Uploaded:
        result = self.result
        sheets = self._told_here()
        parts = self._split(sheets)
        if parts is None:
            return result
        # What enters otherwise than it stands is checked as it stands too: a second person confirms that.
        if not parts.is_all_at_once:
            self._rehearse(sheets)
        if not result.problems:
            self._book(parts.direct)
        if not result.problems:
            result.verified_there = parts.verified_there
            result.waiting = waiting_already(self.session, self._id, parts.drafts)
            result.drafts = [draft for draft in parts.drafts if draft not in result.waiting.values()]
            result.earlier = earlier_upload(self.session, self._id, self.programme.code, self.sent.sha256)
        return result

    def _told_here(self) -> dict[str, SheetRows]:
        sheets = dict(self.reading.sheets)
        if "contributions" in sheets:
            sheets["contributions"] = as_told_here(self.session, self._id, sheets["contributions"])
        return sheets

    def _split(self, sheets: dict[str, SheetRows]) -> Split | None:
        upload = Upload(sheets)
        if checking.programme_of(self.session, upload, self.programme.code) is not None:
            upload.programme_id, upload.last_seq = self._id, self._last_seq
            checked = checking.check(self.session, upload)
            if not upload.problems and not self.result.problems:
                occasion = self.occasion
                today = occasion.at.astimezone(ZoneInfo(self.programme.time_zone)).date()
                parts = split(upload, checked, occasion.by, today)
                self.result.problems += parts.problems
                return None if parts.problems else parts
        self.result.problems += upload.problems
        return None

    def _rehearse(self, sheets: dict[str, SheetRows]) -> None:
        result = Imported()
        savepoint = self.session.begin_nested()
        book_sheets(self.session, sheets, result, self.occasion, self.programme.code)
        savepoint.rollback()
        # Rows that were read meanwhile are gone, and others will have their ids.
        self.session.expire_all()
        self.result.problems += result.problems

    def _book(self, sheets: dict[str, SheetRows]) -> None:
        result = Imported()
        book_sheets(self.session, sheets, result, self.occasion, self.programme.code)
        self.result.problems += result.problems
        self.result.new, self.result.changed = result.new, result.changed
        self.result.events = result.events

    def store(self) -> None:
        """Beside what is booked: the proposals, and a line in the audit."""
        by, at = self.occasion.by, self.occasion.at
        remark = _("From the workbook %(name)s.", name=self.sent.name)
        for draft in self.result.drafts:
            made = propose(self.session, self._id, draft.kind, draft.rows, by=by, at=at, remark=remark)
            assert made.id is not None
            self.result.proposals.append(made.id)
        note(
            *(self.session, self._id, "programmes", self.programme.code),
            by=by,
            at=at,
            field=FIELD,
            new=f"{self.sent.name}: {self._counts()}. SHA-256 {self.sent.sha256}",
        )

    def _counts(self) -> str:
        result = self.result
        rows = {name: result.new.get(name, 0) + result.changed.get(name, 0) for name in MAPPED}
        counted = [f"{name} {count}" for name, count in rows.items() if count]
        return ", ".join([*counted, *(f"proposal {id}" for id in result.proposals)]) or "0"
