"""Reading a backup as it comes from elsewhere: nothing in it is believed before its digest is checked."""

import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from core.backup.archive import DIGEST_OF_MANIFEST, MANIFEST, Hashed, digest_line
from core.backup.manifest import DATABASES, Manifest, Member, read_manifest
from core.backup.refusals import damaged

EVIDENCE, HEADS = "evidence/", "heads.jsonl"

_EVIDENCE = re.compile(r"evidence/[\w-]+/[\w-]+(?:\.(?!part$)\w+)?", re.ASCII)
"""Names of our own making; none begins with a dot, and what ends in `.part` is only being written."""
_OTHERS = {*DATABASES.values(), HEADS, MANIFEST, DIGEST_OF_MANIFEST}
_LARGEST_MANIFEST = 256 * 1024 * 1024
_AT_ONCE = 1024 * 1024


def check(path: Path) -> Manifest:
    """Read the whole backup and compare each digest; nothing is written. Raises Refusal."""
    found: dict[str, Member] = {}
    kept: dict[str, bytes] = {}
    for name, source in members(path):
        if name in (MANIFEST, DIGEST_OF_MANIFEST):
            kept[name] = _small(name, source)
        else:
            found[name] = copied(name, source)
    manifest = _manifest_of(kept)
    told = {member.name: member for member in manifest.members}
    for name in sorted(told.keys() | found.keys()):
        if found.get(name) != told.get(name):
            state = (
                "is missing"
                if name not in found
                else "is not in the manifest"
                if name not in told
                else "is altered"
            )
            raise damaged(f"{name} {state}")
    if manifest.database not in told:
        raise damaged(f"{manifest.database} is missing")
    return manifest


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and content of each member: only plain files, under names that a backup has. Raises Refusal."""
    seen = set()
    with _faults_named(), tarfile.open(path, "r|*", errorlevel=2) as tar:
        for info in tar:
            source = tar.extractfile(info) if info.isreg() and not info.issparse() else None
            if source is None:
                raise damaged(f"{info.name!r} is no plain file")
            if info.name not in _OTHERS and not is_evidence(info.name):
                raise damaged(f"{info.name!r} is no name that a backup has")
            if info.name in seen:
                raise damaged(f"{info.name} is there twice")
            seen.add(info.name)
            yield info.name, source


def is_evidence(name: str) -> bool:
    return _EVIDENCE.fullmatch(name) is not None


class Writable(Protocol):
    def write(self, content: bytes, /) -> object: ...


def copied(name: str, source: IO[bytes], target: Writable | None = None) -> Member:
    """Read a member to its end, into `target` where one is given, and say what it was."""
    hashed = Hashed(source)
    with _faults_named():
        while content := hashed.read(_AT_ONCE):
            if target is not None:
                target.write(content)
    return Member(name, hashed.size, hashed.hexdigest())


def _manifest_of(kept: dict[str, bytes]) -> Manifest:
    """These are the last that is written, so they are what is missing of a backup that was cut off."""
    for name in (MANIFEST, DIGEST_OF_MANIFEST):
        if name not in kept:
            raise damaged(f"{name} is missing, so the end of the file may be")
    if kept[DIGEST_OF_MANIFEST] != digest_line(kept[MANIFEST]):
        raise damaged(f"{MANIFEST} is altered")
    try:
        return read_manifest(kept[MANIFEST])
    except ValueError as error:
        raise damaged(f"{MANIFEST}: {error}") from error


def _small(name: str, source: IO[bytes]) -> bytes:
    with _faults_named():
        content = source.read(_LARGEST_MANIFEST + 1)
    if len(content) > _LARGEST_MANIFEST:
        raise damaged(f"{name} is larger than any")
    return content


@contextmanager
def _faults_named() -> Iterator[None]:
    """What the readers of tar and gzip say of a file that is none, or is none any more."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, UnicodeError) as error:
        raise damaged(str(error)) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise damaged(str(error)) from error
