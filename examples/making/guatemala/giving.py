"""The money that families give: transfers from abroad, savings of those who returned, cash of those who stayed."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from examples.making.guatemala.days import day_of_giving
from examples.making.guatemala.families import households_of
from examples.making.guatemala.rows import Row
from examples.making.guatemala.schemes import Scheme
from examples.making.rates import units_per_usd

_PATIENCE = timedelta(days=45)
"""Within this time each family brings its own part first."""

_OWN_PART = (1_000, 2_000, 3_500, 3_500)
"""At least one of these, in GTQ."""

_MEANS = (65, 80, 90, 100, 100, 110, 125, 140)
_SIZES = (50, 60, 80, 80, 100, 100, 120, 150, 220)
"""In a hundred: how much a family can give, and how one gift differs from the next."""

_LEAST, _MOST = 600, 12_000
_LEAST_DOLLARS = 80
_OPERATORS = ("Remesadora del Norte", "Envíos Cuchumatán", "Giros La Frontera")
_ARRIVES = Decimal("0.985")
"""What is left of a transfer after the exchange of whoever pays it out."""


def money_of(scheme: Scheme) -> Iterator[Row]:
    """Each household gives as often as is usual in its village, once less or once more."""
    chance = Random(f"money of {scheme.code}")
    for household in households_of(scheme):
        means = chance.choice(_MEANS)
        for number in range(scheme.gifts + chance.choice((-1, 0, 0, 1))):
            on = _day(chance, scheme, is_first=number == 0)
            amount = scheme.typical * means * chance.choice(_SIZES) // 10_000
            if number == 0 and scheme.is_housing:
                amount = max(amount, chance.choice(_OWN_PART))
            yield {
                "project": scheme.code,
                "group": scheme.group,
                "household": household,
                "received_on": on,
                **_brought(chance, scheme, on, min(max(amount, _LEAST), _MOST)),
            }


def _day(chance: Random, scheme: Scheme, is_first: bool) -> date:
    until = min(scheme.gives_from + _PATIENCE, scheme.gives_until) if is_first else scheme.gives_until
    return day_of_giving(chance, scheme.gives_from, until)


def _brought(chance: Random, scheme: Scheme, on: date, amount: int) -> Row:
    """In which way an amount of about so many GTQ comes."""
    lot = chance.randrange(100)
    if lot < scheme.abroad:
        return _from_abroad(chance, on, amount)
    source = "returnee" if lot < scheme.abroad + scheme.returnee else "local"
    kind = chance.choice(("cash", "cash", "cash", "mobile_money"))
    return {"source": source, "kind": kind, "amount": round(amount, -2), "currency": "GTQ"}


def _from_abroad(chance: Random, on: date, amount: int) -> Row:
    """Into the committee's dollar account, or paid out in GTQ by an operator or a bank."""
    rate = units_per_usd("GTQ", f"{on:%Y-%m}")
    dollars = max(_LEAST_DOLLARS, int(amount / rate / 10) * 10)
    way = chance.choice(("dollars", "money_transfer", "money_transfer", "bank_transfer"))
    origin: Row = {"source": "remittance", "origin_country": "US"}
    if way == "dollars":
        return origin | {"kind": "bank_transfer", "amount": dollars, "currency": "USD"}
    arrived = (dollars * rate * _ARRIVES).quantize(Decimal("0.01"))
    sent = {"sent_amount": dollars, "sent_currency": "USD"}
    if way == "money_transfer":
        sent["transfer_operator"] = chance.choice(_OPERATORS)
    return origin | sent | {"kind": way, "amount": arrived, "currency": "GTQ"}
