"""What may be inside a workbook file: looked at before any of it is parsed, and by content, not by name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from grants.workbook.problems import ProblemKind, refused

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take. Memory and time are those of the process that reads it."""

    file_bytes: int
    unpacked_bytes: int
    memory_bytes: int = 512 * MIB
    cpu_seconds: int = 20
    wall_seconds: int = 25


UPLOAD = Limits(file_bytes=10 * MIB, unpacked_bytes=200 * MIB)
COMMAND = Limits(file_bytes=100 * MIB, unpacked_bytes=600 * MIB, cpu_seconds=60, wall_seconds=120)

MAX_PARTS = 2_000
# A hundred thousand rows of real data pack 10 to 20 to 1; only padding packs better than this.
MAX_RATIO = 200
RATIO_COUNTS_ABOVE = MIB

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The directory of an encrypted workbook names its one stream in UTF-16.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1

_ARCHIVES = (_ZIP, _OLE, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_WIDE_XML = re.compile(rb"\xff\xfe|\xfe\xff|.{0,3}\x00", re.DOTALL)
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
_LONGEST_DECLARATION = len(b"<!DOCTYPE")

_MACROS = re.compile(r"vbaproject|^xl/(macrosheets|activex)/")
_EXTERNAL_DATA = re.compile(r"^xl/(externallinks/|connections\.xml|querytables/)")


def check_signature(path: Path, limits: Limits) -> None:
    """Refuses what is not a zip archive, and says what it is instead."""
    size = path.stat().st_size
    if size == 0:
        raise refused(ProblemKind.FILE_EMPTY)
    if size > limits.file_bytes:
        raise refused(ProblemKind.FILE_TOO_LARGE, limit=f"{limits.file_bytes // MIB} MiB")
    with path.open("rb") as file:
        head = file.read(4096)
        if head.startswith(_OLE):
            is_encrypted = _ENCRYPTED_STREAM in head + file.read()
            raise refused(ProblemKind.ENCRYPTED if is_encrypted else ProblemKind.OLD_WORKBOOK)
    if not head.startswith(_ZIP):
        raise refused(ProblemKind.TEXT_FILE if _looks_like_text(head) else ProblemKind.NOT_A_WORKBOOK)


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, as Excel saves "Unicode text"
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head) and not head.startswith(b"%PDF")


def check_entries(entries: Iterable[ZipInfo]) -> None:
    """Refuses an archive by its table of contents. The sizes given there are counted later, not believed."""
    names: set[str] = set()
    for count, entry in enumerate(entries, start=1):
        name = entry.orig_filename.lower()
        if count > MAX_PARTS:
            raise refused(ProblemKind.TOO_MANY_PARTS, limit=str(MAX_PARTS))
        if name in names or not _is_plain(name):
            raise refused(ProblemKind.UNSAFE_PART_NAME, part=name[:60])
        names.add(name)
        _check_entry(entry, name)
    if not {"xl/workbook.xml", "[content_types].xml"} <= names:
        raise refused(ProblemKind.NOT_A_WORKBOOK)


def _is_plain(name: str) -> bool:
    return name.isprintable() and not re.search(r"^/|\\|:|(^|/)\.\.(/|$)", name)


def _check_entry(entry: ZipInfo, name: str) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise refused(ProblemKind.ENCRYPTED)
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise refused(ProblemKind.DAMAGED)
    if _MACROS.search(name):
        raise refused(ProblemKind.MACROS)
    if _EXTERNAL_DATA.search(name):
        raise refused(ProblemKind.EXTERNAL_DATA)


def most_bytes_of(entry: ZipInfo) -> int:
    return max(RATIO_COUNTS_ABOVE, entry.compress_size * MAX_RATIO)


def check_part(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Hands the pieces of a part on, each one looked through."""
    is_xml = name.endswith((".xml", ".rels"))
    before = b""
    for count, piece in enumerate(pieces):
        if count == 0 and piece.startswith(_ARCHIVES):
            raise refused(ProblemKind.FILE_IN_FILE, part=name)
        if name == "[content_types].xml" and b"macroEnabled" in piece:
            raise refused(ProblemKind.MACROS)
        # Nothing that Excel writes declares a document type, and entities live only there. In an
        # encoding other than UTF-8 a declaration would pass unseen, as a formula would.
        if is_xml and (_DECLARATION.search(before + piece) or (count == 0 and _WIDE_XML.match(piece))):
            raise refused(ProblemKind.UNSAFE_XML, part=name)
        before = piece[-_LONGEST_DECLARATION:]
        yield piece
