"""The folder of evidence: files under names of our own making.

A file is there before the row that names it, so that no row ever names a file that is not. Until then a mark in
`unclaimed` says so, and whoever adds the next file sweeps away what nobody claimed within a day.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from grants.evidence.reading import Evidence

UNCLAIMED_FOR = timedelta(days=1)

_SUFFIXES = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}
_MARKS = "unclaimed"


@dataclass(frozen=True)
class Kept:
    """A file in the folder, by the name under which it is there."""

    stored_as: str
    sha256: str
    media_type: str
    size: int


class EvidenceFolder:
    """Files in `root`, in folders by the first two letters of their names."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, evidence: Evidence) -> Kept:
        """Write a file whole or not at all, marked as not claimed by any row yet."""
        name = secrets.token_hex(16) + _SUFFIXES[evidence.media_type]
        mark = self._mark(name)
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        try:
            self._write(self.path(name), evidence.content)
        except BaseException:
            mark.unlink(missing_ok=True)  # there is nothing that anybody could claim
            raise
        digest = sha256(evidence.content).hexdigest()
        return Kept(name, digest, evidence.media_type, len(evidence.content))

    def path(self, stored_as: str) -> Path:
        return self._root / stored_as[:2] / stored_as

    def has(self, stored_as: str) -> bool:
        return self.path(stored_as).is_file()

    def claim(self, stored_as: str) -> None:
        """A row names the file now, so it stays."""
        self._mark(stored_as).unlink(missing_ok=True)

    def discard(self, stored_as: str) -> None:
        """Nobody claims the file."""
        self.path(stored_as).unlink(missing_ok=True)
        self.claim(stored_as)

    def unclaimed_since(self, at: datetime) -> list[str]:
        """The names that were marked before that instant."""
        found = []
        with suppress(FileNotFoundError), os.scandir(self._root / _MARKS) as marks:
            for mark in marks:
                with suppress(FileNotFoundError):
                    if mark.stat().st_mtime < at.timestamp():
                        found.append(mark.name)
        return found

    def _mark(self, stored_as: str) -> Path:
        return self._root / _MARKS / stored_as

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                os.replace(file.name, path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
