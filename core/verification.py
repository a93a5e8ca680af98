"""Runs of `flask verify`: when a programme's books were last found intact, and since when without a break."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, Session, col, func, select

from core.columns import TimestampUTC
from core.programmes import InProgramme


class VerificationRun(InProgramme, table=True):
    """One programme, verified once: how far its journal had come, what was counted, and what differed.

    `checks` and `found` are JSON lists; see grants/verifying/results.py.
    """

    __tablename__ = "verification_run"
    __table_args__ = (Index("ix_verification_run_programme_id_differences", "programme_id", "differences"),)

    at: datetime = Field(sa_type=TimestampUTC)
    by: str
    milliseconds: int
    position: int = Field(sa_type=BigInteger)
    digest: str = Field(max_length=64)
    differences: int
    checks: str
    found: str
    """The differences themselves, not more than a page can show."""

    @property
    def is_clean(self) -> bool:
        return self.differences == 0

    @property
    def checked(self) -> list[dict[str, Any]]:
        of_run: list[dict[str, Any]] = json.loads(self.checks)
        return of_run

    @property
    def findings(self) -> list[dict[str, str]]:
        of_run: list[dict[str, str]] = json.loads(self.found)
        return of_run


@dataclass(frozen=True)
class Standing:
    """What the last verification said, and since when every one has been clean (None: the last was not)."""

    verified_at: datetime
    is_clean: bool
    intact_since: datetime | None


def latest_run(session: Session, programme_id: int) -> VerificationRun | None:
    query = select(VerificationRun).where(VerificationRun.programme_id == programme_id)
    return session.exec(query.order_by(col(VerificationRun.id).desc()).limit(1)).first()


def latest_runs(session: Session, programme_id: int, most: int) -> list[VerificationRun]:
    """Newest first."""
    query = select(VerificationRun).where(VerificationRun.programme_id == programme_id)
    return list(session.exec(query.order_by(col(VerificationRun.id).desc()).limit(most)))


def standing(session: Session, programme_id: int) -> Standing | None:
    """None where the programme has never been verified."""
    ours = VerificationRun.programme_id == programme_id
    newest = col(VerificationRun.id).desc()
    last = session.exec(
        select(VerificationRun.at, VerificationRun.differences).where(ours).order_by(newest).limit(1)
    ).first()
    if last is None:
        return None
    verified_at, differences = last
    if differences:
        return Standing(verified_at, False, None)
    broken = select(func.coalesce(func.max(VerificationRun.id), 0)).where(
        ours, VerificationRun.differences > 0
    )
    clean = select(VerificationRun.at).where(ours, col(VerificationRun.id) > broken.scalar_subquery())
    return Standing(verified_at, True, session.exec(clean.order_by(col(VerificationRun.id)).limit(1)).one())
