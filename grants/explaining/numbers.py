"""The numbers of an explanation as its reader writes them."""

from datetime import date
from decimal import Decimal

from flask_babel import LazyString, format_date, format_decimal, format_percent

from core.money import exponent, minor_per_major, to_major
from core.web.i18n import money
from grants.explaining import words
from grants.explaining.words import fill
from grants.matching.explained import Amount, Explanation, Share, Value
from grants.matching.terms import Fraction, Reason, Rule

_PER_PERIOD: dict[str, LazyString] = {
    "year": words.A_YEAR,
    "quarter": words.A_QUARTER,
}
_OF_PERIOD = frozenset(
    {
        Reason.COUNTED_PER_HOUSEHOLD,
        Reason.MATCH_PER_HOUSEHOLD,
        Reason.MATCH_PER_GROUP,
        Reason.MATCH_PER_COMMUNITY,
    }
)
"""The limits that run per `cap_period`."""


def minor(amount: int, currency: str) -> str:
    """'1,372.55', with all decimals of the currency and without its code."""
    return money(to_major(amount, currency), currency)


def with_code(amount: int, currency: str) -> str:
    return f"{minor(amount, currency)} {currency}"


def rate(fraction: Fraction, currency: str) -> str:
    """What is added to one unit: '2.00', '0.333'; with all decimals, since terms are never rounded."""
    numerator, denominator = fraction
    pattern = "#,##0." + "0" * exponent(currency) + "#" * 20
    return str(format_decimal(Decimal(numerator) / Decimal(denominator), pattern))


def share(fraction: Fraction) -> str:
    """'60%', '33.3%'."""
    numerator, denominator = fraction
    return str(format_percent(Decimal(numerator) / Decimal(denominator), "#,##0.##%"))


def tiers(rule: Rule) -> str:
    """'2.00 for each 1.00 up to 1,500.00, then 1.00'."""
    currency, found = rule.fund.currency, rule.scale.tiers
    ends = [start for start, _ in found[1:]]
    one = minor(minor_per_major(currency), currency)
    said = [fill(words.FOR_EACH, rate=rate(found[0][1], currency), one=one)]
    said += [fill(words.THEN, rate=rate(each, currency)) for _, each in found[1:]]
    for place, end in enumerate(ends):
        said[place] = fill(words.UP_TO, rate=said[place], end=minor(end, currency))
    return ", ".join(said)


def limit_of(rule: Rule, reason: Reason) -> str:
    """What a version sets as the limit: '300.00', '300.00 a quarter', '60%'; '' where it is not its own."""
    match getattr(rule, limit_column(reason), None):
        case int(limit):
            said = minor(limit, rule.fund.currency)
            if reason in _OF_PERIOD and rule.cap_period in _PER_PERIOD:
                return fill(_PER_PERIOD[rule.cap_period], limit=said)
            return said
        case (int(numerator), int(denominator)):
            return share((numerator, denominator))
    return ""


def limit_column(reason: Reason) -> str:
    """The column of a rule that holds the limit; most bear the name of their reason."""
    return "in_kind_limit_share" if reason is Reason.IN_KIND_LIMIT else reason.value


def in_words(value: Value | None, explanation: Explanation) -> str:
    """Any value of a step; amounts that are not in the fund's currency bear the code of theirs."""
    if isinstance(value, Amount):
        currency = explanation.currency_of(value)
        is_funds = currency == explanation.rule.fund.currency
        return minor(value.minor, currency) if is_funds else with_code(value.minor, currency)
    if isinstance(value, Share):
        return share(value)
    if isinstance(value, int):
        return str(format_decimal(value))
    if isinstance(value, date):
        return str(format_date(value, "d MMM yyyy"))
    if value is None or isinstance(value, str):
        return value or ""
    return ", ".join(value) or str(words.MONEY)
