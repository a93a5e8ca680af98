"""Room on a disk that a test can take away and give back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ENOSPC
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

_UNLIMITED = 1_073_741_823


class Room(Protocol):
    def take(self) -> None:
        """From now on there is none."""

    def give(self) -> None:
        """There is as much as before."""


class NoMount(Exception):
    """A disk of a test's own cannot be had here: only root may mount one, and on Linux."""


class SmallDisk:
    """A file system of its own in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def take(self) -> None:
        with suppress(OSError), self._filler.open("ab", buffering=0) as filler:
            for size in (65_536, 4_096, 1):
                with suppress(OSError):
                    while filler.write(b"\1" * size):
                        pass

    def give(self) -> None:
        self._filler.unlink()


class PageLimit:
    """Where no disk can be mounted: SQLite itself lets its database grow no further."""

    def __init__(self, engine: sa.Engine) -> None:
        self._limit = _UNLIMITED
        sa.event.listen(engine, "checkout", self._set)

    def take(self) -> None:
        self._limit = 1  # never fewer than there are

    def give(self) -> None:
        self._limit = _UNLIMITED

    def _set(self, connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={self._limit}")


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Raises NoMount."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform != "linux" or os.geteuid() != 0:
        raise NoMount
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        raise NoMount
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def no_room(*_arguments: Any, **_options: Any) -> Any:
    raise OSError(ENOSPC, os.strerror(ENOSPC))
