"""The bank statements of a fund's account: what came and went, ticked off against the books, but for the last lines."""

from datetime import date
from itertools import count

from examples.making.book import Book
from examples.making.days import later

_TICKED_AFTER = 12
_FEE_EVERY = 120
"""Days from one fee of the account to the next: nothing in the books answers it."""


def add_bank_lines(book: Book, fund: str, fee: int, by: str, open_lines: int = 2) -> None:
    """`fee` in the fund's currency; the last `open_lines` wait to be ticked off."""
    moves = [
        *(("receipts", row, 1, 0) for row in book.rows["receipts"] if row["fund"] == fund),
        *(("disbursements", row, -1, 1) for row in book.rows["disbursements"] if row["fund"] == fund),
    ]
    lines = [
        {
            "booked_on": later(_day(row), days),
            "amount": sign * _amount(row),
            "party": row.get("paid_to") or "Contribution to the fund",
            "bank_reference": row.get("bank_reference"),
            "ticks_sheet": sheet,
            "ticks": row["reference"],
        }
        for sheet, row, sign, days in moves
    ]
    lines.sort(key=lambda line: str(line["booked_on"]))
    first, last = _on(lines[0]), _on(lines[-1])
    fees = [
        {"booked_on": day, "amount": -fee, "party": "Fee of the account"}
        for day in (
            later(first, _FEE_EVERY * number) for number in range(1, (last - first).days // _FEE_EVERY + 1)
        )
    ]
    numbers = count(1)
    kept = sorted([*lines, *fees], key=lambda line: str(line["booked_on"]))
    unticked = {id(line) for line in lines[-open_lines:]}
    for line in kept:
        day = _on(line)
        number = next(numbers)
        row = {**line, "reference": f"{fund}-{number:03}", "fund": fund, "statement": f"{day:%Y-%m}"}
        if "ticks" not in line or id(line) in unticked:
            row = {name: value for name, value in row.items() if not name.startswith("ticks")}
        else:
            row |= {"ticked_on": later(day, _TICKED_AFTER), "ticked_by": by}
        book.add("bank_lines", **row)


def _day(row: dict[str, object]) -> date:
    day = row.get("received_on") or row["paid_on"]
    assert isinstance(day, date)
    return day


def _on(line: dict[str, object]) -> date:
    day = line["booked_on"]
    assert isinstance(day, date)
    return day


def _amount(row: dict[str, object]) -> int:
    amount = row["amount"]
    assert isinstance(amount, int)
    return amount
