"""The same books for other ledgers: each contribution with what it was granted, balanced."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

_ENTRIES = """
    SELECT c.reference, c.received_on, p.code, g.code, c.amount_minor, f.code, e.granted_minor
    FROM match_entry AS e
    JOIN contribution AS c ON c.id = e.contribution_id
    JOIN project AS p ON p.id = e.project_id
    JOIN household_group AS g ON g.id = c.group_id
    JOIN fund AS f ON f.id = e.fund_id
    WHERE e.granted_minor > 0
    ORDER BY c.received_on, c.reference, f.code
"""


class _Transaction(NamedTuple):
    """`postings` are (account, minor units), together 0."""

    on: str
    reference: str
    postings: list[tuple[str, int]]


def write_journal(database: Path, path: Path) -> int:
    """For ledger and hledger, of a programme with one currency. Returns the number of postings."""
    count = 0
    with path.open("w") as file:
        for on, reference, postings in _transactions(database):
            file.write(f"{on} * {reference}\n")
            file.writelines(f"    {account:<30}{_amount(minor)} TJS\n" for account, minor in postings)
            file.write("\n")
            count += len(postings)
    return count


def write_beancount(database: Path, path: Path) -> None:
    """For bean-check, which wants its accounts of five kinds, and opened."""
    accounts: set[str] = set()
    with path.open("w") as file:
        for on, reference, postings in _transactions(database):
            named = [(_kind(account), minor) for account, minor in postings]
            accounts.update(account for account, _ in named)
            file.write(f'{on} * "{reference}"\n')
            file.writelines(f"  {account:<40}{_amount(minor)} TJS\n" for account, minor in named)
            file.write("\n")
        file.writelines(f"2000-01-01 open {account}\n" for account in sorted(accounts))


def _transactions(database: Path) -> Iterator[_Transaction]:
    with closing(sqlite3.connect(database)) as books:
        for contribution, entries in groupby(books.execute(_ENTRIES), key=lambda row: row[:5]):
            reference, on, project, group, amount = contribution
            granted = [(f"Funds:{fund}", -minor) for *_, fund, minor in entries]
            postings = [(f"Groups:{group}", -amount), *granted]
            postings.append((f"Projects:{project}", -sum(minor for _, minor in postings)))
            yield _Transaction(on, reference, postings)


def _kind(account: str) -> str:
    return f"{'Expenses' if account.startswith('Projects') else 'Income'}:{account}"


def _amount(minor: int) -> str:
    whole, part = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{part:02}"
