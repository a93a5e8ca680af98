"""What a scheme has at hand by a day, in GTQ: what families gave, what funds paid, what partners brought."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from examples.making.book import Book
from examples.making.guatemala.funders import CURRENCIES
from examples.making.guatemala.rows import IN_KIND, Row
from examples.making.rates import units_per_usd

_Flow = dict[str, list[tuple[date, Decimal]]]


class Till:
    """Verified contributions net of reversals, disbursements and what partners brought, of the rows of a book."""

    def __init__(self, book: Book) -> None:
        self._money: _Flow = defaultdict(list)
        self._in_kind: _Flow = defaultdict(list)
        for row in book.rows["contributions"]:
            if row["status"] == "verified":
                self._take_contribution(row)
        for row in book.rows["disbursements"]:
            _take(self._money, row, "paid_on", CURRENCIES[str(row["fund"])])
        for row in book.rows["other_funding"]:
            if row["received_on"] is not None:
                _take(self._money, row, "received_on", str(row["currency"]))

    def money(self, project: str, day: date) -> int:
        return _sum(self._money[project], day)

    def in_kind(self, project: str, day: date) -> int:
        return _sum(self._in_kind[project], day)

    def _take_contribution(self, row: Row) -> None:
        flow = self._in_kind if row["kind"] in IN_KIND else self._money
        _take(flow, row, "verified_on", row["currency"])
        if "reversed_on" in row:
            back = row.get("reversed_amount") or row["amount"]
            _take(flow, row | {"amount": -back}, "reversed_on", row["currency"])


def _take(flow: _Flow, row: Row, column: str, currency: str) -> None:
    on = row[column]
    rate = units_per_usd("GTQ", f"{on:%Y-%m}") if currency == "USD" else 1
    flow[row["project"]].append((on, row["amount"] * Decimal(rate)))


def _sum(flow: list[tuple[date, Decimal]], day: date) -> int:
    return int(sum(amount for on, amount in flow if on <= day))
