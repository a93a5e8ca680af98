"""Accounts, their memberships, sign-ins, one-time links, and the counters that slow down guessing.

Of secrets that a person or a browser holds only the SHA-256 is stored.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.columns import TimestampUTC, choice_column
from core.roles import Role, ScopeKind

SHEET = "accounts"
"""Under which the audit keeps what happens to accounts."""


class Account(SQLModel, table=True):
    """A person who may sign in. `name` is how they sign in and how the journal names them; it is never reused.

    `name_key` is the name as it is compared: NFKC, case folded.
    """

    __table_args__ = (UniqueConstraint("name_key"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=64)
    name_key: str = Field(max_length=64)
    password_hash: str | None = Field(default=None, max_length=200)
    """argon2id; None until the person has set a password."""
    language: str | None = Field(default=None, max_length=16)
    email: str | None = Field(default=None, max_length=254)
    """Where the digest goes; without one there is none."""
    is_example: bool = False
    """Signs in on this machine's own loopback address only."""
    made_at: datetime = Field(sa_type=TimestampUTC)
    disabled_at: datetime | None = Field(default=None, sa_type=TimestampUTC)


class Membership(SQLModel, table=True):
    """A role of an account within a scope; `scope_code` is the code of a community or fund, else ''."""

    __table_args__ = (
        UniqueConstraint("account_id", "role", "scope_kind", "programme_id", "scope_code"),
        CheckConstraint("(scope_kind = 'site') = (programme_id IS NULL)", name="only_the_site_has_none"),
        CheckConstraint(
            "(scope_kind IN ('community', 'fund')) = (scope_code != '')", name="a_part_has_a_code"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: Role = Field(sa_column=Column(choice_column(Role), nullable=False))
    scope_kind: ScopeKind = Field(sa_column=Column(choice_column(ScopeKind), nullable=False))
    programme_id: int | None = Field(default=None, foreign_key="programme.id", index=True)
    scope_code: str = Field(default="", max_length=64)


class SignIn(SQLModel, table=True):
    """One browser in which an account is signed in, until it ends, idles or expires."""

    __tablename__ = "sign_in"

    token_sha256: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    device: str = Field(max_length=200)
    started_at: datetime = Field(sa_type=TimestampUTC)
    seen_at: datetime = Field(sa_type=TimestampUTC)
    ended_at: datetime | None = Field(default=None, sa_type=TimestampUTC)


class OneTimeLink(SQLModel, table=True):
    """A link by which the person of an account sets a password, once and within its time."""

    __tablename__ = "one_time_link"

    token_sha256: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    made_by: str
    made_at: datetime = Field(sa_type=TimestampUTC)
    expires_at: datetime = Field(sa_type=TimestampUTC)
    used_at: datetime | None = Field(default=None, sa_type=TimestampUTC)


class Throttle(SQLModel, table=True):
    """How many attempts one bucket (an account, an address) has left; shared by all workers."""

    bucket: str = Field(primary_key=True, max_length=100)
    attempts: int
    window_began_at: datetime = Field(sa_type=TimestampUTC)
