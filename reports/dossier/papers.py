"""The files of a dossier: vouchers, photos, minutes, as they lie in the folder of evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from core.tables import in_clauses, table
from grants.evidence.folder import EvidenceFolder
from grants.evidence.reaching import find_file
from household_groups.models.evidence import EvidenceFile
from reports.dossier.archive import Archive
from reports.dossier.asker import Asker
from reports.dossier.sheets import Keys
from reports.dossier.tables import Table

COLUMNS = ("sheet", "key", "path", "sha256_when_added", "size_when_added", "added_by", "added_at", "state")

_HERE, _GONE, _ALTERED = "here", "missing", "altered"
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")
_OF_HOUSEHOLDS = frozenset({"contributions", "disbursements"})


@dataclass(frozen=True)
class Papers:
    """`faulty` counts files that are not there any more, or not as they were added."""

    table: Table
    faulty: int


def add_papers(
    session: Session, asker: Asker, keys: Keys, folder: EvidenceFolder, archive: Archive
) -> Papers:
    """Each as far as its own page would hand it out; slips of payments only to who sees households."""
    rows: list[list[str | None]] = []
    faulty = 0
    for file in _files(session, asker, keys):
        name, suffix = _UNSAFE.sub("-", file.key)[:60], file.stored_as.rpartition(".")[2]
        path = f"files/{file.sheet}/{name}-{file.id}.{suffix}"
        state = _added(file, path, folder, archive)
        faulty += state != _HERE
        at = file.added_at.isoformat()
        by = file.added_by if asker.sees_households else ""
        place = path if state != _GONE else ""
        rows.append([file.sheet, file.key, place, file.sha256, str(file.size), by, at, state])
    return Papers(Table("evidence", list(COLUMNS), rows), faulty)


def _added(file: EvidenceFile, path: str, folder: EvidenceFolder, archive: Archive) -> str:
    try:
        entry = archive.add_file(
            path, file.media_type, f"{file.sheet} {file.key}", folder.path(file.stored_as)
        )
    except FileNotFoundError:
        return _GONE
    return _HERE if entry.sha256 == file.sha256 else _ALTERED


def _files(session: Session, asker: Asker, keys: Keys) -> Iterator[EvidenceFile]:
    for sheet in sorted(keys):
        if sheet in _OF_HOUSEHOLDS and not asker.sees_households:
            continue
        found: list[EvidenceFile] = []
        for clause in in_clauses(table(EvidenceFile).c.key, keys[sheet]):
            query = sa.select(EvidenceFile).where(
                col(EvidenceFile.programme_id) == asker.reach.programme_id,
                *(col(EvidenceFile.sheet) == sheet, clause),
            )
            found += session.scalars(query)
        for file in sorted(found, key=lambda each: (each.key, each.id or 0)):
            if find_file(session, asker.reach.programme_id, asker.reach_of, file.id or 0) is not None:
                yield file
