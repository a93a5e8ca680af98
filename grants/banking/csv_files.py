"""The text of a bank's file as a table: what is not plainly one is refused, with a sentence that says why."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO

from core.errors import Refusal
from grants.banking.refusals import BankReason

MOST_BYTES = 200_000
MOST_LINES = 1_000
MOST_COLUMNS = 40

_LONGEST_NAME = 200
"""Of a column; what is longer is no name, but a text in the first row."""

_WIDEST = 200
"""With empty columns; no workbook is wider."""

_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"%PDF")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SEPARATORS = ",;\t"
_FORMULA = ("=", "@")


@dataclass(frozen=True)
class Table:
    """`rows` have as many cells as there are names; `numbers` are those of the lines in the file."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


def read_text(content: bytes) -> str:
    """Of a file by what is in it, whatever it is called. Raises Refusal."""
    if not content.strip():
        raise Refusal(BankReason.EMPTY)
    if len(content) > MOST_BYTES:
        raise Refusal(BankReason.TOO_LARGE, limit=MOST_BYTES // 1000)
    if content.startswith(_PACKED):
        raise Refusal(BankReason.PACKED)
    if b"\x00" in content:
        raise Refusal(BankReason.NOT_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(BankReason.NOT_UTF8) from error


def read_table(text: str) -> Table:
    """The first row that is not empty names the columns. Raises Refusal."""
    text = text.replace("\r\n", "\n")  # a browser sends every end of a line as two characters
    if len(text.encode()) > MOST_BYTES:
        raise Refusal(BankReason.TOO_LARGE, limit=MOST_BYTES // 1000)
    if _CONTROLS.search(text):
        raise Refusal(BankReason.NOT_TEXT)
    found = _cells(text)
    if len(found) - 1 > MOST_LINES:
        raise Refusal(BankReason.TOO_MANY_LINES, limit=MOST_LINES)
    if found and len(found[0][1]) > _WIDEST:
        raise Refusal(BankReason.TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
    found = _without_empty_columns(found)
    names = _names(found[0][1]) if found else ()
    if len(found) < 2 or len(names) < 2:
        raise Refusal(BankReason.NOT_A_TABLE)
    rows = [_row(names, number, cells) for number, cells in found[1:]]
    return Table(names, tuple(rows), tuple(number for number, _ in found[1:]))


_Row = tuple[int, list[str]]
"""With the number of its last line."""


def _cells(text: str) -> list[_Row]:
    """Rows that are not empty. A blank or an end of a line within a cell is one blank."""
    try:
        rows = list(_parsed(text, _separator(text)))
    except csv.Error as error:
        raise Refusal(BankReason.NOT_A_TABLE) from error
    plain = [(number, [" ".join(cell.split()) for cell in row]) for number, row in rows]
    return [(number, cells) for number, cells in plain if any(cells)]


def _separator(text: str) -> str:
    """The one by which the first row has the most cells: in a name in quotes it may stand too."""
    found = dict.fromkeys(_SEPARATORS, 0)
    for separator in _SEPARATORS:
        with suppress(csv.Error):
            found[separator] = len(next((row for _, row in _parsed(text, separator) if any(row)), []))
    return max(_SEPARATORS, key=lambda each: found[each])


def _parsed(text: str, separator: str) -> Iterator[_Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    for row in reader:
        yield reader.line_num, row


def _without_empty_columns(rows: list[_Row]) -> list[_Row]:
    """As a workbook has them before, between and after a bank's columns."""
    width = len(rows[0][1]) if rows else 0
    empty = {
        place for place in range(width) if not any("".join(cells[place : place + 1]) for _, cells in rows)
    }
    return [
        (number, [cell for place, cell in enumerate(cells) if place not in empty]) for number, cells in rows
    ]


def _names(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise Refusal(BankReason.TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
    for place, name in enumerate(cells):
        if not name:
            raise Refusal(BankReason.COLUMN_NAMELESS, number=place + 1)
        if len(name) > _LONGEST_NAME:
            raise Refusal(BankReason.NOT_A_TABLE)
        if name in cells[:place]:
            raise Refusal(BankReason.COLUMNS_ALIKE, name=name)
    return tuple(cells)


def _row(names: tuple[str, ...], number: int, cells: list[str]) -> tuple[str, ...]:
    if any(cells[len(names) :]):
        raise Refusal(BankReason.LONGER_ROW, row=number)
    for name, cell in zip(names, cells, strict=False):
        if cell.startswith(_FORMULA):
            raise Refusal(BankReason.FORMULA, row=number, name=name)
    return tuple(cells[: len(names)] + [""] * (len(names) - len(cells)))
