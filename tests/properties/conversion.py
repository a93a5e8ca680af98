"""A conversion is rounded once, to the nearest minor unit, and no binary floating point ever touches it."""

import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from core.exchange import Exchange
from core.money import MAX_MINOR, exponent, to_major, to_minor
from tests.grants.matching.village import Village
from tests.stress.promise import Kind, Outcome, scaled, watched

CURRENCIES = ("USD", "TJS", "JPY", "XOF", "KWD", "TND", "CLF")
"""With 2, 0, 3 and 4 decimals."""
MONTH = "2020-02"


def run(scale: float, kind: Kind) -> Outcome:
    amounts, matches = scaled(200_000, scale), scaled(10_000, scale)
    with watched() as watch:
        wrong = [
            f"seed {seed}: {found}"
            for seed in range(amounts)
            for found in of_one(random.Random(seed), with_match=seed < matches)
        ]
    return Outcome(
        done=f"{amounts:,} amounts converted at random rates, among currencies of 0, 2, 3 and 4 decimals, and "
        f"{matches:,} matches in a foreign currency, against exact fractions",
        times=amounts,
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{watch.rate(amounts)} conversions/s",
    )


def of_one(draw: random.Random, with_match: bool) -> Iterator[str]:
    """What went wrong in the conversions that one seed gives."""
    source, target = draw.choice(CURRENCIES), draw.choice(CURRENCIES)
    rates = {(currency, MONTH): _rate(draw) for currency in CURRENCIES if currency != "USD"}
    yield from once_and_to_the_nearest(draw, rates, source, target)
    yield from there_and_back(draw, rates, source, target)
    if with_match:
        yield from a_match(draw, rates, source, target)


Rates = dict[tuple[str, str], Decimal]


def once_and_to_the_nearest(draw: random.Random, rates: Rates, source: str, target: str) -> Iterator[str]:
    minor = draw.choice((0, 1, draw.randint(0, 10**6), draw.randint(0, MAX_MINOR), MAX_MINOR))
    converted = Exchange(rates).convert(minor, source, target, MONTH)
    exact = minor * _exact(rates, source, target)
    if type(converted) is not int or converted != round(exact):
        yield f"{minor} {source} is {converted!r} {target}, exactly {exact}"
    if abs(converted - exact) > Fraction(1, 2):
        yield f"{minor} {source} is off by {converted - exact}"
    if type(to_major(minor, source)) is not Decimal or to_minor(to_major(minor, source), source) != minor:
        yield f"{minor} {source} in major units and back"


def there_and_back(draw: random.Random, rates: Rates, source: str, target: str) -> Iterator[str]:
    """What comes back differs by what the two roundings can make, and by no more."""
    exchange, minor = Exchange(rates), draw.randint(0, 10**12)
    there = exchange.convert(minor, source, target, MONTH)
    back = exchange.convert(there, target, source, MONTH)
    if abs(back - minor) > Fraction(1, 2) * (1 + _exact(rates, target, source)):
        yield f"{minor} {source} comes back as {back} by {there} {target}"


def a_match(draw: random.Random, rates: Rates, source: str, target: str) -> Iterator[str]:
    """Granted in the fund's currency, taken off the gap in the project's, given back: the gap is what it was."""
    units = {currency: str(rate) for (currency, _), rate in rates.items()}
    budget = draw.randint(10**6, 10**9)
    village = Village(source, str(to_major(budget, source)), rates=units)
    village.fund("X", str(to_major(10**15, target)), target)
    village.rule(ratio=draw.choice(("0.333", "1", "2")), fund="X")
    given = draw.randint(1, budget)
    village.give(str(to_major(given, source)), currency=source)
    [entry], project = village.entries, village.books.projects["W"]
    taken = budget - given - village.books.gap(project)
    if abs(taken - entry.granted * _exact(rates, target, source)) > Fraction(1, 2):
        yield f"{entry.granted} {target} take {taken} {source} off the gap"
    if village.books.gap(project) < 0:
        yield f"{entry.granted} {target} pass the gap by {-village.books.gap(project)} {source}"
    village.reverse("C1", str(to_major(given, source)))
    if village.books.gap(project) != budget:
        yield f"the gap is not what it was after {given} {source} went back"


def _exact(rates: Rates, source: str, target: str) -> Fraction:
    """Minor units of the target for one of the source."""
    if source == target:
        return Fraction(1)
    of = {"USD": Fraction(1)} | {currency: Fraction(rate) for (currency, _), rate in rates.items()}
    return of[target] / of[source] * Fraction(10) ** (exponent(target) - exponent(source))


def _rate(draw: random.Random) -> Decimal:
    """From a ten-thousandth to some ten thousands, with up to eight decimals; sometimes a power of ten."""
    if draw.random() < 0.2:
        return Decimal(10) ** draw.randint(-4, 4)
    return Decimal(draw.randint(1, 10 ** draw.randint(4, 12))).scaleb(-8)
