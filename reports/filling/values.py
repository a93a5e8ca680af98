"""What a placeholder is filled with, as plain data: for the process that touches the donor's file."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class ValueKind(StrEnum):
    """How a value enters a cell that holds nothing else."""

    EMPTY = "empty"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class Value(NamedTuple):
    """`plain` is what the cell holds: a number with a point, the serial number of a day, or a text.

    `words` stand where the placeholder is part of a text.
    """

    kind: ValueKind
    plain: str
    words: str


@dataclass(frozen=True, slots=True)
class Values:
    """By name; of rows that repeat by table, and in it row by row: a table has at least one row, be it empty."""

    single: dict[str, Value] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
