"""Which events a file brings: of its new rows, and of what its known rows change."""

from collections.abc import Callable, Iterator

from grants.importing import sequence
from grants.importing.changes import Change
from grants.importing.history import ClosingRow, RematchRow
from grants.importing.reversals import ReversalRow
from grants.importing.sequence import Pending
from grants.importing.upload import Row, Upload


def events_of_rows(upload: Upload) -> Iterator[Pending]:
    """Approvals, other funding, verifications and settlements."""
    for row in upload.sound("projects"):
        if _happens(row, "approved_on"):
            yield _of_row(row, sequence.APPROVE, "approved_on", "approved_seq")
        if _happens(row, "settled_on"):
            yield _of_row(row, sequence.SETTLE, "settled_on", "settled_seq")
    for row in upload.new("other_funding"):
        yield _of_row(row, sequence.OTHER_FUNDING, "agreed_on", "seq")
    for row in upload.sound("contributions"):
        if row.content["status"] == "verified" and (row.is_new or "status" in row.changed):
            event = _of_row(row, sequence.VERIFY, "verified_on", "verified_seq")
            event.counts_from = row.content["received_on"]
            yield event


def events_of_changes(changes: list[Change]) -> Iterator[Pending]:
    for change in changes:
        yield Pending(
            change.effective_on,
            sequence.CHANGE,
            change.code,
            change.number,
            change.given_seq,
            "changes",
            _placer(change),
            change,
        )


def events_of_reversals(reversals: list[ReversalRow]) -> Iterator[Pending]:
    for reversal in reversals:
        yield Pending(
            reversal.reversed_on,
            sequence.REVERSE,
            reversal.contribution,
            reversal.number,
            reversal.given_seq,
            reversal.sheet,
            _placer(reversal),
            reversal,
            "reversed_seq" if reversal.sheet == "contributions" else "seq",
        )


def events_of_history(rematches: list[RematchRow], closings: list[ClosingRow]) -> Iterator[Pending]:
    for rematch in rematches:
        yield Pending(
            rematch.booked_on,
            sequence.REMATCH,
            rematch.fund,
            rematch.number,
            rematch.given_seq,
            "rematches",
            _placer(rematch),
            rematch,
        )
    for closing in closings:
        yield Pending(
            closing.closed_on,
            sequence.CLOSE,
            closing.quarter,
            closing.number,
            closing.given_seq,
            "closings",
            _placer(closing),
            closing,
        )


def _happens(row: Row, column: str) -> bool:
    return row.content[column] is not None and (row.is_new or column in row.changed)


def _of_row(row: Row, order: int, date_column: str, seq_column: str) -> Pending:
    def place(seq: int) -> None:
        row.seq[seq_column] = seq

    return Pending(
        row.content[date_column],
        order,
        row.key,
        row.number,
        row.extra.get(seq_column),
        row.sheet,
        place,
        row,
        seq_column,
    )


def _placer(recorded: Change | ReversalRow | RematchRow | ClosingRow) -> Callable[[int], None]:
    def place(seq: int) -> None:
        recorded.seq = seq

    return place
