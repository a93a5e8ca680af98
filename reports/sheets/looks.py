"""How cells look: a ledger on paper. Looks become styles of the workbook before any cell is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from reports.sheets.columns import Kind, Place

FONT = "Arial"
"""Its metrics are those of Liberation Sans: a column is as wide on every machine."""
FONT_SIZE = 9

INK, MUTED, LINE = "1D2733", "6B7480", "D5CFC2"
PAPER, PAPER_OF_EXTRAS = "EFEADF", "F7F5EF"
GOOD, BAD = "1B6B3A", "B3261E"
FAMILIES, FUNDS = "1E3F8A", "D98E32"
"""What groups gave, and what funds matched: the colours of all charts of the report."""

MOST_DECIMALS = 4
"""No currency of ISO 4217 has more."""

DATE = "d mmm yyyy"
_FORMATS = {
    Kind.DATE: DATE,
    Kind.COUNT: "#,##0",
    Kind.QUOTIENT: "0.00",
    Kind.SHARE: "0.0%",
    Kind.PERCENT: '0.0"%"',
}


@dataclass(frozen=True, slots=True)
class Look:
    """`is_quoted` keeps a text that begins like a formula a text, also when its cell is edited."""

    number_format: str = "General"
    colour: str = INK
    fill: str = ""
    is_bold: bool = False
    is_right: bool = False
    is_upright: bool = False
    is_quoted: bool = False
    is_wrapped: bool = False
    is_centred: bool = False
    is_top: bool = False
    is_flush: bool = False
    is_underlined: bool = False
    is_ruled: bool = True
    size: int = FONT_SIZE


def amount_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def number_format(kind: Kind, decimals: int) -> str:
    """`decimals` are those of the currency of money."""
    return amount_format(decimals) if kind is Kind.MONEY else _FORMATS.get(kind, "General")


def header_look(place: Place, is_upright: bool, is_right: bool) -> Look:
    if place is Place.CONTRACT:
        return Look(fill=PAPER, is_bold=True, is_upright=is_upright, is_right=is_right)
    return Look(fill=PAPER_OF_EXTRAS, colour=MUTED, is_upright=is_upright, is_right=is_right)


def body_look(kind: Kind, place: Place, decimals: int = 0) -> Look:
    colour = MUTED if place is Place.KEY else INK
    if kind is Kind.TEXT:
        return Look(colour=colour, is_wrapped=True)
    return Look(number_format(kind, decimals), colour=colour, is_right=True)


def check_look() -> Look:
    return Look(is_bold=True, is_centred=True)


def quoted(look: Look) -> Look:
    return replace(look, is_quoted=True)


def looks_of_tables() -> Iterator[Look]:
    for place in Place:
        for is_right in (False, True):
            yield header_look(place, is_upright=False, is_right=is_right)
        yield header_look(place, is_upright=True, is_right=False)
        yield from (body_look(kind, place) for kind in Kind)
        yield from (body_look(Kind.MONEY, place, decimals) for decimals in range(1, MOST_DECIMALS + 1))
        yield quoted(body_look(Kind.TEXT, place))
    yield check_look()


class Palette:
    """The number under which a workbook keeps each look: each has all of them, in one order."""

    def __init__(self, workbook: Workbook, looks: Iterable[Look]) -> None:
        self._sheet = workbook.worksheets[0]
        self._numbers = {look: self._register(look) for look in looks}

    def number(self, look: Look) -> int:
        return self._numbers[look]

    def _register(self, look: Look) -> int:
        cell = WriteOnlyCell(self._sheet)
        underline = "single" if look.is_underlined else None
        cell.font = Font(FONT, look.size, bold=look.is_bold, underline=underline, color=look.colour)
        cell.number_format = look.number_format
        cell.alignment = _alignment(look)
        if look.is_ruled:
            cell.border = Border(bottom=Side("thin", LINE))
        cell.quotePrefix = look.is_quoted
        if look.fill:
            cell.fill = PatternFill("solid", look.fill)
        number: int = cell.style_id
        return number


def _alignment(look: Look) -> Alignment:
    """Names of columns leave room for the button of the filter, below when upright, else at the right."""
    if look.is_upright:
        return Alignment(horizontal="center", vertical="top", text_rotation=90)
    if look.fill:
        side = "right" if look.is_right else "left"
        return Alignment(horizontal=side, vertical="bottom", indent=2 if look.is_right else 1)
    side = "center" if look.is_centred else "right" if look.is_right else "left"
    height = "top" if look.is_top else "center"
    indent = side == "left" and not look.is_flush
    return Alignment(horizontal=side, vertical=height, indent=indent, wrap_text=look.is_wrapped)
