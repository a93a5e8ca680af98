"""The audit of all that is not money: who changed which field of what, from what to what, when and why."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, Session, SQLModel

from core.columns import TimestampUTC


class AuditEntry(SQLModel, table=True):
    """One field that took another value; a thing that is new or gone has an empty `field`.

    `sheet` and `key` name the thing: a sheet of the workbook and its row's key, or `accounts` and a name.
    `programme_id` is None for what belongs to the site.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_programme_id_sheet_key", "programme_id", "sheet", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int | None = Field(default=None, foreign_key="programme.id")
    at: datetime = Field(sa_type=TimestampUTC)
    by: str
    sheet: str = Field(max_length=64)
    key: str
    field: str = Field(default="", max_length=64)
    old: str | None = None
    new: str | None = None
    reason: str | None = None


def note(
    session: Session,
    programme_id: int | None,
    sheet: str,
    key: str,
    *,
    by: str,
    at: datetime,
    field: str = "",
    old: str | None = None,
    new: str | None = None,
    reason: str | None = None,
) -> None:
    """Add an entry; it is stored with the change itself, or not at all."""
    session.add(
        AuditEntry(
            programme_id=programme_id,
            at=at,
            by=by,
            sheet=sheet,
            key=key,
            field=field,
            old=old,
            new=new,
            reason=reason,
        )
    )
