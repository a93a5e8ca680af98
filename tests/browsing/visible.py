"""What a page says to those who see it."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from grants.workbook.sheets import SHEETS

SAID = ("alt", "aria-label", "placeholder", "title", "value")
"""Attributes that are read or heard."""

COLUMNS = {column.name for sheet in SHEETS.values() for column in sheet.columns if "_" in column.name}
LEFTOVERS = {
    "a placeholder": re.compile(r"%\(\w+\)|\{\{|\{%"),
    "nothing, said in Python": re.compile(r"(?<!\w)None(?!\w)(?! [a-z])"),
    "an object, said in Python": re.compile(r"<\w+[. ].*(object )?at 0x|\b(datetime|Decimal|date)\("),
}


def texts(tree: Any) -> Iterator[str]:
    """Each text by itself; hidden fields and scripts are not for people."""
    for element in tree.iter(html.etree.Element):
        if element.tag in ("script", "style") or element.get("type") == "hidden":
            continue
        yield from (element.get(name) for name in SAID if name in element.attrib and element.tag != "option")
        if element.tag != "code":  # what is quoted for people to copy
            yield element.text or ""
    for element in tree.iter():
        yield element.tail or ""


def leftovers(tree: Any) -> list[str]:
    """What was meant for machines and came through to people."""
    said = list(texts(tree))
    found = [
        f"{what}: {text.strip()}" for text in said for what, mark in LEFTOVERS.items() if mark.search(text)
    ]
    words = {word for text in said for word in re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", text)}
    return found + [f"the name of a column: {word}" for word in sorted(words & COLUMNS)]
