"""A programme in which contributions wait, and people who verify them."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from core.accounts.person import Reach
from core.database import session, transaction
from core.journal.append import lock_head
from core.programmes import Programme
from grants.entering.entering import enter
from grants.importing.importing import Occasion
from grants.verification.duplicates import likely_pairs
from grants.verification.pairs import Pair, load_pairs
from grants.verification.seen import digest_of
from grants.verification.verifying import Shown, get_contribution, return_, verify
from household_groups.models.contributions import Contribution
from household_groups.models.evidence import EvidenceFile
from tests.grants import programme as p

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
TODAY = date(2026, 9, 1)
WHOLE = Reach(1, is_whole=True)
SEEN_IN_CASH = {"verification_method": "cash_count", "verified_on": "2026-08-30"}


def recorded(reference: str = "C-1", amount: object = 100, **other: object) -> p.Row:
    """By rustam."""
    return p.recorded(reference, amount, recorded_by="rustam", recorded_on="2026-03-04") | other


def books(engine: sa.Engine, folder: Path, *contributions: p.Row, **sheets: Any) -> sa.Engine:
    """Their programme; the import itself was booked by `tester`."""
    p.booked(engine, folder, p.programme(contributions=contributions or [recorded()], **sheets))
    return engine


def entered(engine: sa.Engine, by: str, **columns: str) -> None:
    """Somebody enters a row of `contributions`."""
    transaction(engine, lambda books: enter(books, "P", {"contributions": [columns]}, Occasion(by, AT)))


def shown(engine: sa.Engine, reference: str = "C-1") -> Shown:
    """What somebody sees who opens its page now."""
    with session(engine) as reading:
        return Shown(1, "P", reference, digest_of(reading, get_contribution(reading, 1, reference)))


def add_evidence(engine: sa.Engine, reference: str, sha256: str, by: str = "rustam") -> None:
    def work(writing: Session) -> None:
        lock_head(writing, 1)
        kept = EvidenceFile(
            programme_id=1,
            sheet="contributions",
            key=reference,
            stored_as=f"{reference}-{sha256}"[:80],
            sha256=sha256,
            media_type="image/jpeg",
            size=1_000,
            added_by=by,
            added_at=AT,
        )
        writing.add(kept)

    transaction(engine, work)


def verified(engine: sa.Engine, by: str, seen: Shown | None = None, **typed: str) -> None:
    seen = seen or shown(engine)
    transaction(engine, lambda books: verify(books, seen, SEEN_IN_CASH | typed, Occasion(by, AT)))


def returned(engine: sa.Engine, by: str, reason: str, seen: Shown | None = None) -> None:
    seen = seen or shown(engine)
    transaction(engine, lambda books: return_(books, seen, Occasion(by, AT, reason=reason)))


def get(engine: sa.Engine, reference: str = "C-1") -> Contribution:
    with session(engine) as reading:
        return get_contribution(reading, 1, reference)


def status(engine: sa.Engine, reference: str = "C-1") -> str:
    return get(engine, reference).status.value


def the_programme(engine: sa.Engine) -> Programme:
    with session(engine) as reading:
        return reading.exec(select(Programme)).one()


def pairs(engine: sa.Engine, reach: Reach = WHOLE, today: date = TODAY) -> list[Pair]:
    with session(engine) as reading:
        return load_pairs(reading, reading.execute(likely_pairs(reach, today)).mappings().all())


def pair_names(engine: sa.Engine, reach: Reach = WHOLE, today: date = TODAY) -> list[str]:
    return [f"{pair.first.reference} {pair.second.reference}" for pair in pairs(engine, reach, today)]
