"""The figures of a quarter, added up by hand from the rows of an exported programme workbook.

Nothing of the program is used but the contract: its rules of counting days, rates and rounding are written here
once more, and matches come from the independent model.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.oracle import model

Row = dict[str, Any]
IN_KIND = {"labour", "materials", "skills"}


@dataclass
class AddedUp:
    """Minor units of the programme's currency, by project, and by project and fund; `quarter` of these in it."""

    contributed: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    in_kind: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    matched: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    disbursed: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    spent: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    paid_by_fund: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    matched_by_fund: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    quarter: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    community_of: dict[str, str] = field(default_factory=dict)
    households: set[str] = field(default_factory=set)


class Workbook:
    """The rows of all sheets, without the row of hashtags."""

    def __init__(self, path: Path) -> None:
        book = load_workbook(path, read_only=True)
        self.sheets: dict[str, list[Row]] = {}
        for sheet in book.worksheets:
            head, *rows = sheet.iter_rows(values_only=True)
            body = rows[1:] if rows and str(rows[0][0] or "").startswith("#") else rows
            self.sheets[sheet.title] = [dict(zip_longest(map(str, head), row)) for row in body]
        book.close()
        self.currency = str(self["programmes"][0]["currency"])
        self._rates = {
            (row["currency"], _month(row["month"])): Fraction(str(row["units_per_usd"]))
            for row in self["rates"]
        }
        self._closings = {row["quarter"]: row["seq"] for row in self["closings"]}

    def __getitem__(self, sheet: str) -> list[Row]:
        return self.sheets.get(sheet, [])

    def value(self, minor: int, currency: str, on: date) -> int:
        """In the programme's currency, half-even: Python rounds Fractions so."""
        if currency == self.currency:
            return minor
        month = f"{on:%Y-%m}"
        exponents = Fraction(10) ** (model.exponent(self.currency) - model.exponent(currency))
        return round(minor * self._rate(self.currency, month) / self._rate(currency, month) * exponents)

    def counted(self, on: date, seq: int) -> date:
        """Its own day, or the first one of the earliest quarter that was open when it was booked."""
        while self._closings.get(f"{on.year}-Q{(on.month + 2) // 3}", seq) < seq:
            on = date(on.year + on.month // 12, on.month % 12 + 1, 1)
        return on

    def _rate(self, currency: str, month: str) -> Fraction:
        return Fraction(1) if currency == "USD" else self._rates[currency, month]


def added_up(path: Path, starts_on: date, ends_on: date, with_matches: bool) -> AddedUp:
    """To the end of a quarter. `with_matches` decides everything anew, which takes long for a large programme."""
    book, found = Workbook(path), AddedUp()
    found.community_of = {row["code"]: row["community"] for row in book["projects"]}

    def count(name: str, sums: Mapping[Any, int], key: Any, value: int, counted_on: date) -> None:
        if counted_on <= ends_on:
            sums[key] += value  # type: ignore[index]
            found.quarter[name] += value * (counted_on >= starts_on)

    given = {row["reference"]: row for row in book["contributions"] if row["status"] == "verified"}
    left = {reference: model.whole_minor(row["amount"], row["currency"]) for reference, row in given.items()}
    for row in given.values():
        on, name, sums = _day(row["received_on"]), *_kind(found, row)
        counted_on = book.counted(on, row["verified_seq"])
        value = book.value(left[row["reference"]], row["currency"], on)
        count(name, sums, row["project"], value, counted_on)
        if counted_on > ends_on:
            left[row["reference"]] = 0
    for reference, amount, on, seq in _reversals(book, given):
        row, counted_on = given[reference], book.counted(on, seq)
        minor = model.whole_minor(amount, row["currency"])
        name, sums = _kind(found, row)
        count(
            name,
            sums,
            row["project"],
            -book.value(minor, row["currency"], _day(row["received_on"])),
            counted_on,
        )
        left[reference] -= minor * (counted_on <= ends_on)
    found.households = {given[of]["household"] for of, minor in left.items() if minor > 0} - {None}
    currencies = {row["code"]: row["currency"] for row in book["funds"]}
    for row in book["disbursements"]:
        on, currency = _day(row["paid_on"]), currencies[row["fund"]]
        minor, counted_on = model.whole_minor(row["amount"], currency), _day(row["counted_on"])
        value = book.value(minor, currency, on)
        count("disbursed", found.disbursed, (row["project"], row["fund"]), value, counted_on)
        found.paid_by_fund[row["fund"]] += minor * (counted_on <= ends_on)
    for row in book["expenditures"]:
        minor = model.whole_minor(row["amount"], row["currency"])
        value = book.value(minor, row["currency"], _day(row["spent_on"]))
        count("spent", found.spent, row["project"], value, _day(row["counted_on"]))
    if with_matches:
        funds = {row["code"]: row["fund"] for row in book["rules"]}
        for entry in model.entries_of(book.sheets):
            of, fund = given[entry.contribution], funds[entry.rule]
            net = entry.granted - entry.released
            value = book.value(net, currencies[fund], _day(of["received_on"]))
            count("matched", found.matched, (of["project"], fund), value, entry.booked_on)
            found.matched_by_fund[fund] += net * (entry.booked_on <= ends_on)
    return found


def _reversals(book: Workbook, given: Mapping[str, Row]) -> Iterator[tuple[str, Any, date, int]]:
    for row in book["reversals"]:
        yield row["contribution"], row["amount"], _day(row["reversed_on"]), row["seq"]
    for reference, row in given.items():
        if row["reversed_on"]:
            amount = row["reversed_amount"] or row["amount"]
            yield reference, amount, _day(row["reversed_on"]), row["reversed_seq"]


def _kind(found: AddedUp, row: Row) -> tuple[str, defaultdict[str, int]]:
    return ("in_kind", found.in_kind) if row["kind"] in IN_KIND else ("contributed", found.contributed)


def _day(cell: object) -> date:
    return cell.date() if isinstance(cell, datetime) else date.fromisoformat(str(cell))


def _month(cell: object) -> str:
    return f"{cell:%Y-%m}" if isinstance(cell, date) else str(cell)
