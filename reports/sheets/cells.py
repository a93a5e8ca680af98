"""Cells as they stand in the file of a sheet. Text is text, whatever it begins with; amounts are exact.

Rows are written as text and not with openpyxl, which takes a minute for what takes seconds here.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from xml.sax.saxutils import escape

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_LONGEST_TEXT = 32_767
_FIRST_DAY = date(1899, 12, 30).toordinal()


def number_cell(place: str, look: int, plain: str) -> str:
    return f'<c r="{place}" s="{look}"><v>{plain}</v></c>'


def text_cell(place: str, look: int, text: str) -> str:
    return f'<c r="{place}" s="{look}" t="inlineStr">{_inline(text)}</c>'


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


def is_like_a_formula(text: str) -> bool:
    return _LIKE_A_FORMULA.match(text) is not None


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """What of a text an XML file and a spreadsheet can hold."""
    text = _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


@lru_cache(maxsize=65_536)
def _inline(text: str) -> str:
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<is><t{keep}>{escape(text)}</t></is>"
