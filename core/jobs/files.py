"""The files that jobs made: in a folder, under names that nobody guesses, for a week."""

import os
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

KEPT = timedelta(days=7)
_NOBODYS_AFTER = timedelta(days=1)
"""Of a worker that was killed: by then no job writes to it any more."""


def new_file(folder: Path, id: int) -> Path:
    """Readable by its owner alone from the first byte."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{id}-{uuid4().hex}"
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def sweep(folder: Path, kept: Iterable[str]) -> None:
    """Remove what no job has, once it is old enough not to be one that is being made."""
    names, before = set(kept), time.time() - _NOBODYS_AFTER.total_seconds()
    for path in folder.glob("*"):
        if path.name not in names and path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
