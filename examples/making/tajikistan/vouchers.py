"""The vouchers of a project: what is left of its budget lines, and whose money pays for what."""

from dataclasses import dataclass
from datetime import date
from random import Random

from examples.making.book import Book
from examples.making.days import later
from examples.making.tajikistan.money import paid_by

_LEAST = 150
_PAYEES = {
    "works": "Brigade of the village",
    "materials": "Building market of the district",
    "equipment": "Hire base of the district",
    "labour": "Masters of the village",
    "supervision": "Engineer's office of the district",
    "administration": "Bank and copy shop",
}


@dataclass
class Line:
    """A budget line, and what of it is left."""

    line: str
    category: str
    description: str
    left: int


@dataclass
class Purse:
    """What was spent of a project's money, and how much of it as that of one fund alone."""

    project: str
    lines: list[Line]
    spent: int = 0
    of_fund: int = 0
    vouchers: int = 0


def purse_of(book: Book, project: str) -> Purse:
    rows = [row for row in book.rows["budget_lines"] if row["project"] == project]
    return Purse(
        project,
        [
            Line(str(row["line"]), str(row["category"]), str(row["description"]), int(str(row["amount"])))
            for row in rows
        ],
    )


def add_vouchers(book: Book, chance: Random, purse: Purse, day: date, amount: int) -> None:
    """Two to four, of the lines that have most left, each by what it has left."""
    lines = sorted(purse.lines, key=lambda line: (-line.left, line.line))[: chance.randint(2, 4)]
    days = sorted(later(day, -chance.randint(0, 20)) for _ in lines)
    left = sum(max(line.left, 1) for line in lines)
    for line, spent_on in zip(lines, days, strict=True):
        part = amount * max(line.left, 1) // left // 10 * 10
        if part >= _LEAST:
            line.left -= part
            purse.spent += part
            _add_voucher(book, purse, spent_on, line, part)


def _add_voucher(book: Book, purse: Purse, day: date, line: Line, amount: int) -> None:
    purse.vouchers += 1
    number = purse.vouchers
    book.add(
        "expenditures",
        reference=f"{purse.project}-V{number:02}",
        project=purse.project,
        spent_on=day,
        amount=amount,
        currency="TJS",
        category=line.category,
        budget_line=line.line,
        payee=_PAYEES[line.category],
        invoice_no=f"{purse.project}/{number}",
        description=line.description,
        payment_reference=f"PO-{purse.project}-{number:02}",
        fund=_earmark(book, purse, day, line.category, amount),
        evidence=f"invoice {number} of {purse.project}",
    )


def _earmark(book: Book, purse: Purse, day: date, category: str, amount: int) -> str | None:
    """Equipment is bought with the money of one fund, where it has paid so much."""
    if category != "equipment" or purse.of_fund + amount > paid_by(book, "IOM", purse.project, day):
        return None
    purse.of_fund += amount
    return "IOM"
