"""The files of evidence that a backup takes along: those in folders of the folder, nothing else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from core.backup.archive import Archive
from core.backup.reading import EVIDENCE, is_evidence

RESTORING = "restoring"
"""A file by this name stands in the folder while a backup is restored into it."""


def add_evidence(archive: Archive, root: Path) -> None:
    """Marks of what nobody has claimed yet come along, so that it is swept away also after a restore."""
    for name in names_in(root):
        with suppress(FileNotFoundError):  # nobody claimed it, and it was swept away just now
            archive.add_file(f"{EVIDENCE}{name}", root / name)


def names_in(root: Path) -> list[str]:
    """'ab/abcd….jpg': in their order, without what is only being written."""
    return sorted(name for name in _files_below(root) if is_evidence(f"{EVIDENCE}{name}"))


def empty(root: Path) -> None:
    """Remove what a restore that was interrupted has left; its mark stays."""
    with suppress(FileNotFoundError), os.scandir(root) as folders:
        for folder in folders:
            if folder.is_dir(follow_symlinks=False):
                shutil.rmtree(folder)


def _files_below(root: Path) -> Iterator[str]:
    with suppress(FileNotFoundError), os.scandir(root) as folders:
        for folder in folders:
            if folder.is_dir(follow_symlinks=False):
                with os.scandir(folder) as files:
                    yield from (
                        f"{folder.name}/{file.name}" for file in files if file.is_file(follow_symlinks=False)
                    )
