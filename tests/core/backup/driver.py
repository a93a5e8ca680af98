"""A backup under load and its restore elsewhere, with what was lost and how long it took."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from core.backup.backing_up import Place, back_up
from core.backup.checking import check_backup
from core.backup.looking import heads_in
from core.backup.restoring import restore
from core.backup.sqlite_dump import file_of, look
from core.database import make_engine, session
from core.errors import Refusal
from grants.evidence.folder import EvidenceFolder
from grants.verifying.verify import verify
from household_groups.models.contributions import Contribution
from household_groups.models.evidence import EvidenceFile
from tests.core.backup.writers import record, writing


@dataclass(frozen=True)
class Tried:
    """`acknowledged` counts what had to be there; `wrong` has a sentence for whatever is not as promised."""

    acknowledged: int
    meanwhile: int
    restored: int
    wrong: list[str]
    size: int
    backup_seconds: float
    restore_seconds: float
    verify_seconds: float


def place_in(engine: sa.Engine, folder: Path) -> Place:
    return Place(engine, folder / "evidence", folder / "heads.jsonl")


def heads_of(place: Place) -> Path:
    assert place.heads is not None
    return place.heads


def back_up_under_load(
    source: Place,
    target: Place,
    folder: Path,
    *,
    writers: int = 4,
    before: int = 20,
    as_processes: bool = False,
) -> Tried:
    """`source` has the example of Khatlon, `target` is empty. Contributions are lost if they were acknowledged
    before the backup began, and are not there after it was restored."""
    file = folder / "backup.tar"
    with writing(source.engine, source.evidence, folder, writers, as_processes=as_processes) as at_work:
        acknowledged = at_work.wait_for(before)
        started = time.monotonic()
        back_up(source, file, at=datetime.now(UTC))
        backed_up = time.monotonic()
        meanwhile = len(at_work.acknowledged()) - len(acknowledged)
        at_work.wait_for(writers)
    manifest = check_backup(file)
    began = time.monotonic()
    restore(target, file)
    restored = time.monotonic()
    wrong = differences(target.engine)
    with session(target.engine) as reading:
        there = set(reading.exec(select(Contribution.reference)))
        if heads_in(reading) != manifest.heads:
            wrong.append("the head of the journal is not that of the manifest")
    wrong += [f"{reference} was lost" for reference in sorted(acknowledged - there)]
    wrong += [f"{name} is missing in the backup" for name in manifest.missing]
    wrong += missing_files(target)
    return Tried(
        acknowledged=len(acknowledged),
        meanwhile=meanwhile,
        restored=len(there),
        wrong=wrong,
        size=file.stat().st_size,
        backup_seconds=backed_up - started,
        restore_seconds=restored - began,
        verify_seconds=time.monotonic() - restored,
    )


def differences(engine: sa.Engine) -> list[str]:
    """What `flask verify` finds."""
    with session(engine) as reading:
        return [str(difference) for found in verify(reading) for difference in found.differences]


def missing_files(place: Place) -> list[str]:
    """Rows whose file is not there, or is another one."""
    folder, wrong = EvidenceFolder(place.evidence), []
    with session(place.engine) as reading:
        for row in reading.exec(select(EvidenceFile).order_by(col(EvidenceFile.id))):
            path = folder.path(row.stored_as)
            if not path.is_file() or sha256(path.read_bytes()).hexdigest() != row.sha256:
                wrong.append(f"the file of {row.key} is missing or altered")
    return wrong


def copied_as_a_file(source: Place, folder: Path) -> list[str]:
    """What is wrong with a copy of the file of a SQLite database, made as `cp` makes it, while somebody records.

    A copy takes time. Here somebody books between its two halves, so that it happens at each trial.
    """
    copy = folder / "copied.sqlite"
    live = file_of(source.engine)
    half = live.stat().st_size // 2
    with live.open("rb") as read, copy.open("wb") as written:
        written.write(read.read(half))
        for number in range(3):
            record(source.engine, source.evidence, f"MEANWHILE-{number}")
        written.write(read.read())
    engine = make_engine(f"sqlite:///{copy}")
    try:
        look(copy)
        return differences(engine)
    except (Refusal, DBAPIError) as damage:
        return [str(damage)]
    finally:
        engine.dispose()
