"""What a person was shown of a contribution, as a digest: only what they saw is verified."""

from collections.abc import Iterable
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session

from core.journal.append import canonical
from core.tables import table
from household_groups.models.contributions import Contribution
from household_groups.models.evidence import EvidenceFile

SHEET = "contributions"


def digest_of(session: Session, *contributions: Contribution) -> str:
    """Of everything that the rows say and of the files that were added to them."""
    parts = [part for contribution in contributions for part in _parts(session, contribution)]
    return sha256("\x1f".join(parts).encode()).hexdigest()


def evidence_of(session: Session, contributions: Iterable[Contribution]) -> dict[str, list[EvidenceFile]]:
    """The files of contributions of one programme, by reference, in the order in which they were added."""
    given = list(contributions)
    found: dict[str, list[EvidenceFile]] = {contribution.reference: [] for contribution in given}
    if not given:
        return found
    t = table(EvidenceFile).c
    query = sa.select(EvidenceFile).where(
        t.programme_id == given[0].programme_id, t.sheet == SHEET, t.key.in_(found)
    )
    for file in session.execute(query.order_by(t.id)).scalars():
        found[file.key].append(file)
    return found


def _parts(session: Session, contribution: Contribution) -> list[str]:
    columns = {column.name: getattr(contribution, column.name) for column in table(Contribution).columns}
    files = evidence_of(session, [contribution])[contribution.reference]
    return [canonical(columns), *(file.sha256 for file in files)]
