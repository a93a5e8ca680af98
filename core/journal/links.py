"""How an entry of a journal is linked to its predecessor: by the digest that both give."""

from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256

LINKED = ("position", "seq", "kind", "sheet", "key", "effective_on", "content", "booked_by", "booked_at")
"""The columns of an entry that count in its digest: who booked it does, the row's ids do not."""


def digest_of(
    predecessor: str,
    position: int,
    seq: int | None,
    kind: str,
    sheet: str,
    key: str,
    effective_on: date | None,
    content: str,
    booked_by: str,
    booked_at: datetime,
) -> str:
    """SHA-256, in hex, of an entry and its predecessor's digest."""
    event = f"{predecessor}\x1f{position}\x1f{seq}\x1f{kind}\x1f{sheet}\x1f{key}\x1f{effective_on}"
    return sha256(f"{event}\x1f{content}\x1f{booked_by}\x1f{_instant(booked_at)}".encode()).hexdigest()


@lru_cache(maxsize=1024)
def _instant(at: datetime) -> str:
    """Thousands of entries are booked at one instant."""
    return at.astimezone(UTC).isoformat()
