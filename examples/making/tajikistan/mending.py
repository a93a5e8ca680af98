"""Contributions as they stand after what went wrong with some of them."""

from datetime import date
from decimal import Decimal

from examples.making.book import Book
from examples.making.days import later
from examples.making.tajikistan.mishaps import (
    AMENDED,
    GIVEN_BACK,
    LEFT_LYING,
    RETURNED,
    REVERSALS,
    REVERSED_TWICE,
    WITHDRAWN,
    Reversal,
)
from examples.making.tajikistan.ways import Row

_MONEY = frozenset({"bank_transfer", "money_transfer", "mobile_money", "cash"})
_VERIFICATION = ("verified_on", "verified_by", "verification_method")


def go_wrong(rows: list[Row], project: str) -> None:
    """Mark what was not verified after all, and reverse on its own row what was reversed once."""
    for statuses, status in ((RETURNED, "returned"), (WITHDRAWN, "withdrawn"), (LEFT_LYING, "recorded")):
        for row in _numbered(rows, project, {number for of, number in statuses if of == project}):
            row["status"] = status
            for column in _VERIFICATION:
                row.pop(column, None)
    for told in REVERSALS:
        if told.project == project:
            row = _verified(rows)[told.number - 1]
            _reverse(row, _reversed_on(told, row), told.reason)
            row["reversed_amount"] = None if told.share == 100 else _part(row, told.share)
    if project in GIVEN_BACK:
        for row in _verified(rows):
            _reverse(row, GIVEN_BACK[project], "Given back: the project was cancelled")


def amendments(rows: list[Row], project: str) -> list[Row]:
    """The same transfer once more, of no household; `amends` is the wrong row until that has a number."""
    if project not in AMENDED:
        return []
    wrong = _verified(rows)[AMENDED[project] - 1]
    recorded_on = wrong["reversed_on"]
    assert isinstance(recorded_on, date)
    right = {column: value for column, value in wrong.items() if not column.startswith("revers")}
    verified_on = later(recorded_on, 5)
    return [
        right | {"recorded_on": recorded_on, "verified_on": verified_on, "household": None, "amends": wrong}
    ]


def add_reversals(book: Book, project: str, rows: list[Row]) -> None:
    """Those reversed twice, on the sheet of their own; `rows` have their references by now."""
    for told in REVERSED_TWICE:
        if told.project == project:
            row = _verified(rows)[told.number - 1]
            amount = _part(row, told.share)
            day = _reversed_on(told, row)
            book.add(
                "reversals", contribution=row["reference"], reversed_on=day, amount=amount, reason=told.reason
            )


def _reverse(row: Row, day: date, reason: str) -> None:
    row["reversed_on"], row["reversal_reason"] = day, reason


def _part(row: Row, percent: int) -> Decimal:
    """So many percent of its amount, to the hundredth."""
    return (Decimal(str(row["amount"])) * percent / 100).quantize(Decimal("0.01"))


def _numbered(rows: list[Row], project: str, numbers: set[int]) -> list[Row]:
    money = [row for row in rows if row["kind"] in _MONEY]
    assert all(number <= len(money) for number in numbers), f"{project} has {len(money)} gifts"
    return [money[number - 1] for number in sorted(numbers)]


def _verified(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["status"] == "verified" and row["kind"] in _MONEY]


def _reversed_on(told: Reversal, row: Row) -> date:
    verified_on = row["verified_on"]
    assert isinstance(verified_on, date)
    return later(verified_on, told.days_later)
