"""The text of a bank's file as a table: what is not plainly one is refused, with a sentence that says why."""

import csv
import re
from dataclasses import dataclass

from core.errors import Refusal
from grants.banking.refusals import BankReason

MOST_BYTES = 200_000
MOST_LINES = 1_000
MOST_COLUMNS = 40

_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"%PDF")
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
        raise Refusal(BankReason.WORKBOOK)
    if b"\x00" in content:
        raise Refusal(BankReason.NOT_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(BankReason.NOT_UTF8) from error


def read_table(text: str) -> Table:
    """The first row that is not empty names the columns. Raises Refusal."""
    if len(text.encode()) > MOST_BYTES:
        raise Refusal(BankReason.TOO_LARGE, limit=MOST_BYTES // 1000)
    if _CONTROLS.search(text):
        raise Refusal(BankReason.NOT_TEXT)
    found = _cells(text)
    if len(found) < 2 or len(found[0][1]) < 2:
        raise Refusal(BankReason.NOT_A_TABLE)
    if len(found) - 1 > MOST_LINES:
        raise Refusal(BankReason.TOO_MANY_LINES, limit=MOST_LINES)
    names = _names(found[0][1])
    rows = [_row(names, number, cells) for number, cells in found[1:]]
    return Table(names, tuple(rows), tuple(number for number, _ in found[1:]))


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """Rows that are not empty, each with the number of its last line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        return [
            (reader.line_num, [cell.strip() for cell in row]) for row in reader if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise Refusal(BankReason.NOT_A_TABLE) from error


def _names(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise Refusal(BankReason.TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
    for place, name in enumerate(cells):
        if not name or name in cells[:place]:
            raise Refusal(BankReason.COLUMNS_ALIKE, name=name or "“”")
    return tuple(cells)


def _row(names: tuple[str, ...], number: int, cells: list[str]) -> tuple[str, ...]:
    if any(cells[len(names) :]):
        raise Refusal(BankReason.LONGER_ROW, row=number)
    for name, cell in zip(names, cells, strict=False):
        if cell.startswith(_FORMULA):
            raise Refusal(BankReason.FORMULA, row=number, name=name)
    return tuple(cells[: len(names)] + [""] * (len(names) - len(cells)))
