"""Digests that were sent: what an account was told by mail, and when."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from core.columns import TimestampUTC


class Digest(SQLModel, table=True):
    """One letter to an account; `sha256` is that of its lines, so that nobody is told the same twice a day."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    sent_at: datetime = Field(sa_type=TimestampUTC)
    sha256: str = Field(max_length=64)
