"""Contributions taken back, in part or wholly; some twice, some brought again with the right figures."""

from datetime import date, timedelta
from random import Random

from examples.making.book import Book
from examples.making.guatemala.days import workday
from examples.making.guatemala.rows import Row
from examples.making.guatemala.schemes import SCHEMES

_PARTLY = (
    "A part of the transfer was for the school fees",
    "The deposit was less than its slip said",
    "The family took back a part for a funeral",
)
_WHOLLY = ("The transfer was recalled by its sender", "Counted twice", "The cheque behind it had no funds")
_IN_PART, _TWICE, _WHOLE, _AGAIN = 14, 3, 9, 3
_UNTIL = date(2020, 10, 15)


def add_reversals(book: Book, rows: list[Row]) -> list[Row]:
    """Reverses some of the rows; returns those that were brought again in their place."""
    chance = Random("reversals")
    money = [row for row in rows if _may_be_reversed(row)]
    chosen = chance.sample(money, _IN_PART + _TWICE + _WHOLE)
    for row in chosen[:_IN_PART]:
        row |= {"reversed_on": _later(chance, row), "reversed_amount": _share(row, 3)}
        row["reversal_reason"] = chance.choice(_PARTLY)
    for row in chosen[_IN_PART : _IN_PART + _TWICE]:
        _reverse_twice(book, chance, row)
    for row in chosen[_IN_PART + _TWICE :]:
        row |= {"reversed_on": _later(chance, row), "reversal_reason": chance.choice(_WHOLLY)}
    again = chosen[-_AGAIN:]
    for row in again:
        row["reversal_reason"] = "Recorded with the wrong amount"
    return [_brought_again(row) for row in again]


def _may_be_reversed(row: Row) -> bool:
    """Not of what was settled, nor of a deposit of several."""
    if row["status"] != "verified" or row["kind"] not in ("bank_transfer", "money_transfer"):
        return False
    return row["verified_on"] < _UNTIL and SCHEMES[row["project"]].settled_on is None


def _reverse_twice(book: Book, chance: Random, row: Row) -> None:
    first = _later(chance, row)
    for on, parts, reason in ((first, 4, _PARTLY[1]), (first + timedelta(days=12), 5, _PARTLY[0])):
        book.add(
            "reversals",
            contribution=row["reference"],
            reversed_on=workday(on),
            amount=_share(row, parts),
            reason=reason,
        )


def _later(chance: Random, row: Row) -> date:
    return workday(row["verified_on"] + timedelta(days=chance.randint(9, 50)))


def _share(row: Row, parts: int) -> int:
    """One of so many parts, in tens."""
    return round(int(row["amount"]) // parts, -1)


def _brought_again(row: Row) -> Row:
    """With nine tenths of the amount, on the day of the reversal."""
    gone = ("transfer_reference", "sent_amount", "sent_currency")
    again = {column: value for column, value in row.items() if column not in gone}
    for column in ("reversed_on", "reversal_reason"):
        del again[column]
    return again | {
        "reference": f"{row['reference']}-A",
        "amends": row["reference"],
        "amount": _share(row, 1) * 9 // 10,
        "recorded_on": row["reversed_on"],
        "verified_on": workday(row["reversed_on"] + timedelta(days=2)),
    }
