"""Backups as somebody's hand, a bad disk or a broken transfer leaves them."""

import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

Members = list[tuple[tarfile.TarInfo, bytes]]


def members_of(file: Path) -> Members:
    with tarfile.open(file) as tar:
        return [(info, _content(tar, info)) for info in tar]


def written(file: Path, members: Members) -> Path:
    with tarfile.open(file, "w") as tar:
        for info, content in members:
            tar.addfile(info, BytesIO(content))
    return file


def with_bit_flipped(file: Path, target: Path, name: str) -> Path:
    """In the middle of what the member holds."""
    with tarfile.open(file) as tar:
        info = tar.getmember(name)
    content = bytearray(file.read_bytes())
    content[info.offset_data + info.size // 2] ^= 1
    target.write_bytes(content)
    return target


def names_in(file: Path) -> list[str]:
    return [info.name for info, _ in members_of(file)]


def plain(name: str, content: bytes = b"x") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    return info, content


def link(name: str, to: str, kind: bytes = tarfile.SYMTYPE) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info, b""


def all_below(folder: Path) -> Iterator[str]:
    return (str(path.relative_to(folder)) for path in sorted(folder.rglob("*")))


def _content(tar: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    source = tar.extractfile(info)
    return source.read() if source else b""
