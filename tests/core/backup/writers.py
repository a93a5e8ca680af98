"""People who record contributions with evidence while something else goes on; each notes what was acknowledged."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from core.database import make_engine, transaction
from core.programmes import Programme
from grants.entering.entering import enter_new
from grants.evidence.files import add_files
from grants.evidence.folder import EvidenceFolder
from grants.evidence.reading import Evidence
from grants.importing.importing import Occasion

CODE = "TJ-KHT"
_PATIENCE = 60


class Writers:
    """`acknowledged()` grows as they write."""

    def __init__(self, notes: list[Path], stop: Any) -> None:
        self._notes = notes
        self.stop = stop

    def acknowledged(self) -> set[str]:
        """The references whose commit has returned, as each writer noted them afterwards."""
        lines = (
            line
            for note in self._notes
            if note.exists()
            for line in note.read_text().splitlines(keepends=True)
        )
        return {line.strip() for line in lines if line.endswith("\n")}

    def wait_for(self, more: int) -> set[str]:
        """All that is acknowledged, once there are so many more than now."""
        wanted = len(self.acknowledged()) + more
        waiting = threading.Event()
        for _ in range(_PATIENCE * 50):
            if len(found := self.acknowledged()) >= wanted:
                return found
            waiting.wait(0.02)
        raise AssertionError(f"{len(self.acknowledged())} acknowledged, not {wanted}")


@contextmanager
def writing(
    engine: sa.Engine, evidence: Path, folder: Path, writers: int = 4, *, as_processes: bool = False
) -> Iterator[Writers]:
    """They write until the block ends. Processes are as real workers are; threads start at once."""
    spawn = get_context("spawn")
    stop: Any = spawn.Event() if as_processes else threading.Event()
    kind: Any = spawn.Process if as_processes else threading.Thread
    url = engine.url.render_as_string(hide_password=False)
    notes = [folder / f"writer-{number}" for number in range(writers)]
    running = [kind(target=write, args=(url, evidence, note, stop)) for note in notes]
    for writer in running:
        writer.start()
    try:
        yield Writers(notes, stop)
    finally:
        stop.set()
        for writer in running:
            writer.join()


def write(url: str, evidence: Path, note: Path, stop: Any) -> None:
    engine = make_engine(url)
    try:
        with note.open("a", buffering=1) as noted:
            for number in count(1):
                if stop.is_set():
                    return
                reference = f"{note.name.upper()}-{number}"
                record(engine, evidence, reference)
                noted.write(f"{reference}\n")
    finally:
        engine.dispose()


def record(engine: sa.Engine, evidence: Path, reference: str) -> None:
    """A verified contribution, matched, with a file that shows it."""
    folder, now = EvidenceFolder(evidence), datetime.now(UTC)
    kept = folder.keep(Evidence(f"a photo of {reference}".encode() * 50, "image/jpeg"))

    def work(books: Session) -> None:
        enter_new(books, CODE, {"contributions": [_row(reference)]}, Occasion("zarina", now))
        programme_id = books.exec(select(Programme.id).where(Programme.code == CODE)).one()
        assert programme_id is not None
        add_files(books, programme_id, "contributions", reference, [kept], by="zarina", at=now)

    transaction(engine, work, patience=_PATIENCE)
    folder.claim(kept.stored_as)


def _row(reference: str) -> dict[str, str]:
    return {
        "reference": reference,
        "project": "FAK-WATER",
        "group": "FAK-1",
        "household": "FAK-H2",
        "source": "remittance",
        "received_on": "2020-06-01",
        "amount": "10",
        "currency": "TJS",
        "kind": "cash",
        "status": "verified",
        "recorded_by": "zarina",
        "recorded_on": "2020-06-02",
        "verified_by": "bahrom",
        "verified_on": "2020-06-03",
        "verification_method": "slip",
    }
