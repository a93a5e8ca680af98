"""What the XML of a sheet tells and calamine does not: formulas, errors, merges, what is hidden, far cells.

calamine gives a formula's cached value as if it had been typed, and an error value as an empty cell.
The patterns run over some hundred megabytes; tags are walked only where there is something to find.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from grants.workbook.problems import ProblemKind, refused

MAX_COLUMNS = 200
MAX_ROWS = 199_999
MAX_FINDINGS = 100_000

_MIB = 1024 * 1024

# A cell that is not empty, from column GS or row 200,000 on. A table is kept as a full rectangle when it
# is read, so that two cells far apart take all memory there is.
_FAR_CELL = re.compile(
    rb' r="([A-Z]{3,}\d+|(?:[H-Z][A-Z]|G[S-Z])\d+|[A-Z]{1,2}(?:[2-9]\d{5}|\d{7,}))"[^/<>]*>(?!</)'
)
_TAG = re.compile(rb"<(?:\w+:)?(row|c|f)\b([^>]*)>")
_ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b[^>]*\bhidden="(?:1|true)"')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Place:
    """A cell by row and column, both counted from 1; 0 where the file does not say."""

    row: int
    column: int


@dataclass(slots=True)
class Markup:
    formulas: list[Place] = field(default_factory=list)
    errors: list[Place] = field(default_factory=list)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_rows: int = 0
    has_hidden_columns: bool = False

    @property
    def findings(self) -> int:
        return len(self.formulas) + len(self.errors)


def read_markup(sheet: str, pieces: Iterable[bytes]) -> Markup:
    markup = Markup()
    for rows in _whole_rows(pieces):
        if far := _FAR_CELL.search(rows):
            raise refused(
                ProblemKind.CELL_TOO_FAR, sheet, far[1].decode(), columns=str(MAX_COLUMNS), rows=str(MAX_ROWS)
            )
        if (b"<f" in rows or b":f" in rows or b't="e"' in rows) and markup.findings < MAX_FINDINGS:
            _walk(rows, markup)
        if b"hidden=" in rows:
            markup.hidden_rows += len(_HIDDEN_ROW.findall(rows))
            markup.has_hidden_columns |= bool(_HIDDEN_COLUMN.search(rows))
        if b"mergeCell " in rows and len(markup.merges) < MAX_FINDINGS:
            markup.merges += [_merge(match) for match in _MERGE.finditer(rows)]
    return markup


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cuts after the end of a row, so that no tag is cut in two and a cell is seen with its row."""
    rest = b""
    for piece in pieces:
        rest += piece
        cut = rest.rfind(b"row>") + len(b"row>")
        if cut < len(b"row>"):
            cut = rest.rfind(b"<") if len(rest) > 16 * _MIB else 0
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _walk(rows: bytes, markup: Markup) -> None:
    row = column = 0
    for match in _TAG.finditer(rows):
        tag, attributes = match.groups()
        if tag == b"row":
            number = _ROW_NUMBER.search(attributes)
            row, column = int(number[1]) if number else 0, 0
        elif tag == b"c":
            reference = _REFERENCE.search(attributes)
            row, column = (int(reference[2]), column_number(reference[1])) if reference else (row, column + 1)
            if b't="e"' in attributes:
                markup.errors.append(Place(row, column))
        else:
            markup.formulas.append(Place(row, column))


def _merge(match: re.Match[bytes]) -> tuple[Place, Place]:
    return (
        Place(int(match[2]), column_number(match[1])),
        Place(int(match[4]), column_number(match[3])),
    )


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
