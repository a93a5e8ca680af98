"""What a person was shown of a contribution, as a digest: only what they saw is verified."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session

from core.journal.append import canonical
from core.tables import table
from household_groups.models.contributions import Contribution
from household_groups.models.evidence import EvidenceFile

SHEET = "contributions"


Evidence = Mapping[str, Sequence[EvidenceFile]]
"""Files by the reference of their contribution."""

_FILE = table(EvidenceFile).c
_FILES = (
    sa.select(EvidenceFile)
    .where(
        _FILE.programme_id == sa.bindparam("of"),
        _FILE.sheet == SHEET,
        _FILE.key.in_(sa.bindparam("references", expanding=True)),
    )
    .order_by(_FILE.id)
)


def digest_of(session: Session, *contributions: Contribution) -> str:
    """Of everything that the rows say and of the files that were added to them."""
    return digest_with(evidence_of(session, contributions), *contributions)


def digest_with(evidence: Evidence, *contributions: Contribution) -> str:
    """`digest_of()` for whoever has read the files already."""
    parts = [part for contribution in contributions for part in _parts(contribution, evidence)]
    return sha256("\x1f".join(parts).encode()).hexdigest()


def evidence_of(session: Session, contributions: Iterable[Contribution]) -> dict[str, list[EvidenceFile]]:
    """The files of contributions of one programme, by reference, in the order in which they were added."""
    given = list(contributions)
    found: dict[str, list[EvidenceFile]] = {contribution.reference: [] for contribution in given}
    if not given:
        return found
    of = {"of": given[0].programme_id, "references": list(found)}
    for file in session.execute(_FILES, of).scalars():
        found[file.key].append(file)
    return found


def _parts(contribution: Contribution, evidence: Evidence) -> list[str]:
    columns = {column.name: getattr(contribution, column.name) for column in table(Contribution).columns}
    return [canonical(columns), *(file.sha256 for file in evidence[contribution.reference])]
