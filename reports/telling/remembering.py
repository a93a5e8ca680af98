"""What was told is remembered, so that it is told again only when it is time."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.digests import Digest
from core.database import transaction
from reports.telling.gathering import Told

AGAIN_AFTER = timedelta(days=7)
"""What stands and was told is told again only then."""
ONCE_IN = timedelta(hours=20)
"""Nobody gets two letters in a day, however often they are sent."""
_EARLY = timedelta(hours=1)
"""A timer is not exact: what is due by then is due now."""
_PATIENCE_SECONDS = 60.0
"""The letter is out: who is not remembered is told twice."""


def last_digest(reading: Session, account_id: int) -> Digest | None:
    query = select(Digest).where(Digest.account_id == account_id)
    return reading.exec(query.order_by(col(Digest.sent_at).desc(), col(Digest.id).desc()).limit(1)).first()


def is_due(found: Told, last: Digest | None, at: datetime) -> bool:
    if not found.parts:
        return False
    if last is None:
        return True
    since = at - last.sent_at + _EARLY
    is_new = found.has_news or last.sha256 != found.sha256
    return since >= (ONCE_IN if is_new else AGAIN_AFTER)


def remember(engine: sa.Engine, account_id: int, sha256: str, at: datetime) -> None:
    def work(writing: Session) -> None:
        writing.add(Digest(account_id=account_id, sent_at=at, sha256=sha256))

    transaction(engine, work, patience=_PATIENCE_SECONDS)
