"""Cells as they stand in the file of a sheet. Text is text, whatever it begins with; amounts are exact.

Rows are written as text and not with openpyxl, which takes a minute for what takes seconds here.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What spreadsheets take for the beginning of an escaped character."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_LONGEST_TEXT = 32_767
_FIRST_DAY = date(1899, 12, 30).toordinal()


def number_cell(place: str, look: int, plain: str) -> str:
    return f'<c r="{place}" s="{look}"><v>{plain}</v></c>'


def text_cell(place: str, look: int, inline: str) -> str:
    """`inline` is that of `Text`."""
    return f'<c r="{place}" s="{look}" t="inlineStr">{inline}</c>'


def formula_cell(place: str, look: int, formula: str) -> str:
    """Without a value: whoever opens the file computes it."""
    return f'<c r="{place}" s="{look}"><f>{escape(formula)}</f></c>'


def empty_cell(place: str, look: int) -> str:
    return f'<c r="{place}" s="{look}"/>'


def amount(minor: int, decimals: int) -> str:
    """Major units of an amount, exactly: '-1240.05'."""
    if not decimals:
        return str(minor)
    whole, part = divmod(abs(minor), 10**decimals)
    return f"{'-' if minor < 0 else ''}{whole}.{part:0{decimals}}"


def decimal(value: Decimal | int) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


@lru_cache(maxsize=4096)
def serial(day: date) -> str:
    """The number by which spreadsheets know a day."""
    return str(day.toordinal() - _FIRST_DAY)


class Text(NamedTuple):
    """What of a text a workbook can hold; how its cell holds it; and whether it begins like a formula."""

    says: str
    inline: str
    is_like_a_formula: bool


@lru_cache(maxsize=8_192)
def text(value: str) -> Text:
    says = _NO_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(says) > _LONGEST_TEXT:
        says = says[: _LONGEST_TEXT - 1] + "…"
    keep = ' xml:space="preserve"' if says != says.strip() or "\n" in says else ""
    inline = f"<is><t{keep}>{escape(_ESCAPE.sub('_x005F_', says))}</t></is>"
    return Text(says, inline, _LIKE_A_FORMULA.match(says) is not None)
