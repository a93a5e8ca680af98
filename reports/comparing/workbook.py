"""A comparison as an Excel file: the finding, every figure on both sides, and every line that differs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from core.errors import Refusal
from core.money import exponent, to_major
from core.outages import NO_ROOM
from core.workbooks import save_reproducibly, text_cell, written
from reports.comparing.comparing import Comparison
from reports.comparing.figure import Figure, FigureUnit, Value
from reports.comparing.labels import CAUSES, FIELDS, WHATS
from reports.comparing.lines import Line
from reports.comparing.shown import remark_of
from reports.refusals import ReportReason
from reports.sheets import paper
from reports.sheets.looks import BAD, DATE, FONT, FONT_SIZE, INK, PAPER, amount_format

_HEAD = Font(FONT, size=FONT_SIZE, bold=True, color=INK)
_TEXT = Font(FONT, size=FONT_SIZE, color=INK)
_ALARM = Font(FONT, size=FONT_SIZE, bold=True, color=BAD)
_SHADE = PatternFill("solid", fgColor=PAPER)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTHS = {
    "finding": (110,),
    "figures": (13, 18, 30, 11, 9, 16, 16, 16, 16),
    "lines": (13, 18, 30, 11, 13, 24, 26, 9, 16, 13, 11, 13, 18, 18, 40),
}

Money = tuple[int, str]
"""Minor units and their currency."""


def write_comparison(compared: Comparison, finding: Sequence[str], path: Path) -> None:
    """Names of sheets and columns are not translated. Raises Refusal where the file cannot be written."""
    book = Workbook(write_only=True)
    with written(book):
        _write(book, "finding", [_("As signed, as known today")], [[said] for said in finding])
        _write(book, "figures", _HEADS, map(_figure, filter(_is_given, compared.figures)))
        _write(book, "lines", _HEADS_OF_LINES, _lines(compared.figures))
        try:
            save_reproducibly(book, path)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise
            raise Refusal(ReportReason.NOT_WRITABLE, file=path, problem=error.strerror) from error


_OF = ("level", "code", "figure", "period")
_HEADS = [*_OF, "currency", "as_signed", "as_known_today", "difference", "not_explained"]
_HEADS_OF_LINES = [
    *(*_OF, "cause", "what", "reference", "currency", "effect"),
    *("dated_on", "belongs_to", "counted_in", "booked_by", "booked_at", "remark"),
]


def _is_given(figure: Figure) -> bool:
    return figure.signed is not None or figure.known is not None


def _figure(figure: Figure) -> list[Any]:
    values = (figure.signed, figure.known, figure.difference)
    left = figure.remainder if figure.not_explained else None
    return [
        *_place(figure),
        _currency(figure),
        *(_value(figure, each) for each in values),
        _value(figure, left),
    ]


def _lines(figures: Iterable[Figure]) -> Iterator[list[Any]]:
    return (
        [
            *(*_place(figure), str(CAUSES[line.cause]), str(WHATS[line.what]), line.reference or line.note),
            *(_currency(figure), _value(figure, line.effect), line.on, line.belongs, line.counted),
            *(line.by, _instant(line), remark_of(line)),
        ]
        for figure in figures
        for line in figure.lines
    )


def _place(figure: Figure) -> tuple[str, str, str, str]:
    name = str(FIELDS.get(figure.field, figure.field))
    return figure.level.value, figure.code, name, figure.period.value if figure.period else ""


def _currency(figure: Figure) -> str:
    return figure.currency if figure.unit is FigureUnit.MONEY else ""


def _value(figure: Figure, value: Value) -> Any:
    if figure.unit is FigureUnit.MONEY and isinstance(value, int | Decimal):
        return int(value), figure.currency
    return value


def _instant(line: Line) -> str:
    return line.at.strftime("%Y-%m-%d %H:%M") if line.at else ""


def _write(book: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    paper.lay_out(sheet, paper.LIST if name == "finding" else paper.TABLE)
    for place, width in enumerate(_WIDTHS[name], 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_head(sheet, each) for each in head])
    written_rows = 1
    for row in rows:
        written_rows += 1
        alarms = name == "figures" and row[-1] is not None
        sheet.append([_cell(sheet, value, _ALARM if alarms else _TEXT) for value in row])
    if name != "finding":
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{written_rows}"


def _head(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font, cell.fill, cell.alignment = _HEAD, _SHADE, _WRAPPED
    return cell


def _cell(sheet: Any, value: str | int | date | Decimal | Money | None, font: Font) -> Any:
    """Text stays text, whatever it begins with; amounts are numbers with the decimals of their currency."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell = text_cell(sheet, value)
        cell.alignment = _WRAPPED
    elif isinstance(value, tuple):
        cell = WriteOnlyCell(sheet, to_major(*value))
        cell.number_format = amount_format(exponent(value[1]))
    else:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, date):
            cell.number_format = DATE
        elif isinstance(value, Decimal):
            cell.number_format = "#,##0.####"
    cell.font = font
    return cell
