"""Keeps what takes long to work out of a fund until anything is booked in its programme.

The digest of the journal's head stands for all of a programme's books: while it is the same, so are they.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session

from core.database import only_reads
from core.journal.models import JournalHead
from core.tables import table
from grants.models.funds import Fund

T = TypeVar("T")

_MOST = 8
_kept: OrderedDict[tuple[str, int | None, str, date], Any] = OrderedDict()
_one_at_a_time = Lock()


def kept(session: Session, fund: Fund, until: date, work_out: Callable[[], T]) -> T:
    """As it was worked out of the same books to the same day before, or worked out now; not to be changed.

    Nothing is kept of what is not committed yet: whoever writes works it out.
    """
    t = table(JournalHead).c
    digest = session.execute(sa.select(t.digest).where(t.programme_id == fund.programme_id)).scalar()
    if not digest or not only_reads(session):
        return work_out()
    key = str(session.get_bind().engine.url), fund.id, digest, until
    with _one_at_a_time:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    found = work_out()
    with _one_at_a_time:
        _kept[key] = found
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found
