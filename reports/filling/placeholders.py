"""Placeholders as they stand in a cell: `{{fund.cash_balance}}`, alone or within a text."""

import re
from collections.abc import Callable
from functools import lru_cache

OPENING = "{{"

_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@lru_cache(maxsize=4096)
def names_in(text: str) -> list[str]:
    return _PLACEHOLDER.findall(text)


@lru_cache(maxsize=4096)
def is_whole(text: str) -> bool:
    """Whether one placeholder is all that the cell says."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def is_malformed(text: str) -> bool:
    """Whether braces are left where all placeholders are taken out."""
    rest = _PLACEHOLDER.sub("", text)
    return OPENING in rest or "}}" in rest


def replaced(text: str, words: Callable[[str], str]) -> str:
    return _PLACEHOLDER.sub(lambda match: words(match[1]), text)


def block_of(name: str) -> str:
    """The first part of a name; a row repeats where it is one of `tables` of the report."""
    return name.partition(".")[0]
