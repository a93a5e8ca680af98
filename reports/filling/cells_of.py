"""The cells of a donor's sheet: what they say, and the formulas in them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils.escape import unescape

from grants.workbook.markup import column_letters, column_number

Element = Any
"""lxml has no types."""

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def local(element: Element) -> str:
    """The name of an element without its namespace; '' of what is none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def child(element: Element, name: str) -> Element | None:
    return next((each for each in element if local(each) == name), None)


def all_texts(element: Element) -> str:
    """Of a text that may be written in several formats; not how it is pronounced."""
    found = element.iter("{*}t")
    text = "".join(each.text or "" for each in found if local(each.getparent()) != "rPh")
    return unescape(text) if "_x" in text else text


def column_of(cell: Element) -> str:
    match = _PLACE.fullmatch(cell.get("r", ""))
    return match[1] if match else ""


def said(cell: Element, shared: Sequence[str]) -> str:
    """The text of a cell; '' of one that holds a number, a formula or nothing.

    What a formula gave when the form was saved may well be a placeholder of the cell that it refers to.
    """
    if child(cell, "f") is not None:
        return ""
    kind = cell.get("t")
    if kind == "inlineStr":
        return all_texts(cell)
    value = child(cell, "v")
    if kind == "s" and value is not None and (value.text or "").isdigit():
        at = int(value.text)
        return shared[at] if at < len(shared) else ""
    return (value.text or "") if kind == "str" and value is not None else ""


def number_rows(rows: Element) -> None:
    """Rows and cells may leave out where they stand; from here on all of them say it."""
    number = 0
    for row in rows:
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        column = 0
        for cell in row:
            match = _PLACE.fullmatch(cell.get("r", ""))
            column = column_number(match[1].encode()) if match else column + 1
            cell.set("r", f"{column_letters(column)}{number}")


def spell_out_formulas(rows: Element) -> None:
    """A formula that several cells share is written into each of them: their rows may part."""
    shared: dict[str, tuple[str, str]] = {}
    for cell, formula in formulas_of(rows):
        if formula.get("t") != "shared":
            continue
        key, place = formula.get("si", ""), cell.get("r")
        if formula.text:
            shared[key] = formula.text, place
        elif key in shared:
            text, origin = shared[key]
            formula.text = Translator(f"={text}", origin).translate_formula(place)[1:]
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def formulas_of(rows: Element) -> Iterator[tuple[Element, Element]]:
    """Each cell with a formula, and the formula."""
    for row in rows:
        for cell in row:
            formula = child(cell, "f")
            if formula is not None:
                yield cell, formula
