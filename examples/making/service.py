"""How finished works were found in use, and the people of each community whom shared works reach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from examples.making.book import Book
from examples.making.days import on


@dataclass(frozen=True)
class Check:
    """Money in the project's currency, since the check before."""

    project: str
    checked_on: str
    months: int
    functional: str
    fee_due: int | None
    fee_paid: int | None
    fund_balance: int | None
    repairs: int
    days_down: int
    checked_by: str
    words: str


def add_checks(book: Book, checks: Iterable[Check]) -> None:
    for each in checks:
        book.add("service_checks", **(vars(each) | {"checked_on": on(each.checked_on)}))


def add_reached(book: Book, indicator: str, shared: Mapping[str, Mapping[str, int]], household: int) -> None:
    """`shared`: of each project that serves several communities, how many of a hundred people live in which."""
    counted = [
        row for row in book.rows["measurements"] if row["indicator"] == indicator and row["project"] in shared
    ]
    for row in counted:
        people, female = (int(str(row[column])) for column in ("value", "female"))
        parts = _parts(people, shared[str(row["project"])])
        women = _parts(female, shared[str(row["project"])])
        for community, number in parts.items():
            if number:
                book.add(
                    "reached",
                    project=row["project"],
                    community=community,
                    measured_on=row["measured_on"],
                    people=number,
                    female=women[community],
                    male=number - women[community],
                    households=max(1, number // household),
                    source=row["source"],
                )


def _parts(whole: int, shares: Mapping[str, int]) -> dict[str, int]:
    """The first community takes what rounding leaves."""
    parts = {community: whole * share // 100 for community, share in shares.items()}
    first = next(iter(parts))
    return parts | {first: parts[first] + whole - sum(parts.values())}
