"""Numbers and times as the sentences of charts say them, in the reader's notation.

A sentence rounds: to whole units of a currency, to two decimals of a quotient, to whole percent. Its chart says
so, and has the numbers themselves in its table.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_interval, format_skeleton
from babel.numbers import format_decimal, format_percent
from flask_babel import get_locale
from flask_babel import gettext as _

from core.calendar import Span, quarter_of
from core.money import exponent, to_major
from core.web.i18n import MINUS
from reports import labels

_SMALL = Decimal("0.1")
_EXACT_BELOW = 100


def rounded() -> str:
    """What `explains` says where the finding has amounts or quotients."""
    return str(_("The sentence above rounds; the table has the exact figures."))


def whole(minor: int, currency: str) -> str:
    """'41,230 TJS'; an amount below a hundred with all its decimals: '12.50 TJS'."""
    major = to_major(minor, currency)
    shown = exact(minor, currency) if abs(major) < _EXACT_BELOW else _decimal(major, "#,##0")
    return str(_("%(amount)s %(currency)s", amount=shown, currency=currency))


def exact(minor: int, currency: str) -> str:
    """'41,230.18'."""
    return labels.amount(minor, currency).replace("-", MINUS)


def money(minor: int, currency: str) -> str:
    """'41,230.18 TJS'."""
    return str(_("%(amount)s %(currency)s", amount=exact(minor, currency), currency=currency))


def ratio(quotient: Decimal) -> str:
    """'1.42'; where two decimals say too little, two digits: '0.0042'."""
    return _decimal(quotient, "#,##0.00" if not quotient or abs(quotient) >= _SMALL else "@#")


def percent(share: Decimal) -> str:
    """'19%' of 0.194; of less than one hundredth, '0.4%'."""
    pattern = "#,##0%" if not share or abs(share) >= Decimal("0.01") else "#,##0.0%"
    return str(format_percent(share, pattern, locale=locale())).replace("-", MINUS)


def when(span: Span) -> str:
    """'Q2 2020', 'Apr – Sep 2020'."""
    if span == quarter_of(span.starts_on):
        return str(format_skeleton("yQQQ", span.starts_on, locale=locale()))
    if (span.starts_on.year, span.starts_on.month) == (span.ends_on.year, span.ends_on.month):
        return month(span.starts_on)
    return str(format_interval(span.starts_on, span.ends_on, "yMMM", locale=locale()))


def month(day: date) -> str:
    """'May 2020'."""
    return str(format_skeleton("yMMM", day, locale=locale()))


def short_month(day: date) -> str:
    """'May'."""
    return str(format_skeleton("MMM", day, locale=locale()))


@dataclass(frozen=True, slots=True)
class Scale:
    """Of an axis of money: minor units over `minor_per_unit` are drawn, `unit` is its title."""

    minor_per_unit: int
    unit: str

    def __call__(self, minor: int) -> Decimal:
        return Decimal(minor) / self.minor_per_unit


def scale(largest_minor: int, currency: str) -> Scale:
    """So that the numbers of an axis are short: in thousands or millions where amounts are large."""
    major = 10 ** exponent(currency)
    if abs(largest_minor) >= 5 * 10**6 * major:
        return Scale(10**6 * major, _("Million %(currency)s", currency=currency))
    if abs(largest_minor) >= 10**4 * major:
        return Scale(10**3 * major, _("Thousand %(currency)s", currency=currency))
    return Scale(major, currency)


def locale() -> Locale:
    return get_locale() or Locale("en")


def _decimal(number: Decimal, pattern: str) -> str:
    return str(format_decimal(number, pattern, locale=locale())).replace("-", MINUS)
