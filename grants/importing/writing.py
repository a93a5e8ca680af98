"""Checked and numbered rows into their tables and the journal."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.inserting import insert_values
from core.journal.append import Journal, given
from core.journal.models import EntryKind
from core.programmes import Closing, FactChange
from core.tables import in_clauses, insert_rows, table
from grants.importing import sequence
from grants.importing.changes import Change
from grants.importing.history import ClosingRow, RematchRow
from grants.importing.ids import Ids
from grants.importing.reversals import ReversalRow
from grants.importing.sequence import Pending
from grants.importing.upload import Row, Upload
from grants.models.matches import Rematch
from grants.workbook.mapping import MAPPED, Content, Mapped
from household_groups.models.contributions import Contribution, Reversal
from household_groups.models.projects import Indicator, Project

_PLACES = {
    "projects": ("approved_seq", "settled_seq"),
    "other_funding": ("seq",),
    "contributions": ("verified_seq",),
}
"""Columns for the places in the sequence that the events of a row got."""


class Writer:
    """Writes one upload into the books of its programme."""

    def __init__(self, session: Session, upload: Upload, journal: Journal, programme_id: int) -> None:
        self.session = session
        self.upload = upload
        self.journal = journal
        self.programme_id = programme_id
        self.ids = Ids(session, upload, programme_id)
        self._indicators: dict[tuple[str, str], int] | None = None

    def write_rows(self, counted: dict[int, date]) -> None:
        """New rows, and the changed columns of known ones; `counted` are counting days by place."""
        for name in MAPPED:
            if name not in self.upload.rows:
                continue
            if name != "programmes":  # its row has to be there before all others
                self._insert(name, counted)
            for row in self.upload.sound(name):
                if row.changed or (not row.is_new and row.seq):
                    self._update(row, counted)
            self._record(name)

    def apply_told_changes(self, changes: list[Change]) -> None:
        """Known rows that the sheet `changes` speaks of and the file does not show get their last value."""
        for change in changes:
            in_file = change.code in self.upload.by_key.get(change.sheet, {})
            if in_file and change.column in self.upload.sheets[change.sheet].columns:
                continue
            mapped, known = MAPPED[change.sheet], self.upload.known[change.sheet][change.code]
            t = table(mapped.model)
            value = {mapped.attribute(change.column): change.value}
            self.session.execute(sa.update(t).where(t.c.id == known.id).values(**value))
            self.journal.append(EntryKind.RECORD, change.sheet, change.code, {change.column: change.value})

    def write_events(self, events: list[Pending], by: str) -> None:
        """Rows of what is an event and nothing else, and the journal's line for every event."""
        references = {event.what.contribution for event in events if isinstance(event.what, ReversalRow)}
        ids = self._contribution_ids(references)
        insert_rows(self.session, FactChange, self._changes(events))
        insert_rows(self.session, Reversal, self._reversals(events, ids))
        insert_rows(self.session, Closing, self._closings(events))
        insert_rows(self.session, Rematch, self._rematches(events, by))
        for event in events:
            self._journal(event, by)

    def _insert(self, name: str, counted: dict[int, date]) -> None:
        """The hot path of a large import: each row becomes the values of its columns, in their order."""
        mapped = MAPPED[name]
        columns = [column.name for column in mapped.columns]
        places = _PLACES.get(name, ())
        stored = [*(mapped.attribute(column) for column in columns), "programme_id", *places]
        rows = (
            (*values, self.programme_id, *(row.seq.get(place) for place in places))
            for row, values in self._new_rows(mapped, columns)
        )
        if name == "contributions":
            stored.append("counted_on")
            rows = ((*row, counted.get(row[-1] or 0)) for row in rows)
        insert_values(self.session, mapped.model, stored, rows)

    def _new_rows(self, mapped: Mapped, columns: list[str]) -> Iterator[tuple[Row, list[Any]]]:
        """Each new row with its content as it is stored: other rows by their ids."""
        content_of = itemgetter(*columns)
        references = [(columns.index(column), sheet) for column, sheet in mapped.refers_to.items()]
        for row in self.upload.new(mapped.name):
            values = list(content_of(row.content))
            for at, sheet in references:
                if values[at] is not None:
                    values[at] = self._id(sheet, row, values[at])
            yield row, values

    def _values(self, row: Row, content: Content) -> dict[str, Any]:
        mapped = MAPPED[row.sheet]
        values: dict[str, Any] = {}
        for column, value in content.items():
            sheet = mapped.refers_to.get(column)
            if sheet is not None and value is not None:
                value = self._id(sheet, row, value)
            values[mapped.attribute(column)] = value
        return values

    def _id(self, sheet: str, row: Row, code: str) -> int:
        if sheet == "indicators":
            return self._indicator_ids()[row.content["project"], code]
        return self.ids.of(sheet, code)

    def _indicator_ids(self) -> dict[tuple[str, str], int]:
        if self._indicators is None:
            t, project = table(Indicator).c, table(Project).c
            query = sa.select(project.code, t.code, t.id).where(
                t.programme_id == self.programme_id, t.project_id == project.id
            )
            self._indicators = {(project, code): id for project, code, id in self.session.execute(query)}
        return self._indicators

    def _update(self, row: Row, counted: dict[int, date]) -> None:
        changed = self._values(row, {column: row.content[column] for column in row.changed}) | row.seq
        if "verified_seq" in row.seq:
            changed["counted_on"] = counted[row.seq["verified_seq"]]
        statement = _update(row.sheet, tuple(changed))
        self.session.connection().execute(statement, changed | {"row_id": row.known_as})

    def _record(self, name: str) -> None:
        """Journal new rows as they are, and mended ones; what is an event is journaled with its place."""
        for row in self.upload.sound(name):
            if row.is_new and not ({"verified_seq", "seq"} & row.seq.keys()):
                self.journal.append(EntryKind.RECORD, name, row.key, given(row.content))
            elif row.changed and not row.is_new:
                mended = {column: row.content[column] for column in row.changed}
                self.journal.append(EntryKind.RECORD, name, row.key, mended)

    def _changes(self, events: list[Pending]) -> Iterator[dict[str, Any]]:
        for event in events:
            if isinstance(event.what, Change):
                yield change_content(event.what) | {
                    "programme_id": self.programme_id,
                    "seq": event.seq,
                    "counted_on": event.counted_on,
                }

    def _reversals(self, events: list[Pending], ids: dict[str, int]) -> Iterator[dict[str, Any]]:
        for event in events:
            if isinstance(event.what, ReversalRow):
                yield {
                    "programme_id": self.programme_id,
                    "contribution_id": ids[event.what.contribution],
                    "reversed_on": event.on,
                    "amount_minor": event.what.amount,
                    "reason": event.what.reason,
                    "seq": event.seq,
                    "counted_on": event.counted_on,
                }

    def _closings(self, events: list[Pending]) -> Iterator[dict[str, Any]]:
        for event in events:
            if isinstance(event.what, ClosingRow):
                yield closing_content(event.what) | {
                    "programme_id": self.programme_id,
                    "seq": event.seq,
                }

    def _rematches(self, events: list[Pending], by: str) -> Iterator[dict[str, Any]]:
        for event in events:
            if isinstance(event.what, RematchRow):
                yield {
                    "programme_id": self.programme_id,
                    "fund_id": self.ids.of("funds", event.what.fund),
                    "booked_on": event.on,
                    "booked_by": by,
                    "seq": event.seq,
                }

    def _contribution_ids(self, references: set[str]) -> dict[str, int]:
        if not references:
            return {}
        t = table(Contribution).c
        query = sa.select(t.reference, t.id).where(t.programme_id == self.programme_id)
        return {
            reference: id
            for clause in in_clauses(t.reference, references)
            for reference, id in self.session.execute(query.where(clause))
        }

    def _journal(self, event: Pending, by: str) -> None:
        what = event.what
        if isinstance(what, Change):
            self._event(event, EntryKind.CHANGE, "changes", str(event.seq), change_content(what))
        elif isinstance(what, ReversalRow):
            content = {
                "contribution": what.contribution,
                "reversed_on": event.on,
                "amount": what.amount,
                "reason": what.reason,
            }
            self._event(event, EntryKind.REVERSE, "reversals", str(event.seq), content)
        elif isinstance(what, RematchRow):
            content = {"fund": what.fund, "booked_on": event.on, "booked_by": by}
            self._event(event, EntryKind.REMATCH, "rematches", str(event.seq), content)
        elif isinstance(what, ClosingRow):
            self._event(event, EntryKind.CLOSE, "closings", str(event.seq), closing_content(what))
        else:
            self._journal_row(event, what)

    def _journal_row(self, event: Pending, row: Row) -> None:
        kind = {
            sequence.APPROVE: EntryKind.APPROVE,
            sequence.OTHER_FUNDING: EntryKind.OTHER_FUNDING,
            sequence.VERIFY: EntryKind.VERIFY,
            sequence.SETTLE: EntryKind.SETTLE,
        }[event.order]
        content: Content
        if event.order in (sequence.OTHER_FUNDING, sequence.VERIFY):
            content = row.content
        elif event.order == sequence.APPROVE:
            content = {"approved_on": row.content["approved_on"]}
        else:
            content = {name: row.content[name] for name in ("settled_on", "final_cost")}
        self._event(event, kind, row.sheet, row.key, content)

    def _event(self, event: Pending, kind: EntryKind, sheet: str, key: str, content: Content) -> None:
        self.journal.append(kind, sheet, key, given(content), event.seq, event.on)


@cache
def _update(sheet: str, columns: tuple[str, ...]) -> sa.Update:
    t = table(MAPPED[sheet].model)
    values: dict[str, Any] = {name: sa.bindparam(name) for name in columns}
    return sa.update(t).where(t.c.id == sa.bindparam("row_id")).values(values)


def change_content(change: Change) -> Content:
    return {
        "sheet": change.sheet,
        "code": change.code,
        "column": change.column,
        "old": change.old_text,
        "value": change.value_text,
        "effective_on": change.effective_on,
        "reason": change.reason,
        "document": change.document,
    }


def closing_content(closing: ClosingRow) -> Content:
    return {
        "quarter": closing.quarter,
        "closed_on": closing.closed_on,
        "closed_by": closing.closed_by,
        "sha256": closing.sha256,
    }
