"""What slows down guessing: attempts are counted in the database, so for all workers together.

An attempt is counted before the password is looked at, and given back if it was right: however many guesses
come at the same moment, no more than `ATTEMPTS` are looked at.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from core.accounts.clock import SKEW
from core.accounts.models import Throttle
from core.accounts.names import name_key
from core.accounts.tokens import digest
from core.tables import table

ATTEMPTS = 10
WINDOW = timedelta(minutes=15)

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def bucket_of_name(name: str) -> str:
    return "account:" + digest(name_key(name))


def bucket_of_address(address: str) -> str:
    """A household has a whole /64 of IPv6 addresses, so that counts as one."""
    try:
        known = ip_address(address)
    except ValueError:
        return "address:" + digest(address)
    if isinstance(known, IPv6Address):
        address = str(ip_network((known, 64), strict=False))
    return "address:" + digest(address)


def count_attempt(session: Session, buckets: Sequence[str], *, at: datetime) -> datetime | None:
    """Count an attempt in each bucket; or count none, and say from when on there is room in all of them."""
    throttle = table(Throttle)
    session.execute(sa.delete(throttle).where(throttle.c.window_began_at <= at - WINDOW))
    # Where the clock went back, what was counted stays counted, but nobody waits until it has caught up.
    ahead = throttle.c.window_began_at > at + SKEW
    session.execute(sa.update(throttle).where(ahead).values(window_began_at=at))
    insert = _INSERT[session.get_bind().dialect.name](throttle)
    for bucket in sorted(buckets):
        new = insert.values(bucket=bucket, attempts=0, window_began_at=at)
        session.execute(new.on_conflict_do_nothing(index_elements=["bucket"]))
    ours = throttle.c.bucket.in_(buckets)
    rows = session.execute(
        sa.select(throttle).where(ours).order_by(throttle.c.bucket).with_for_update()
    ).all()
    full: list[datetime] = [row.window_began_at + WINDOW for row in rows if row.attempts >= ATTEMPTS]
    if full:
        return max(full)
    session.execute(sa.update(throttle).where(ours).values(attempts=throttle.c.attempts + 1))
    return None


def give_back(session: Session, bucket: str) -> None:
    """The attempt was right after all."""
    counted = col(Throttle.bucket) == bucket, col(Throttle.attempts) > 0
    session.execute(sa.update(Throttle).where(*counted).values(attempts=col(Throttle.attempts) - 1))


def forget(session: Session, bucket: str) -> None:
    """Earlier attempts do not count any more."""
    session.execute(sa.delete(Throttle).where(col(Throttle.bucket) == bucket))
