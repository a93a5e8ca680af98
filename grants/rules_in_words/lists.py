"""Lists within a sentence, in the reader's language."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from babel.lists import format_list
from flask_babel import LazyString, get_locale


def any_of(texts: Sequence[str]) -> str:
    """'cash, bank transfer, or labour'."""
    return format_list(texts, style="or", locale=get_locale() or "en")


def all_of(texts: Sequence[str]) -> str:
    """'FAR-01, FAR-02, and FAR-03'."""
    return format_list(texts, locale=get_locale() or "en")


def choices_in_words(words: Mapping[StrEnum, LazyString], chosen: Collection[str]) -> list[str]:
    """The words of the chosen values, as they stand within a sentence, in the order of the workbook."""
    return [_within(str(word)) for value, word in words.items() if value.value in chosen]


def _within(word: str) -> str:
    return word[:1].lower() + word[1:]
