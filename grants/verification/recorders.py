"""Who recorded a contribution, or mended it since: whoever did does not verify it.

The sheet's `recorded_by` says who took the money down, and the journal who did before a mend put another name
there; it also says who booked it, and each mend of it. Whoever added evidence does not judge by it.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlmodel import Session

from core.accounts.names import name_key
from core.journal.models import EntryKind, JournalEntry
from core.tables import batches, table
from grants.verification.seen import Evidence, evidence_of
from household_groups.models.contributions import Contribution

_AT_ONCE = 500
_ENTRY = table(JournalEntry).c
_RECORDS = sa.select(_ENTRY.key, _ENTRY.booked_by, _ENTRY.content).where(
    _ENTRY.programme_id.in_(sa.bindparam("programmes", expanding=True)),
    _ENTRY.sheet == "contributions",
    _ENTRY.key.in_(sa.bindparam("references", expanding=True)),
    _ENTRY.kind == EntryKind.RECORD,
)
_NO_MEND = frozenset({"status", "amends"})
"""To return or withdraw a contribution, or to link it to another, leaves what it says as it was."""


def is_recorder(
    session: Session, contribution: Contribution, name: str, evidence: Evidence | None = None
) -> bool:
    """Whether this person took part in recording it, however their name was typed."""
    return contribution.id in recorded_by(session, [contribution], name, evidence)


def recorded_by(
    session: Session, contributions: Collection[Contribution], name: str, evidence: Evidence | None = None
) -> set[int]:
    """Of several contributions of one programme, the ids of those that this person recorded or mended.

    `evidence` are their files, where they have been read already.
    """
    mine = name_key(name)
    booked = _bookers(session, contributions)
    added = _adders(evidence_of(session, contributions) if evidence is None else evidence)
    return {
        contribution.id
        for contribution in contributions
        if contribution.id is not None
        and mine
        in {
            name_key(contribution.recorded_by or ""),
            *booked[contribution.reference],
            *added[contribution.reference],
        }
    }


def _bookers(session: Session, contributions: Iterable[Contribution]) -> defaultdict[str, set[str]]:
    """By reference, the names of those who booked a record of it or a mend, and whom it named as its recorder."""
    of = {"programmes": list({contribution.programme_id for contribution in contributions})}
    references = sorted({contribution.reference for contribution in contributions})
    found: defaultdict[str, set[str]] = defaultdict(set)
    for batch in batches(references, _AT_ONCE):
        for key, by, content in session.execute(_RECORDS, of | {"references": batch}):
            said = json.loads(content)
            if not said.keys() <= _NO_MEND:
                found[key] |= {name_key(by), name_key(said.get("recorded_by") or "")}
    return found


def _adders(evidence: Evidence) -> dict[str, set[str]]:
    """By reference, the names of those who added a file of evidence."""
    return {reference: {name_key(file.added_by) for file in found} for reference, found in evidence.items()}
