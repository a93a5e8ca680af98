"""The ways in which money comes, in the round sums that people give: 100 to 2,000 somoni, 3,000 to 30,000 roubles."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from examples.making.rates import units_per_usd
from examples.making.tajikistan.communities import Way

Row = dict[str, object]
"""Columns of a contribution."""

_ROUBLES = (5, 6, 8, 8, 10, 10, 12, 12, 15, 15, 15, 18, 20, 20, 20, 25, 25, 30, 30)
_SENT = (3, 4, 5, 5, 6, 7, 8, 8, 10, 10, 10, 12, 12, 15, 15, 20, 25)
"""Thousands of roubles."""
_DOLLARS = (50, 50, 100, 100, 100, 150, 200, 300)
_MOBILE = (50, 100, 100, 100, 150, 200, 200, 250, 300, 400, 500)
_CASH = (100, 100, 150, 200, 200, 200, 250, 300, 300, 400, 500, 500, 600, 800, 1000, 1500, 2000)
_RETURNEE = (300, 500, 500, 800, 1000, 1000, 1500, 2000)

_MOST_ROUBLES = 30000
_OPERATORS = ("operator A", "operator A", "operator B")
_FEE_LEFT = Decimal("0.985")
"""What of a transfer is left when it is paid out in somoni."""


def _sum(chance: Random, ladder: Sequence[int], unit: int, size: int, step: int) -> int:
    """One of the ladder's, `size` percent of it, rounded to whole steps."""
    return max(step, round(chance.choice(ladder) * unit * size / 100 / step) * step)


def _roubles(chance: Random, size: int, day: date) -> Row:
    amount = min(_sum(chance, _ROUBLES, 1000, size, 500), _MOST_ROUBLES)
    return _remittance("bank_transfer", amount, "RUB") | {"banked_on": day}


def _paid_out(chance: Random, size: int, day: date) -> Row:
    sent = min(_sum(chance, _SENT, 1000, size, 500), _MOST_ROUBLES)
    month = f"{day:%Y-%m}"
    somoni = sent * units_per_usd("TJS", month) / units_per_usd("RUB", month) * _FEE_LEFT
    told = {"sent_amount": sent, "sent_currency": "RUB", "transfer_operator": chance.choice(_OPERATORS)}
    return _remittance("money_transfer", somoni.quantize(Decimal("0.01")), "TJS") | told


def _dollars(chance: Random, size: int, day: date) -> Row:
    told = {"origin_country": chance.choice(("KZ", "US", "DE")), "transfer_operator": "operator B"}
    return _remittance("money_transfer", _sum(chance, _DOLLARS, 1, size, 10), "USD") | told


def _mobile(chance: Random, size: int, day: date) -> Row:
    return _remittance("mobile_money", _sum(chance, _MOBILE, 1, size, 10), "TJS")


def _cash(chance: Random, size: int, day: date) -> Row:
    return _handed_over(day, _sum(chance, _CASH, 1, size, 10), "local")


def _returnee(chance: Random, size: int, day: date) -> Row:
    return _handed_over(day, _sum(chance, _RETURNEE, 1, size, 50), "returnee")


def _remittance(kind: str, amount: int | Decimal, currency: str) -> Row:
    row: Row = {"amount": amount, "currency": currency, "kind": kind}
    return row | {"source": "remittance", "origin_country": "RU"}


def _handed_over(day: date, amount: int, source: str) -> Row:
    """The treasurer takes the cash of a week to the bank on its Monday after."""
    monday = day + timedelta(days=7 - day.weekday())
    return {"amount": amount, "currency": "TJS", "kind": "cash", "source": source, "banked_on": monday}


COLUMNS_OF: dict[Way, Callable[[Random, int, date], Row]] = {
    Way.ROUBLES: _roubles,
    Way.PAID_OUT: _paid_out,
    Way.DOLLARS: _dollars,
    Way.MOBILE: _mobile,
    Way.CASH: _cash,
    Way.RETURNEE: _returnee,
}
"""Amount, currency, kind and source of a gift on a day, `size` percent as large as elsewhere."""
