"""Formulas and ranges of a workbook in which rows were repeated: what they refer to stays what they refer to.

A range that ends in a repeated row ends in its last copy. In a repeated row `D5` is the cell of the copy
itself, and `D$5` as the end of a range the first or the last copy: `D5/SUM(D$5:D$5)` is a share of all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from reports.filling.row_map import RowMap

_CELL = r"(\$?[A-Za-z]{1,3})?(\$?)(\d{1,7})"
_RANGE = re.compile(rf"{_CELL}(?::{_CELL})?")
_NOTHING = RowMap({})
_PREFIX = re.compile(r"^(_XL(FN|WS|UDF)\.)+")
"""Before the names of functions that are younger than the format."""

TAKE_RANGES = frozenset(
    "SUM AVERAGE COUNT COUNTA COUNTBLANK MIN MAX MEDIAN PRODUCT SUBTOTAL AGGREGATE SUMPRODUCT "
    "SUMIF SUMIFS COUNTIF COUNTIFS AVERAGEIF AVERAGEIFS STDEV STDEV.S STDEV.P VAR VAR.S VAR.P ROWS".split()
)
"""Functions in which one cell of a repeated row means all of its copies."""

_REACHING_OUT = frozenset(
    "WEBSERVICE IMAGE RTD CALL REGISTER REGISTER.ID EXEC SQL.REQUEST DDE DDEAUTO PY COPILOT "
    "STOCKHISTORY TRANSLATE DETECTLANGUAGE".split()
)
"""Functions that send or fetch when the file is opened."""


class OneOfMany(Exception):
    """The formula needs one cell where there will be several."""


class Unreadable(Exception):
    """Nobody could say to what the formula refers once rows are repeated."""


class OneCell(Enum):
    """A formula that computes a figure is refused; formats apply from their first cell on, charts show all."""

    REFUSED = "refused"
    FIRST = "first"
    ALL = "all"


class Own(NamedTuple):
    """The copy, counted from 0, of the repeated row in which a formula stands."""

    row: int
    copy: int


@dataclass(frozen=True, slots=True)
class Shifter:
    """Of one workbook: the rows of its sheets, by the name of the sheet in lower case.

    `one` says what becomes of one cell of a repeated row where there will be several.
    """

    maps: Mapping[str, RowMap]
    one: OneCell = OneCell.REFUSED

    def map_of(self, sheet: str) -> RowMap:
        return self.maps.get(sheet.lower(), _NOTHING)

    @property
    def is_idle(self) -> bool:
        return not any(self.maps.values())

    def formula(self, text: str, sheet: str, own: Own | None = None) -> str:
        """A formula of a sheet, without its equals sign. Raises OneOfMany, Unreadable."""
        if self.is_idle:
            return text
        functions: list[str] = []
        written = []
        for token in tokens_of(text):
            if token.subtype == Token.OPEN:
                functions.append(token.value.rstrip("(").upper())
            elif token.subtype == Token.CLOSE and functions:
                functions.pop()
            is_reference = (token.type, token.subtype) == (Token.OPERAND, Token.RANGE)
            takes_ranges = bool(functions) and functions[-1] in TAKE_RANGES
            written.append(
                self._reference(token.value, sheet, own, takes_ranges) if is_reference else token.value
            )
        return "".join(written)

    def ranges(self, text: str, sheet: str) -> str:
        """Ranges of one sheet, parted by blanks, as formats, merged cells and filters name them."""
        rows = self.map_of(sheet)
        return " ".join(_extended(each, rows) for each in text.split()) if rows else text

    def cell(self, text: str, sheet: str) -> str:
        match = _RANGE.fullmatch(text)
        return f"{match[1]}{match[2]}{self.map_of(sheet).first(int(match[3]))}" if match else text

    def _reference(self, text: str, sheet: str, own: Own | None, takes_ranges: bool) -> str:
        qualified, mark, place = text.rpartition("!")
        name = _unquoted(qualified) if mark else sheet
        match = _RANGE.fullmatch(place)
        if match is None:
            return text
        if ":" in name:  # cells of several sheets at once
            raise Unreadable
        rows = self.map_of(name)
        if not rows:
            return text
        inside = own if name.lower() == sheet.lower() else None
        shifted = (
            self._range(match, rows, inside) if match[6] else self._one(match, rows, inside, takes_ranges)
        )
        return f"{qualified}{mark}{shifted}"

    def _one(self, match: re.Match[str], rows: RowMap, own: Own | None, takes_ranges: bool) -> str:
        column, fixed, row = match[1] or "", match[2], int(match[3])
        if own is not None and row == own.row and not (takes_ranges and fixed):
            return f"{column}{fixed}{rows.first(row) + own.copy}"
        if not rows.repeats(row):
            return f"{column}{fixed}{rows.first(row)}"
        if self.one is OneCell.FIRST:
            return f"{column}{fixed}{rows.first(row)}"
        if takes_ranges or self.one is OneCell.ALL:
            return f"{column}{fixed}{rows.first(row)}:{column}{fixed}{rows.last(row)}"
        raise OneOfMany

    @staticmethod
    def _range(match: re.Match[str], rows: RowMap, own: Own | None) -> str:
        first, last = int(match[3]), int(match[6])
        start, end = rows.first(first), rows.last(last)
        if own is not None:
            start = start + own.copy if first == own.row and not match[2] else start
            end = rows.first(last) + own.copy if last == own.row and not match[5] else end
        return f"{match[1] or ''}{match[2]}{start}:{match[4] or ''}{match[5]}{end}"


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> list[Token]:
    """Raises Unreadable."""
    try:
        tokens: list[Token] = Tokenizer(f"={text}").items
    except (TokenizerError, IndexError) as error:
        raise Unreadable from error
    if any(token.subtype == Token.OPEN and ":" in token.value for token in tokens):
        raise Unreadable
    return tokens


def reaches_out(text: str) -> bool:
    """Whether a formula asks other programs or addresses for something, DDE included."""
    bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", text)
    if "|" in bare or re.search(r"\[\d+\]|\[[^\]]*\.xl", text, re.IGNORECASE):
        return True
    called = re.findall(r"([A-Za-z_][\w.]*)\s*\(", bare)
    return any(_PREFIX.sub("", name.upper()) in _REACHING_OUT for name in called)


def _extended(text: str, rows: RowMap) -> str:
    match = _RANGE.fullmatch(text)
    if match is None:
        return text
    last = int(match[6] or match[3])
    start, end = rows.first(int(match[3])), rows.last(last)
    column, fixed = (match[4], match[5]) if match[6] else (match[1], match[2])
    head = f"{match[1] or ''}{match[2]}{start}"
    return head if start == end and not match[6] else f"{head}:{column or ''}{fixed}{end}"


def _unquoted(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
