"""Making a backup while people work: the database first, then the files that its rows name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from core.backup import postgresql_dump, sqlite_dump
from core.backup.archive import new_archive
from core.backup.files import add_evidence
from core.backup.manifest import DATABASES, Manifest, Member, version_of_hashar
from core.backup.reading import EVIDENCE, HEADS


@dataclass(frozen=True)
class Place:
    """Where an installation keeps what it keeps; `engine` is that of the role which owns the tables.

    `heads` is None where no heads are kept outside of the database.
    """

    engine: sa.Engine
    evidence: Path
    heads: Path | None

    @property
    def kind(self) -> str:
        return self.engine.dialect.name


def back_up(place: Place, file: Path, *, at: datetime, force: bool = False) -> Manifest:
    """Everything but the secret key, in one file. Raises Refusal; then there is no file, or the one that was."""
    with new_archive(file, at, force=force) as (archive, beside):
        # Earlier than the database: a head that is noted there meanwhile would be missing in the copy.
        noted = place.heads.read_bytes() if place.heads and place.heads.is_file() else None
        dump = sqlite_dump.dump if place.kind == "sqlite" else postgresql_dump.dump
        program, seen = dump(place.engine, beside)
        archive.add_file(DATABASES[place.kind], beside)
        beside.unlink()
        # Later than the database, so that every file that a row names is there.
        add_evidence(archive, place.evidence)
        if noted is not None:
            archive.add_bytes(HEADS, noted)
        manifest = Manifest(
            made_at=at,
            hashar=version_of_hashar(),
            engine=place.kind,
            program=program,
            schema=seen.schema,
            heads=seen.heads,
            members=tuple(archive.members),
            missing=_missing(seen.files, archive.members),
        )
        archive.close_with(manifest)
    return manifest


def _missing(named: Mapping[str, str], members: Iterable[Member]) -> tuple[str, ...]:
    there = {(member.name, member.sha256) for member in members}
    return tuple(sorted(file for file, sha256 in named.items() if (f"{EVIDENCE}{file}", sha256) not in there))
