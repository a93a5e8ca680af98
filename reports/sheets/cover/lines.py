"""Lines of the cover, as rows of its file: texts over one column or several, and numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reports.sheets import cells
from reports.sheets.columns import letter
from reports.sheets.looks import FONT_SIZE, Look, Palette, quoted
from reports.sheets.rows import row_of_cells
from reports.sheets.widths import PADDING, lines_of_text

LAST = 3
"""The last of its four columns."""
_PAGE, _TERMS, _FIGURES = 96, 22, 19
"""Widths of all columns, of the first one, and at least of each with figures, in digits."""
_LINE_HEIGHT = 1.25
"""Of a line of text, in sizes of its font."""
_OF_BOLD = 0.92
"""How much of it bold letters leave."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text from one column to another; `link` is the sheet to which a click on it leads."""

    words: str
    look: Look
    start: int = 0
    end: int = LAST
    link: str = ""

    def height(self, widths: Sequence[float]) -> float:
        """In points, with all lines that the text takes."""
        room = sum(widths[self.start : self.end + 1]) * FONT_SIZE / self.look.size
        room *= _OF_BOLD if self.look.is_bold else 1
        return lines_of_text(self.words, room) * self.look.size * _LINE_HEIGHT


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written in its cell; '' for none."""

    plain: str
    look: Look
    column: int

    @property
    def width(self) -> float:
        """About as wide as it is shown, in digits of the workbook."""
        whole, point, part = self.plain.partition(".")
        shown = f"{int(whole):,}{point}{part}" if whole else ""
        return len(shown) * self.look.size / FONT_SIZE / _OF_BOLD + PADDING


@dataclass(frozen=True, slots=True)
class Line:
    """`space` is what it has in points above and below its text; all of its height without one."""

    parts: Sequence[Said | Figure]
    space: float = 2

    def height(self, widths: Sequence[float]) -> float:
        texts = [part.height(widths) for part in self.parts if isinstance(part, Said) and part.words]
        return round(max(texts, default=0) + self.space, 1)

    def saying(self, before: str, now: str) -> "Line":
        """With other words in place of some."""
        parts = [
            replace(part, words=now) if isinstance(part, Said) and part.words == before else part
            for part in self.parts
        ]
        return replace(self, parts=parts)


def widths_of_lines(lines: Iterable[Line]) -> Sequence[float]:
    """Together the width of a page, unless figures need more."""
    figures = [part.width for line in lines for part in line.parts if isinstance(part, Figure)]
    width = max([_FIGURES, *figures])
    return _TERMS, max(_TERMS, _PAGE - _TERMS - 2 * width), width, width


def merged_ranges(lines: Sequence[Line]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        for part in line.parts:
            if isinstance(part, Said) and part.end > part.start:
                yield f"{letter(part.start)}{number}:{letter(part.end)}{number}"


def links(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Cells, and the sheets to which they lead."""
    for number, line in enumerate(lines, 1):
        for part in line.parts:
            if isinstance(part, Said) and part.link:
                yield f"{letter(part.start)}{number}", part.link


def written_lines(lines: Iterable[Line], widths: Sequence[float], palette: Palette) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        written = [cell for part in line.parts for cell in _cells(part, number, palette)]
        yield row_of_cells(number, written, line.height(widths))


def _cells(part: Said | Figure, number: int, palette: Palette) -> Iterator[str]:
    if isinstance(part, Figure):
        at, look = f"{letter(part.column)}{number}", palette.number(part.look)
        yield cells.number_cell(at, look, part.plain) if part.plain else cells.empty_cell(at, look)
        return
    places = [f"{letter(column)}{number}" for column in range(part.start, part.end + 1)]
    text = cells.text(part.words)
    look = palette.number(quoted(part.look) if text.is_like_a_formula else part.look)
    yield cells.text_cell(places[0], look, text.inline) if text.says else cells.empty_cell(places[0], look)
    yield from (cells.empty_cell(place, look) for place in places[1:])
