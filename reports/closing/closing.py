"""Closes a quarter: its reports are written from one state of the books, and sealed together with the closing.

Writing may take long, so it is done from a snapshot, while others book. Then the programme is locked: if
anything was booked since, all of it is done again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.audit import note
from core.database import snapshot, transaction
from core.errors import Refusal
from core.jobs.progress import Phase, begin
from core.journal.append import lock_head
from core.programmes import Programme, today_in
from core.sealed import PROGRAMME, SealedReport
from grants.entering.entering import enter
from grants.entering.typed import Typed
from grants.importing.importing import Occasion
from grants.models.funds import Fund
from reports.closing.asking import SHEET, decide, refuse_decided, refuse_own, refuse_unready, undecided
from reports.closing.check_list import CheckList, check_list
from reports.closing.models import ClosingRequest, ClosingState
from reports.closing.refusals import ClosingReason
from reports.closing.remarks import Remarks, from_json
from reports.closing.rendering import SealedFile, sealed_file, with_copies, with_seal
from reports.closing.signed import approval, certification_of, refuse_unchecked, refuse_unprepared
from reports.languages import language_of
from reports.quarterly import quarterly_report
from reports.seal import Seal
from reports.signing.certification import CertificationRow

_TRIES = 5
"""So often the reports are written again because something was booked meanwhile."""


@dataclass(frozen=True)
class Order:
    """Who closes which quarter, and when. `seen` is the SHA-256 of the list that they looked at, if they did.

    `request_id` is what another person asked for; without it one person closes alone, which only the command
    of the operator does.
    """

    programme: str
    quarter: str
    by: str
    at: datetime
    remarks: Remarks = field(default_factory=Remarks)
    request_id: int | None = None
    seen: str | None = None


@dataclass(frozen=True)
class Closed:
    """SHA-256 of each file, by the code of its fund; '' is the programme's own."""

    quarter: str
    position: int
    sha256: Mapping[str, str]


@dataclass(frozen=True)
class _Written:
    programme_id: int
    programme: str
    quarter: str
    position: int
    head: str
    closed_on: date
    closed_with: list[str]
    asked_by: str | None
    approved: Typed | None
    files: list[SealedFile]


def close_quarter(engine: sa.Engine, order: Order) -> Closed:
    """Raises Refusal with nothing stored; a request whose list no longer holds is marked as outdated."""
    for _ in range(_TRIES):
        try:
            written = _write(engine, order)
        except _Outdated as outdated:
            _mark_outdated(engine, order)
            raise Refusal(ClosingReason.OUTDATED, quarter=order.quarter) from outdated
        closed = transaction(engine, lambda writing, written=written: _seal(writing, order, written))  # type: ignore[misc]
        if closed is not None:
            return closed
    raise Refusal(ClosingReason.BOOKS_MOVING, quarter=order.quarter)


class _Outdated(Exception):
    """The list is not the one that was looked at when the closing was asked for."""


def _write(engine: sa.Engine, order: Order) -> _Written:
    """All files, from one snapshot."""
    with snapshot(engine) as reading:
        programme = reading.exec(select(Programme).where(Programme.code == order.programme)).one()
        request = reading.get_one(ClosingRequest, order.request_id) if order.request_id else None
        if request is not None:
            refuse_decided(request)
            refuse_own(request, order.by)
        today = today_in(programme, order.at)
        begin(Phase.CHECKING)
        found = check_list(reading, order.programme, order.quarter, order.at)
        remarks = from_json(request.remarks) if request else order.remarks
        if request is not None and request.seen != found.seen:
            raise _Outdated
        if order.seen is not None and order.seen != found.seen:
            raise Refusal(ClosingReason.OUTDATED, quarter=order.quarter)
        refuse_unready(found, remarks)
        asked_by, approved = None, None
        if request is not None:
            refuse_unprepared(found)
            refuse_unchecked(found, remarks)
            asked_by, approved = request.asked_by, approval(reading, found, by=order.by, at=order.at)
        seal = Seal(
            *(order.by, asked_by, today, found.position, found.head),
            *(language_of(programme.language), [], []),
        )
        certification = certification_of(found, remarks, approved)
        files = _files(reading, found, seal, remarks, certification)
    assert programme.id is not None
    return _Written(
        *(programme.id, programme.code, found.quarter, found.position, found.head),
        *(today, found.closed_with, asked_by, approved, files),
    )


def _files(
    reading: Session, found: CheckList, seal: Seal, remarks: Remarks, certification: list[CertificationRow]
) -> list[SealedFile]:
    """The programme's own first, which answers for the copies of its funds, so that it is written last.

    One report is in memory at a time: that of the list is let go, and made again when its turn has come.
    """
    found.forget_report()

    def sealed(fund: str | None, copies: dict[str, str]) -> SealedFile:
        begin(Phase.READING)
        report = quarterly_report(reading, found.programme.code, found.span, fund)
        report = with_seal(replace(report, certification=certification), seal, remarks, found.unverified)
        begin(Phase.WRITING, len(report.contributions) + len(report.matches))
        return sealed_file(report if fund else with_copies(report, copies))

    funds = select(Fund.code).where(Fund.programme_id == found.programme.id).order_by(col(Fund.code))
    copies = [sealed(fund, {}) for fund in reading.exec(funds).all()]
    return [sealed(None, {copy.fund: copy.sha256 for copy in copies}), *copies]


def _seal(writing: Session, order: Order, written: _Written) -> Closed | None:
    """Store the files and book the closing; None where something was booked since they were written."""
    position, _, _ = lock_head(writing, written.programme_id)
    request = undecided(writing, order.request_id) if order.request_id is not None else None
    if position != written.position:
        return None
    for file in written.files:
        writing.add(_row(file, order, written))
    sha256 = {file.fund: file.sha256 for file in written.files}
    rows = [_closing(quarter, written, order, "") for quarter in written.closed_with]
    rows.append(_closing(written.quarter, written, order, sha256[PROGRAMME]))
    signed = [written.approved] if written.approved else []
    enter(writing, written.programme, {"signatures": signed, "closings": rows}, Occasion(order.by, order.at))
    if request is not None:
        decide(writing, request, ClosingState.CLOSED, by=order.by, at=order.at)
    _note(writing, order, written, sha256[PROGRAMME])
    return Closed(written.quarter, position, sha256)


def _row(file: SealedFile, order: Order, written: _Written) -> SealedReport:
    return SealedReport(
        programme_id=written.programme_id,
        quarter=written.quarter,
        fund=file.fund,
        position=written.position,
        head=written.head,
        sha256=file.sha256,
        sealed_at=order.at,
        sealed_by=order.by,
        content=file.content,
        figures=file.figures,
    )


def _closing(quarter: str, written: _Written, order: Order, sha256: str) -> dict[str, str]:
    return {
        "quarter": quarter,
        "closed_on": written.closed_on.isoformat(),
        "closed_by": order.by,
        "sha256": sha256,
    }


def _note(writing: Session, order: Order, written: _Written, sha256: str) -> None:
    """Who closed it, and whether somebody else had asked for it."""
    asked = f"asked for by {written.asked_by}" if written.asked_by else "closed by one person, by command"
    for quarter in [*written.closed_with, written.quarter]:
        is_own = quarter == written.quarter
        note(
            *(writing, written.programme_id, SHEET, quarter),
            by=order.by,
            at=order.at,
            new=sha256 if is_own else None,
            reason=asked if is_own else f"nothing counts in it; closed with {written.quarter}",
        )


def _mark_outdated(engine: sa.Engine, order: Order) -> None:
    if order.request_id is None:
        return

    def mark(writing: Session) -> None:
        assert order.request_id is not None
        request = undecided(writing, order.request_id)
        decide(writing, request, ClosingState.OUTDATED, by=order.by, at=order.at)

    transaction(engine, mark)
