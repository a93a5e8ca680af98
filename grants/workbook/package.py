"""The parts of an opened workbook file, unpacked piece by piece and never further than the limits allow."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from typing import BinaryIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from grants.workbook.container import MIB, Limits, check_entries, check_part, check_signature, most_bytes_of
from grants.workbook.problems import ProblemKind, refused

_LOCAL_HEADER_BYTES = 30


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    part: str
    is_hidden: bool


@contextmanager
def open_package(path: Path, limits: Limits) -> Iterator["Package"]:
    check_signature(path, limits)
    with path.open("rb") as file:
        yield Package(file, limits)


class Package:
    """A workbook file whose every part has been unpacked once, counted and found harmless."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file = file
        try:
            entries = ZipFile(file).infolist()
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise refused(ProblemKind.DAMAGED) from error
        check_entries(entries)
        self._entries = {entry.filename.lower(): entry for entry in entries}
        self._check_contents(limits)

    def names(self) -> list[str]:
        """The parts, as the file names them and in its order."""
        return [entry.filename for entry in self._entries.values()]

    def pieces(self, part: str) -> Iterator[bytes]:
        """The part in pieces of at most 1 MiB. Entries lie about their size, so what comes out is counted."""
        entry = self._entries.get(part.lower())
        if entry is None:
            raise refused(ProblemKind.DAMAGED)
        unpacked = 0
        for piece in _unpack(self._packed(entry), is_stored=entry.compress_type == ZIP_STORED):
            unpacked += len(piece)
            if unpacked > most_bytes_of(entry):
                raise refused(ProblemKind.UNPACKS_TOO_LARGE, part=part)
            yield piece

    def sheets(self) -> list[SheetPart]:
        """The sheets as the workbook lists them, each with the part that holds its cells."""
        links = self._index("xl/_rels/workbook.xml.rels", "Relationship")
        parts = {link.get("Id", ""): _part_name(link.get("Target", "")) for link in links}
        return [
            SheetPart(
                sheet.get("name", ""),
                parts.get(_relation(sheet), ""),
                is_hidden=sheet.get("state", "visible") != "visible",
            )
            for sheet in self._index("xl/workbook.xml", "sheet")
        ]

    def _index(self, part: str, tag: str) -> list[ElementTree.Element]:
        try:
            return ElementTree.fromstring(b"".join(self.pieces(part))).findall(f".//{{*}}{tag}")
        except ElementTree.ParseError as error:
            raise refused(ProblemKind.DAMAGED) from error

    def _packed(self, entry: ZipInfo) -> Iterator[bytes]:
        self._file.seek(entry.header_offset)
        header = self._file.read(_LOCAL_HEADER_BYTES)
        name_and_extra = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        position = entry.header_offset + _LOCAL_HEADER_BYTES + name_and_extra
        end = position + entry.compress_size
        while position < end:
            self._file.seek(position)  # another part may have been read in between
            packed = self._file.read(min(MIB // 16, end - position))
            if not packed:
                raise refused(ProblemKind.DAMAGED)
            position += len(packed)
            yield packed

    def _check_contents(self, limits: Limits) -> None:
        unpacked = 0
        for part in self._entries:
            for piece in check_part(part, self.pieces(part)):
                unpacked += len(piece)
                if unpacked > limits.unpacked_bytes:
                    raise refused(ProblemKind.UNPACKS_TOO_LARGE, part=part)


def _unpack(packed: Iterable[bytes], *, is_stored: bool) -> Iterator[bytes]:
    if is_stored:
        yield from packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            while piece and not inflater.eof:
                yield inflater.decompress(piece, MIB)
                piece = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise refused(ProblemKind.DAMAGED) from error
    if not inflater.eof:
        raise refused(ProblemKind.DAMAGED)


def _part_name(target: str) -> str:
    return target[1:] if target.startswith("/") else normpath(join("xl", target))


def _relation(sheet: ElementTree.Element) -> str:
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
