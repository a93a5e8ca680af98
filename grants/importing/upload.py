"""A workbook on its way into the books of one programme: its rows, what is known already, what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from grants.workbook.mapping import Content
from grants.workbook.problems import Problem
from grants.workbook.reading import SheetRows


@dataclass(slots=True)
class Row:
    """One row of a sheet. `known_as` is the id of the row that it repeats; `changed`, where it differs."""

    sheet: str
    number: int
    key: str
    content: Content
    extra: dict[str, Any]
    """Columns that are not content, such as reversals and sequence numbers, as read."""
    is_sound: bool = True
    known_as: int | None = None
    changed: tuple[str, ...] = ()
    seq: dict[str, int] = field(default_factory=dict)
    """The places in the sequence that its events got, by the name of their column."""

    @property
    def is_new(self) -> bool:
        return self.known_as is None


@dataclass(slots=True)
class Known:
    """A row that the programme has already."""

    id: int
    content: Content
    extra: dict[str, Any]


@dataclass
class Upload:
    """What is collected while a workbook is checked; `problems` stay empty when it may be booked."""

    sheets: dict[str, SheetRows]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    by_key: dict[str, dict[str, Row]] = field(default_factory=dict)
    known: Mapping[str, Mapping[str, Known]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    programme_id: int | None = None
    last_seq: int = 0
    """The last event that was booked before; 0 in an empty programme."""

    @property
    def is_sound(self) -> bool:
        """Whether every row can be used."""
        return all(row.is_sound for rows in self.rows.values() for row in rows)

    def of(self, sheet: str) -> list[Row]:
        return self.rows.get(sheet, [])

    def sound(self, sheet: str) -> Iterator[Row]:
        return (row for row in self.of(sheet) if row.is_sound)

    def new(self, sheet: str) -> Iterator[Row]:
        return (row for row in self.of(sheet) if row.is_sound and row.is_new)

    def forget(self, sheet: str) -> None:
        """Drop what the rows of a large sheet say, once it is written; they keep their places."""
        for row in self.of(sheet):
            row.content = {}
            row.extra = {}

    def look_up(self, sheet: str, key: str | None) -> Content | None:
        """The content of a row, as the file has it, else as it is known."""
        if key is None:
            return None
        row = self.by_key.get(sheet, {}).get(key)
        if row is not None:
            return row.content
        known = self.known.get(sheet, {}).get(key)
        return None if known is None else known.content

    def has(self, sheet: str, key: str) -> bool:
        return key in self.by_key.get(sheet, {}) or key in self.known.get(sheet, {})

    def refuse(self, row: Row, column: str | None, kind: StrEnum, /, **details: object) -> None:
        """Note a problem at a cell of a row; the row is not used any further."""
        row.is_sound = False
        self.refuse_cell(row.sheet, row.number, column, kind, **details)

    def refuse_cell(
        self, sheet: str, number: int, column: str | None, kind: StrEnum, /, **details: object
    ) -> None:
        """`column` is where it is marked; a sentence may speak of another one, given in `details`."""
        rows = self.sheets[sheet]
        letter = rows.letters.get(column or "", "A")
        named = {"column": column or "", **{name: str(value) for name, value in details.items()}}
        self.problems.append(Problem(kind, sheet, f"{letter}{number}", named))
