"""Sheets on paper: A4, margins, and what stands at the head and foot of each page."""

from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.properties import PageSetupProperties

from reports.sheets.looks import FONT, FONT_SIZE

_CENTIMETRE = 1 / 2.54
_A4 = 9
_LONGEST_PART = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands at the head and foot of each printed page, besides the title of its sheet."""

    left: str
    right: str
    foot: str
    page: str


@dataclass(frozen=True, slots=True)
class Paper:
    """As wide as the columns need; `pages` long, or as long as the rows are with 0. Margins in centimetres."""

    is_upright: bool
    pages: int
    side: float


TABLE = Paper(is_upright=False, pages=0, side=1)
LIST = Paper(is_upright=True, pages=0, side=1)
DASHBOARD = Paper(is_upright=True, pages=1, side=1.5)
LETTER = Paper(is_upright=True, pages=1, side=2)

# LibreOffice adds empty pages where it may stretch the head or the foot of a page: it counts pages before, and
# prints after. It may not where their text needs more than there is between the margins, which lines of blanks
# do here: 11 and 8 points in 18 at the head, 5, 9 and 4 in 17 at the foot.
_HEAD_AND_FOOT = 0.8
_TOP, _BOTTOM = _HEAD_AND_FOOT + 0.65, _HEAD_AND_FOOT + 0.6
_BELOW_TITLE, _ABOVE_FOOT, _BELOW_FOOT = "\n&8 ", f"\n&{FONT_SIZE} ", "\n&4 "
_SIZE_ABOVE_FOOT = 5


def lay_out(worksheet: Any, paper: Paper) -> None:
    setup, margins = worksheet.page_setup, worksheet.page_margins
    setup.orientation = "portrait" if paper.is_upright else "landscape"
    setup.paperSize = _A4
    setup.fitToWidth, setup.fitToHeight = 1, paper.pages
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins.left = margins.right = paper.side * _CENTIMETRE
    margins.top, margins.bottom = _TOP * _CENTIMETRE, _BOTTOM * _CENTIMETRE
    margins.header = margins.footer = _HEAD_AND_FOOT * _CENTIMETRE
    worksheet.print_options.horizontalCentered = paper.is_upright


def head_and_foot(worksheet: Any, title: str, printed: Printed) -> None:
    head = worksheet.oddHeader
    head.left.text, head.right.text = _escaped(printed.left), _escaped(printed.right)
    for part in (head.left, head.right):
        part.size, part.font = FONT_SIZE, f"{FONT},Regular"
    head.center.text = _escaped(title) + _BELOW_TITLE
    head.center.size, head.center.font = FONT_SIZE + 2, f"{FONT},Bold"
    _set_foot(worksheet.oddFooter.left, _escaped(printed.foot))
    number_pages(worksheet, printed)


def number_pages(worksheet: Any, printed: Printed) -> None:
    """Alone at the foot of a sheet that says itself what it is."""
    _set_foot(worksheet.oddFooter.right, printed.page)


def _set_foot(part: Any, text: str) -> None:
    part.text = _ABOVE_FOOT + text + _BELOW_FOOT
    part.size, part.font = _SIZE_ABOVE_FOOT, f"{FONT},Regular"


def _escaped(text: str) -> str:
    """In a line; an ampersand begins a code in the head of a page, which may not be longer than 255 in all."""
    text = " ".join(text.split())
    text = text if len(text) <= _LONGEST_PART else text[: _LONGEST_PART - 1] + "…"
    return text.replace("&", "&&")
