"""Monthly rates for the sheet `rates`: that of a month is the last one of the month before, named so."""

import csv
from calendar import month_abbr
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from examples.making.book import Book

_FILE = Path(__file__).with_name("data") / "rates.csv"


def add_rates(book: Book, currencies: Iterable[str], first_month: str, last_month: str) -> None:
    """Rows of each currency for every month from "2019-07" to "2020-12", both included. Raises KeyError."""
    months = list(_months(first_month, last_month))
    for currency in currencies:
        for month in months:
            of = _before(month)
            units = _month_ends()[currency, of]
            book.add("rates", currency=currency, month=month, units_per_usd=units, source=_source(of))


def units_per_usd(currency: str, month: str) -> Decimal:
    """What the sheet `rates` says of a month; of USD 1. Raises KeyError."""
    return Decimal(1) if currency == "USD" else Decimal(_month_ends()[currency, _before(month)])


@cache
def _month_ends() -> dict[tuple[str, str], str]:
    """By currency and month, as the file writes them."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {(row["currency"], row["date"][:7]): row["units_per_usd"] for row in csv.DictReader(file)}


def _months(first: str, last: str) -> Iterator[str]:
    month = last
    months = [month]
    while month > first:
        month = _before(month)
        months.append(month)
    return reversed(months)


def _before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"


def _source(month: str) -> str:
    return f"IMF, last of {month_abbr[int(month[5:])]} {month[:4]}, via OCHA"
