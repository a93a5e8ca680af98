"""The figures of funds summed once more, in plain Python, from the rows of an export; no code is shared."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

Row = dict[str, Any]

_IN_KIND = {"labour", "materials", "skills"}


class Export:
    """The rows of each sheet, as they are written; days are days."""

    def __init__(self, path: Path) -> None:
        book = CalamineWorkbook.from_path(path)
        self._sheets = {name: _rows(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}
        [self.programme] = self.rows("programmes")
        self._rates = {
            (row["currency"], row["month"]): Fraction(str(row["units_per_usd"])) for row in self.rows("rates")
        }

    def rows(self, sheet: str) -> list[Row]:
        return self._sheets.get(sheet, [])

    def of_fund(self, sheet: str, fund: str) -> list[Row]:
        return [row for row in self.rows(sheet) if row["fund"] == fund]

    def value(self, amount: Any, currency: str, on: date) -> int:
        """In hundredths of the programme's currency, rounded half-even as round() rounds a fraction."""
        exact = _exact(amount)
        if currency != self.programme["currency"]:
            exact = exact * self._rate(self.programme["currency"], on) / self._rate(currency, on)
        return round(exact * 100)

    def counts_by(self, end: date, day: date, seq: Any) -> bool:
        """Whether what came on a day and was booked at a place counts by the end of a quarter."""
        closed = {row["quarter"] for row in self.rows("closings") if row["seq"] < seq}
        while f"{day.year}-Q{(day.month + 2) // 3}" in closed:
            day += timedelta(days=1)
        return day <= end

    def _rate(self, currency: str, on: date) -> Fraction:
        return Fraction(1) if currency == "USD" else self._rates[currency, f"{on:%Y-%m}"]


def moved(rows: list[Row], starts_on: date, ends_on: date) -> tuple[int, int]:
    """(before, during), in hundredths, by the day in whose quarter each counts."""
    before = sum(minor(row["amount"]) for row in rows if row["counted_on"] < starts_on)
    during = sum(minor(row["amount"]) for row in rows if starts_on <= row["counted_on"] <= ends_on)
    return before, during


def spent(export: Export, fund: str, starts_on: date, ends_on: date) -> dict[str, list[int]]:
    """By what the donor said last, what counts before the days and between them; in the programme's currency."""
    words = {
        (row["expenditure"]): row["verdict"]
        for row in sorted(export.of_fund("reviews", fund), key=lambda row: int(row["number"]))
        if row["side"] == "donor"
    }
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    brought = _brought(export, ends_on)
    for row in export.rows("expenditures"):
        on, counted_on = row["spent_on"], row["counted_on"]
        if counted_on <= ends_on:
            share = _share(
                brought[row["project"]], row, export.value(row["amount"], row["currency"], on), fund
            )
            found[words.get(row["reference"], "unreviewed")][counted_on >= starts_on] += share
    return dict(found)


def _brought(export: Export, end: date) -> dict[str, list[tuple[date, tuple[int, str], int]]]:
    """By project: when, who (as the report orders them), how much; of all that counts by the end of a quarter."""
    found: dict[str, list[tuple[date, tuple[int, str], int]]] = defaultdict(list)
    given = {row["reference"]: row for row in export.rows("contributions")}
    for row in given.values():
        on = row["received_on"]
        is_money = row["status"] == "verified" and row["kind"] not in _IN_KIND
        if is_money and export.counts_by(end, on, row["verified_seq"]):
            found[row["project"]].append((on, (1, ""), export.value(row["amount"], row["currency"], on)))
    backs = [
        (row["contribution"], row["reversed_on"], row["amount"], row["seq"])
        for row in export.rows("reversals")
    ]
    backs += [
        (row["reference"], row["reversed_on"], row["reversed_amount"], row["reversed_seq"])
        for row in given.values()
        if row["reversed_on"]
    ]
    for reference, on, amount, seq in backs:
        row = given[reference]
        if row["kind"] not in _IN_KIND and export.counts_by(end, on, seq):
            back = export.value(amount, row["currency"], row["received_on"])
            found[row["project"]].append((on, (1, ""), -back))
    currencies = {row["code"]: row["currency"] for row in export.rows("funds")}
    for row in export.rows("disbursements"):
        value = export.value(row["amount"], currencies[row["fund"]], row["paid_on"])
        if row["counted_on"] <= end:
            found[row["project"]].append((row["paid_on"], (3, row["fund"]), value))
    for row in export.rows("other_funding"):
        if row["received_on"] and export.counts_by(end, row["received_on"], row["seq"]):
            value = export.value(row["amount"], row["currency"], row["agreed_on"])
            found[row["project"]].append((row["received_on"], (4, row["partner"]), value))
    return found


def _share(brought: list[tuple[date, tuple[int, str], int]], voucher: Row, value: int, fund: str) -> int:
    if voucher["fund"]:
        return value if voucher["fund"] == fund else 0
    held: dict[tuple[int, str], int] = defaultdict(int)
    for on, who, minor_ in brought:
        held[who] += minor_ if on <= voucher["spent_on"] else 0
    weights = {who: Fraction(max(0, held[who])) for who in sorted({who for _, who, _ in brought})}
    whole = sum(weights.values())
    if not whole:
        return 0
    exact = {who: abs(value) * weight / whole for who, weight in weights.items()}
    parts = {who: int(part) for who, part in exact.items()}
    left = abs(value) - sum(parts.values())
    for who in sorted(exact, key=lambda who: (parts[who] - exact[who], who))[:left]:
        parts[who] += 1
    return parts.get((3, fund), 0) * (1 if value >= 0 else -1)


def minor(amount: Any) -> int:
    """Hundredths."""
    return int(_exact(amount) * 100)


def _exact(amount: Any) -> Fraction:
    """A number cell is read at 15 significant digits."""
    return Fraction(amount if isinstance(amount, str) else f"{amount:.15g}")


def _rows(cells: list[list[Any]]) -> list[Row]:
    """Without the header and the row of hashtags."""
    names = [str(name) for name in cells[0]]
    return [dict(zip(names, map(_cell, row), strict=True)) for row in cells[2:]]


def _cell(cell: Any) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell
