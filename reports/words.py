"""Amounts of several currencies in a few words."""

from collections.abc import Iterable

from babel.lists import format_list
from flask_babel import get_locale

from core.web.i18n import minor


def in_words(amounts: Iterable[tuple[int, str]]) -> str:
    """'3,233.24 TJS and 5,416.48 USD', of minor units and their currency; '' of nothing."""
    said = [f"{minor(each, currency)} {currency}" for each, currency in amounts]
    return str(format_list(said, locale=get_locale()))
