"""A transaction that records under numbers: where somebody else records the same one meanwhile, it looks again."""

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from core.database import transaction

T = TypeVar("T")

_LOOKS = 5


def once(engine: sa.Engine, work: Callable[[Session], T]) -> T:
    """`transaction()`. The lock of the programme's head lets one in at a time; the unique keys stand behind it.

    Should they ever decide, `work` begins anew and finds what was there first.
    """
    for _ in range(_LOOKS - 1):
        try:
            return transaction(engine, work)
        except IntegrityError:
            continue
    return transaction(engine, work)
