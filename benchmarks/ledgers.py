"""The same books for other ledgers: each contribution with what it was granted, balanced."""

import sqlite3
from contextlib import closing
from itertools import groupby
from pathlib import Path

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


def write_journal(database: Path, path: Path) -> int:
    """For ledger and hledger, of a programme with one currency. Returns the number of postings."""
    count = 0
    with closing(sqlite3.connect(database)) as books, path.open("w") as file:
        for contribution, entries in groupby(books.execute(_ENTRIES), key=lambda row: row[:5]):
            reference, on, project, group, amount = contribution
            granted = [(f"Funds:{fund}", -minor) for *_, fund, minor in entries]
            postings = [(f"Groups:{group}", -amount), *granted]
            postings.append((f"Projects:{project}", -sum(minor for _, minor in postings)))
            file.write(f"{on} * {reference}\n")
            file.writelines(f"    {account:<30}{_amount(minor)} TJS\n" for account, minor in postings)
            file.write("\n")
            count += len(postings)
    return count


def _amount(minor: int) -> str:
    whole, part = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{part:02}"
