"""Vouchers: each month what was built is paid, as far as the money has come."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from examples.making.book import Book
from examples.making.days import month_ends
from examples.making.guatemala.budgets import Line, lines_of
from examples.making.guatemala.days import workday
from examples.making.guatemala.rows import Row, in_order
from examples.making.guatemala.schemes import END, SCHEMES, Scheme
from examples.making.guatemala.works import paid_for
from examples.making.guatemala.worth import Till

_HABITS = (-7, 9)
"""Hundredths of the works that a committee pays before they are measured; below 0 it pays later."""

_SPENT_AT_MOST = 97
"""In a hundred of the money at hand five days before."""

_LEAST, _SEVERAL = 1_500, 9_000
"""From so much on there is a voucher, and more than one."""

_CORRECTED = 4


def add_expenditures(book: Book, till: Till) -> None:
    vouchers = [row for scheme in SCHEMES.values() if scheme.is_at_work for row in _vouchers(scheme, till)]
    vouchers = in_order(vouchers, "spent_on", "project")
    for number, row in enumerate(vouchers, 1):
        row |= {"reference": f"VOU-{number:04}", "invoice_no": f"F-{7_000 + number * 3}"}
        book.add("expenditures", **row)
    large = [row for row in vouchers if row["budget_line"] == "1" and row["amount"] > 20_000]
    for number, row in enumerate(large[:_CORRECTED], 1):
        book.add("expenditures", **_taken_back(row, number))


def _vouchers(scheme: Scheme, till: Till) -> Iterator[Row]:
    chance = Random(f"vouchers of {scheme.code}")
    bought: dict[str, int] = defaultdict(int)
    first = (scheme.starts_on or END) + timedelta(days=15)
    for month_end in month_ends(first, END):
        due = _due(scheme, till, month_end) - sum(bought.values())
        if due >= _LEAST:
            for line, amount in _split(chance, scheme, due, bought):
                bought[line.code] += amount
                yield _voucher(chance, scheme, month_end, line, amount)


def _due(scheme: Scheme, till: Till, day: date) -> int:
    """What is to be paid by a day, in GTQ: of the works done, of the money at hand, of the final cost."""
    in_kind = till.in_kind(scheme.code, day)
    if scheme.settled_on is not None and day > scheme.settled_on:
        return min((scheme.final_cost or 0) - in_kind, till.money(scheme.code, day))
    ahead = Random(f"habits of {scheme.code}").randint(*_HABITS)
    done = scheme.budget * min(paid_for(scheme, day) + ahead, 100) // 100 - in_kind
    return min(done, till.money(scheme.code, day - timedelta(days=5)) * _SPENT_AT_MOST // 100)


def _split(chance: Random, scheme: Scheme, due: int, bought: dict[str, int]) -> Iterator[tuple[Line, int]]:
    """Among the lines of which most is left, three at the most."""
    left = {
        line: scheme.budget * line.share // 100 - bought[line.code] for line in lines_of(scheme) if line.payee
    }
    chosen = sorted(left, key=lambda line: -left[line] * chance.randint(70, 130))[
        : 3 if due > _SEVERAL else 1
    ]
    rest = sum(left[line] for line in chosen)
    for line in chosen[:-1]:
        amount = due * left[line] // max(rest, 1)
        due, rest = due - amount, rest - left[line]
        if amount > 0:
            yield line, amount
    yield chosen[-1], due


def _voucher(chance: Random, scheme: Scheme, month_end: date, line: Line, amount: int) -> Row:
    of_the_village = line.category in ("labour", "works")
    return {
        "project": scheme.code,
        "spent_on": min(workday(month_end - timedelta(days=chance.randint(1, 4))), month_end),
        "amount": amount,
        "currency": "GTQ",
        "category": line.category,
        "budget_line": line.code,
        "payee": f"{line.payee}, {scheme.village}" if of_the_village else line.payee,
        "description": line.description,
        "payment_reference": f"CH-{chance.randint(1000, 9999)}",
        "evidence": "Invoice and delivery note",
        "fund": "MUNI" if line.category == "supervision" else None,
    }


def _taken_back(row: Row, number: int) -> Row:
    """Some bags of cement of a voucher went back to the shop."""
    same = ("project", "currency", "category", "budget_line", "payee", "invoice_no", "fund")
    return {column: row[column] for column in same} | {
        "reference": f"COR-{number:02}",
        "corrects": row["reference"],
        "spent_on": workday(row["spent_on"] + timedelta(days=12)),
        "amount": -120 * (9 + number * 4),
        "description": "Bags of cement taken back",
    }
