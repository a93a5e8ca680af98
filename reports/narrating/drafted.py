"""A sentence that is drafted from figures, and where these stand; lists and changes in its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.lists import format_list
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from reports.charts.findings import locale

_BRITISH = Locale("en", "GB")
"""'A, B and C', without a comma before the last."""
MOST_NAMED = 3
"""Further ones are counted."""


@dataclass(frozen=True)
class Drafted:
    """`sheet` of the report has the figure; so has the page of the site with this endpoint and these values."""

    words: str
    sheet: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)


def listed(names: Sequence[str]) -> str:
    """'A, B and C'; of many 'A, B, C and 4 more'."""
    shown, more = list(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more > 0:
        shown.append(str(ngettext("%(num)s more", "%(num)s more", more)))
    known = locale()
    return str(format_list(shown, locale=_BRITISH if known.language == "en" else known))


def points(share: Decimal) -> str:
    """Points of percent of a part of 1: '18'."""
    return str(format_decimal((share * 100).to_integral_value(), "#,##0"))


def quantity(number: Decimal) -> str:
    """'1,250', '2.5'."""
    return str(format_decimal(number, "#,##0.###"))


def count(number: int) -> str:
    """'12,480'."""
    return quantity(Decimal(number))


def days(number: int) -> str:
    """'1 day', '59 days'."""
    return str(ngettext("%(num)s day", "%(num)s days", number))


def first(sentences: Iterable[Drafted], most: int) -> list[Drafted]:
    found: list[Drafted] = []
    for each in sentences:
        if len(found) == most:
            break
        found.append(each)
    return found


def compared(now: int, before: int, name: str, amount: str) -> str:
    """How much more or less it is than in the quarter before, which is named with its own amount.

    Of a quarter that took back more than it gave there is no part to be told.
    """
    if before == 0:
        return str(_("nothing in %(before)s", before=name))
    change = Decimal(abs(now - before)) / abs(before)
    said = {"points": points(change), "before": name, "amount": amount}
    if before < 0:
        return str(_("in %(before)s it was %(amount)s", **said))
    if now == before:
        return str(_("as much as in %(before)s", **said))
    if points(change) == "0":
        return str(_("about as much as in %(before)s, %(amount)s", **said))
    if now > before:
        return str(_("%(points)s%% more than in %(before)s, %(amount)s", **said))
    return str(_("%(points)s%% less than in %(before)s, %(amount)s", **said))
