"""What a project had in hand on a day, in somoni: families' money net of reversals, payments, other partners' money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from examples.making.book import Book
from examples.making.rates import units_per_usd

_IN_KIND = frozenset({"labour", "materials", "skills"})


@dataclass(frozen=True)
class Coming:
    """Money that came to a project, or with a minus went back."""

    project: str
    on: date
    somoni: Decimal


def somoni(amount: object, currency: object, day: date) -> Decimal:
    month = f"{day:%Y-%m}"
    value = Decimal(str(amount)) * units_per_usd("TJS", month)
    return (value / units_per_usd(str(currency), month)).quantize(Decimal("0.01"))


def comings(book: Book) -> list[Coming]:
    """Of contributions in money, other funding and payments that the book tells so far."""
    found = list(_of_contributions(book))
    for row in book.rows["other_funding"]:
        if row["received_on"] is not None:
            found.append(_coming(row, "received_on", row["amount"], row["currency"]))
    for row in book.rows["disbursements"]:
        found.append(_coming(row, "arrived_on", row["arrived_amount"], row["arrived_currency"]))
    return found


def in_kind_of(book: Book) -> dict[str, Decimal]:
    """By project, what was verified of work and materials."""
    totals: dict[str, Decimal] = {}
    for row in _verified(book):
        if row["kind"] in _IN_KIND:
            project = str(row["project"])
            totals[project] = totals.get(project, Decimal(0)) + Decimal(str(row["amount"]))
    return totals


def _of_contributions(book: Book) -> Iterable[Coming]:
    for row in _verified(book):
        if row["kind"] in _IN_KIND:
            continue
        yield _coming(row, "verified_on", row["amount"], row["currency"])
        if row.get("reversed_on") is not None:
            back = row.get("reversed_amount") or row["amount"]
            yield _coming(row, "reversed_on", -Decimal(str(back)), row["currency"])
    given = {row["reference"]: row for row in book.rows["contributions"]}
    for reversal in book.rows["reversals"]:
        of = given[reversal["contribution"]]
        back = Decimal(str(reversal["amount"]))
        yield _coming(of | reversal, "reversed_on", -back, of["currency"])


def _verified(book: Book) -> Iterable[dict[str, object]]:
    return (row for row in book.rows["contributions"] if row["status"] == "verified")


def _coming(row: dict[str, object], column: str, amount: object, currency: object) -> Coming:
    day = row[column]
    assert isinstance(day, date)
    return Coming(str(row["project"]), day, somoni(amount, currency, day))


def paid_by(book: Book, fund: str, project: str, day: date) -> Decimal:
    """What had arrived of the fund's payments by that day, in somoni."""
    return sum(
        (
            Decimal(str(row["arrived_amount"]))
            for row in book.rows["disbursements"]
            if (row["fund"], row["project"]) == (fund, project) and str(row["arrived_on"]) <= str(day)
        ),
        Decimal(0),
    )
