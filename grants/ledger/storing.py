"""What was booked into the tables: entries appended, balances moved within their limits."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session

from core.inserting import insert_values
from core.programmes import Rate
from core.tables import batches, insert_rows, table
from grants.ledger.rows import COLUMNS, Row
from grants.matching.accounts import Key
from grants.matching.books import Books
from grants.models.matches import Balance, MatchEntry


class BalanceMoved(Exception):
    """A balance could not be moved as decided: it is not what it was, or a limit would be passed.

    It means that something was booked beside the lock; the transaction must not commit.
    """


def store_entries(session: Session, rows: Iterable[Row]) -> int:
    return insert_values(session, MatchEntry, COLUMNS, rows)


def store_balances(session: Session, programme_id: int, books: Books, before: dict[Key, int]) -> None:
    """Insert new balances; move the others by their difference, never above the ceiling of their last grant.

    Decisions are within their caps already: where a later one had no such cap, or rounds a unit beyond the gap,
    it is their own outcome that must not be passed.
    """
    new, moved = [], []
    ceilings = books.accounts.ceilings
    for key, minor in books.balances.items():
        if key not in before:
            new.append(balance_row(programme_id, key) | {"minor": minor})
        elif minor != before[key]:
            limit = ceilings.get(key) if minor > before[key] else None
            ceiling = None if limit is None else max(limit, minor)
            moved.append(_where(programme_id, key) | {"by": minor - before[key], "ceiling": ceiling})
    insert_rows(session, Balance, new)
    _move(session, moved)


def mark_used_rates(session: Session, programme_id: int, used: Iterable[tuple[str, str]]) -> None:
    """Freeze the rates (currency, month) that were looked at for the first time."""
    t = table(Rate)
    statement = (
        sa.update(t)
        .where(t.c.programme_id == programme_id, ~t.c.is_used)
        .where(t.c.currency == sa.bindparam("of"), t.c.month == sa.bindparam("for_month"))
        .values(is_used=True)
    )
    rates = [{"of": currency, "for_month": month} for currency, month in sorted(used)]
    if rates:
        session.connection().execute(statement, rates)


_KEY = ("programme_id", "account", "subject", "owner", "period")
_CEILING = sa.bindparam("ceiling", type_=sa.BigInteger)
_AFTER = table(Balance).c.minor + sa.bindparam("by", type_=sa.BigInteger)
_MOVE = (
    sa.update(table(Balance))
    .where(*(table(Balance).c[name] == sa.bindparam(f"of_{name}") for name in _KEY))
    .where(sa.or_(_CEILING.is_(None), _AFTER <= _CEILING))
    .values(minor=_AFTER)
)


def _move(session: Session, moved: list[dict[str, object]]) -> None:
    for batch in batches(moved, 5_000):
        if session.connection().execute(_MOVE, batch).rowcount != len(batch):
            raise BalanceMoved(batch[0] if len(batch) == 1 else len(batch))


def balance_row(programme_id: int, key: Key) -> dict[str, object]:
    """The columns of its primary key."""
    return dict(zip(_KEY, (programme_id, *key), strict=True))


def _where(programme_id: int, key: Key) -> dict[str, object]:
    return {f"of_{name}": value for name, value in balance_row(programme_id, key).items()}
