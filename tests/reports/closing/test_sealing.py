"""What is stored when a quarter is closed: in one transaction, or not at all."""

import threading
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import col, select

from core.audit import AuditEntry
from core.database import session, transaction
from core.errors import Refusal
from core.journal.models import EntryKind, JournalEntry
from core.programmes import Closing
from core.sealed import SealedReport
from grants.verifying.verify import verify
from reports.closing import closing as module
from reports.closing.asking import open_request
from reports.closing.closing import Order, close_quarter
from reports.closing.models import ClosingRequest, ClosingState
from reports.closing.refusals import ClosingReason
from tests.reports.closing.books import (
    CODE,
    JULY,
    QUARTER,
    all_said,
    ask_for,
    book,
    close,
    looked_at,
    sealed_sums,
)
from tests.web import import_example, opened

RECEIPT = {"reference": "R-9", "fund": "IOMDF", "received_on": "2020-09-01", "amount": "5"}


def counts(engine: Engine) -> tuple[int, int]:
    """Closings of the quarter, and sealed files of it."""
    with session(engine) as reading:
        return (
            len(reading.exec(select(Closing).where(Closing.quarter == QUARTER)).all()),
            len(reading.exec(select(SealedReport).where(SealedReport.quarter == QUARTER)).all()),
        )


def asked(engine: Engine, by: str = "munira") -> int:
    return ask_for(engine, by)


def test_the_files_the_closing_the_entry_and_the_audit_are_stored_together(
    ready_app: Flask, ready_engine: Engine
) -> None:
    before = looked_at(ready_engine)
    closed = close(ready_app, ready_engine)
    with session(ready_engine) as reading:
        files = reading.exec(select(SealedReport).where(SealedReport.quarter == QUARTER)).all()
        [closing] = reading.exec(select(Closing).where(Closing.quarter == QUARTER)).all()
        entry = reading.exec(select(JournalEntry).order_by(col(JournalEntry.position).desc())).first()
        audit = reading.exec(select(AuditEntry).where(AuditEntry.sheet == "closings")).all()[-1]
        assert [found.differences for found in verify(reading)] == [[]]
    assert {file.fund for file in files} == {"", "IOMDF", "JAMOAT"}
    for file in files:
        assert (file.position, file.head) == (before.position, before.head)
        assert file.sha256 == sha256(file.content).hexdigest() == closed.sha256[file.fund]
    assert entry is not None
    assert (entry.kind, entry.position) == (EntryKind.CLOSE, before.position + 1)
    assert (closing.sha256, closing.closed_by) == (closed.sha256[""], "munira")
    assert (audit.key, audit.new, audit.reason) == (
        QUARTER,
        closed.sha256[""],
        "closed by one person, by command",
    )


def test_the_sealed_workbook_says_itself_what_was_said(closed_engine: Engine) -> None:
    with session(closed_engine) as reading:
        query = select(SealedReport).where(SealedReport.quarter == QUARTER)
        books = {file.fund: load_workbook(BytesIO(file.content)) for file in reading.exec(query)}
        [position] = {file.position for file in reading.exec(query)}
    pending = list(books[""]["pending"].iter_rows(values_only=True))
    assert pending[0][-1] == "carried_forward"
    assert pending[1][-1] == "The slip of FAK-011 is on its way"
    control = {row[0]: row for row in books[""]["control"].iter_rows(values_only=True) if row[0]}
    assert control["journal entry"][5] == position
    assert control["closed by"][7] == "munira"
    assert control["contribution FAK-024"][7] == "The slip of FAK-024 is on its way"
    cover = " ".join(str(cell) for row in books[""]["cover"].iter_rows(values_only=True) for cell in row)
    assert "Closed on 3 Jul 2020 by munira." in cover
    assert control["sealed for fund IOMDF"][7] == sealed_sums(closed_engine)["IOMDF"]
    explained = {
        fund: [row[7] for row in book["control"].iter_rows(values_only=True) if row[0] == "fund IOMDF cash"][
            -1
        ]
        for fund, book in books.items()
        if fund != "JAMOAT"
    }
    assert explained == dict.fromkeys(("", "IOMDF"), "The instalment came in July")
    of_another = [row[0] for row in books["JAMOAT"]["control"].iter_rows(values_only=True)]
    assert "fund IOMDF cash" not in of_another
    assert "contribution FAK-024" not in of_another


def test_earlier_quarters_in_which_nothing_counts_are_closed_with_it(closed_engine: Engine) -> None:
    with session(closed_engine) as reading:
        rows = reading.exec(select(Closing).order_by(col(Closing.seq))).all()
    assert [(row.quarter, row.sha256 is None) for row in rows] == [
        ("2019-Q3", True),
        ("2019-Q4", False),
        ("2020-Q1", False),
        ("2020-Q2", False),
    ]


def test_what_is_booked_while_the_reports_are_written_is_in_them(
    ready_app: Flask, ready_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = looked_at(ready_engine)
    written: list[int] = []
    write = module._write

    def and_somebody_books(engine: Engine, order: Order) -> Any:
        result = write(engine, order)
        written.append(result.position)
        if len(written) == 1:
            book(ready_engine, "receipts", RECEIPT)
        return result

    monkeypatch.setattr(module, "_write", and_somebody_books)
    with ready_app.app_context():
        close_quarter(ready_engine, Order(CODE, QUARTER, "munira", JULY, all_said(found)))
    with session(ready_engine) as reading:
        files = reading.exec(select(SealedReport).where(SealedReport.quarter == QUARTER)).all()
        assert [found.differences for found in verify(reading)] == [[]]
    assert written == [found.position, found.position + 1]
    assert {file.position for file in files} == {found.position + 1}


def test_what_is_booked_in_the_last_moment_before_the_lock_is_seen_under_it(
    ready_app: Flask, ready_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at before the lock is taken, the journal may be a booking further when it is."""
    found = looked_at(ready_engine)
    booked: list[bool] = []

    def somebody_is_first(engine: Engine, work: Any) -> Any:
        if not booked:
            booked.append(True)
            book(ready_engine, "receipts", RECEIPT)
        return transaction(engine, work)

    monkeypatch.setattr(module, "transaction", somebody_is_first)
    with ready_app.app_context():
        close_quarter(ready_engine, Order(CODE, QUARTER, "munira", JULY, all_said(found)))
    with session(ready_engine) as reading:
        files = reading.exec(select(SealedReport).where(SealedReport.quarter == QUARTER)).all()
    assert {file.position for file in files} == {found.position + 1}


def test_where_others_never_stop_booking_nothing_is_closed(
    ready_app: Flask, ready_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, write = looked_at(ready_engine), module._write

    def and_somebody_books(engine: Engine, order: Order) -> Any:
        result = write(engine, order)
        book(ready_engine, "receipts", RECEIPT | {"reference": f"R-{result.position}"})
        return result

    monkeypatch.setattr(module, "_write", and_somebody_books)
    monkeypatch.setattr(module, "_TRIES", 2)
    with ready_app.app_context(), pytest.raises(Refusal) as refused:
        close_quarter(ready_engine, Order(CODE, QUARTER, "munira", JULY, all_said(found)))
    assert refused.value.reason == ClosingReason.BOOKS_MOVING
    assert counts(ready_engine) == (0, 0)


def test_a_list_that_has_changed_is_outdated_and_has_to_be_asked_for_again(
    ready_app: Flask, ready_engine: Engine
) -> None:
    id = asked(ready_engine)
    book(ready_engine, "receipts", RECEIPT | {"received_on": "2020-06-30"})
    with ready_app.app_context(), pytest.raises(Refusal) as refused:
        close_quarter(ready_engine, Order(CODE, QUARTER, "rustam", JULY, request_id=id))
    assert refused.value.reason == ClosingReason.OUTDATED
    assert counts(ready_engine) == (0, 0)
    with session(ready_engine) as reading:
        assert reading.get_one(ClosingRequest, id).state is ClosingState.OUTDATED
    assert asked(ready_engine) != id


@pytest.mark.parametrize("name", ["munira", "MUNIRA", "Munira", " munira"])
def test_who_asked_does_not_confirm_however_the_name_is_written(
    ready_app: Flask, ready_engine: Engine, name: str
) -> None:
    id = asked(ready_engine)
    with ready_app.app_context(), pytest.raises(Refusal) as refused:
        close_quarter(ready_engine, Order(CODE, QUARTER, name, JULY, request_id=id))
    assert refused.value.reason == ClosingReason.OWN
    assert counts(ready_engine) == (0, 0)


def test_only_one_request_waits_in_a_programme(ready_engine: Engine) -> None:
    asked(ready_engine)
    with pytest.raises(Refusal) as refused:
        asked(ready_engine, by="rustam")
    assert refused.value.reason == ClosingReason.ASKED


def test_a_request_for_a_quarter_that_was_closed_otherwise_is_in_nobodys_way(ready_engine: Engine) -> None:
    asked(ready_engine)
    book(ready_engine, "closings", {"quarter": QUARTER, "closed_on": "2020-07-04"}, by="operator")
    found = looked_at(ready_engine, "2020-Q3", datetime(2020, 10, 1, tzinfo=UTC))

    with session(ready_engine) as reading:
        assert open_request(reading, found.programme.id or 0) is None
    ask_for(ready_engine, "rustam", found)
    with session(ready_engine) as reading:
        states = reading.exec(select(ClosingRequest.quarter, ClosingRequest.state)).all()
    assert states == [(QUARTER, ClosingState.OUTDATED), ("2020-Q3", ClosingState.OPEN)]


def test_who_has_not_seen_the_list_as_it_stands_does_not_confirm_it(
    ready_app: Flask, ready_engine: Engine
) -> None:
    id = asked(ready_engine)
    with ready_app.app_context(), pytest.raises(Refusal) as refused:
        close_quarter(ready_engine, Order(CODE, QUARTER, "rustam", JULY, request_id=id, seen=""))
    assert refused.value.reason == ClosingReason.OUTDATED
    with session(ready_engine) as reading:
        assert reading.get_one(ClosingRequest, id).state is ClosingState.OPEN


def test_of_two_who_confirm_at_one_moment_one_closes_and_the_other_is_told(
    ready_app: Flask, ready_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = asked(ready_engine)
    both, write = threading.Barrier(2), module._write

    def together(engine: Engine, order: Order) -> Any:
        result = write(engine, order)
        both.wait(timeout=30)
        return result

    monkeypatch.setattr(module, "_write", together)
    outcomes: list[str] = []

    def confirm(by: str) -> None:
        with ready_app.app_context():
            try:
                close_quarter(ready_engine, Order(CODE, QUARTER, by, JULY, request_id=id))
                outcomes.append("closed")
            except Refusal as refusal:
                outcomes.append(refusal.reason)

    threads = [threading.Thread(target=confirm, args=(name,)) for name in ("rustam", "bahrom")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", ClosingReason.DECIDED]
    assert counts(ready_engine) == (1, 3)


def test_on_both_databases_a_quarter_is_closed_and_its_bytes_come_back(engine: Engine) -> None:
    import_example(engine, "khatlon_water")
    with opened(engine) as app:
        closed = close(app, engine, "2019-Q4")
        answer = app.test_cli_runner().invoke(args=["close-quarter", CODE, "2019-Q4"])
    assert answer.exit_code == 1
    assert sealed_sums(engine, "2019-Q4") == closed.sha256
    with session(engine) as reading:
        assert [found.differences for found in verify(reading)] == [[]]
