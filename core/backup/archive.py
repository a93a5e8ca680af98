"""Writing the one file of a backup: a tar, as gzip where its name ends so, that is there whole or not at all."""

import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from core.backup.manifest import Manifest, Member
from core.backup.refusals import BackupReason, room_in
from core.errors import Refusal

try:
    import fcntl
except ImportError:  # Windows: two backups into one file at a time are not noticed
    fcntl = None  # type: ignore[assignment]

MANIFEST, DIGEST_OF_MANIFEST = "manifest.json", "manifest.sha256"
"""The last two members. The second is a line as `sha256sum` writes it."""

_COMPRESSED = (".gz", ".tgz")
_LEVEL = 6


class Archive:
    """A backup that is being written; `members` are those that are in it."""

    def __init__(self, tar: tarfile.TarFile, made_at: datetime) -> None:
        self._tar = tar
        self._made_at = made_at
        self.members: list[Member] = []

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            self._add(name, file, status.st_size, int(status.st_mtime))

    def add_bytes(self, name: str, content: bytes) -> None:
        self._add(name, BytesIO(content), len(content), int(self._made_at.timestamp()))

    def close_with(self, manifest: Manifest) -> None:
        content = manifest.as_json()
        self.add_bytes(MANIFEST, content)
        self.add_bytes(DIGEST_OF_MANIFEST, digest_line(content))

    def _add(self, name: str, source: IO[bytes], size: int, modified: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, modified, 0o600
        hashed = Hashed(source)
        self._tar.addfile(info, hashed)
        self.members.append(Member(name, size, hashed.hexdigest()))


class Hashed:
    """What is read from a file passes through its digest."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._digest = sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        content = self._source.read(size)
        self._digest.update(content)
        self.size += len(content)
        return content

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def digest_line(manifest: bytes) -> bytes:
    return f"{sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


@contextmanager
def new_archive(path: Path, made_at: datetime, *, force: bool = False) -> Iterator[tuple[Archive, Path]]:
    """An archive to fill, and the path of a file beside it for what has to be made before it is added.

    It gets its name when the block ends without an exception, all of it on the disk; else nothing is left.
    """
    if path.exists() and not force:
        raise Refusal(BackupReason.FILE_EXISTS, file=path)
    part, beside = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.part.database")
    with room_in(path.parent), _alone(part) as file:
        try:
            beside.unlink(missing_ok=True)
            os.close(os.open(beside, os.O_CREAT | os.O_WRONLY, 0o600))
            with _tar(path, file) as tar:
                yield Archive(tar, made_at), beside
            file.flush()
            os.fsync(file.fileno())
            if path.exists() and not force:
                raise Refusal(BackupReason.FILE_EXISTS, file=path)
            part.replace(path)
            sync_folder(path.parent)
        finally:
            beside.unlink(missing_ok=True)
            part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """The names in it are on the disk, not only what the files hold."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _alone(part: Path) -> Iterator[IO[bytes]]:
    """The file, emptied: what a killed backup has left there is nobody's. One that is at work keeps it."""
    with os.fdopen(os.open(part, os.O_CREAT | os.O_RDWR, 0o600), "r+b") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refusal(BackupReason.IN_PROGRESS, file=part) from None
        if not part.exists() or not os.path.samestat(part.stat(), os.fstat(file.fileno())):
            raise Refusal(BackupReason.IN_PROGRESS, file=part)
        file.truncate()
        yield file


def _tar(path: Path, file: IO[bytes]) -> tarfile.TarFile:
    if path.name.endswith(_COMPRESSED):
        return tarfile.open(fileobj=file, mode="w:gz", compresslevel=_LEVEL)
    return tarfile.open(fileobj=file, mode="w")
