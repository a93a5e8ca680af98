"""A zip that is written file by file, large ones in pieces, and keeps an index of what is in it.

The same files give the same bytes: no time of day goes into it.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20
_LARGE = 1 << 31
_PACKED = frozenset({"jpg", "pdf", "xlsx", "png"})
"""What is packed already is only slowed down by packing it once more."""
_READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_FORMULA = "'"

INDEX = "index.csv"
INDEX_COLUMNS = ("path", "what", "sha256", "size", "source")


@dataclass(frozen=True)
class Entry:
    """A file of the archive: where it is, what it is, and what it was written from."""

    path: str
    what: str
    sha256: str
    size: int
    source: str


class Archive:
    """Open for writing; `root` is the folder in which everything lies."""

    def __init__(self, target: IO[bytes], root: str) -> None:
        self._zip = ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True)
        self._root = root
        self.entries: list[Entry] = []

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def add(self, path: str, what: str, source: str, pieces: Iterable[bytes], size: int = 0) -> Entry:
        """A file given piece by piece; `size` is about how large it is, if that is known."""
        info = ZipInfo(f"{self._root}/{path}", _EPOCH)
        info.compress_type = ZIP_STORED if path.rpartition(".")[2] in _PACKED else ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        digest, written = sha256(), 0
        with self._zip.open(info, "w", force_zip64=size >= _LARGE) as writing:
            for piece in pieces:
                writing.write(piece)
                digest.update(piece)
                written += len(piece)
        entry = Entry(path, what, digest.hexdigest(), written, source)
        self.entries.append(entry)
        return entry

    def add_text(self, path: str, what: str, source: str, text: str) -> Entry:
        return self.add(path, what, source, [text.encode()])

    def add_file(self, path: str, what: str, source: str, file: Path) -> Entry:
        """Never all of it in memory. Raises FileNotFoundError before anything is written."""
        with file.open("rb") as reading:
            return self.add(path, what, source, _pieces(reading), file.stat().st_size)

    def add_table(
        self, path: str, what: str, source: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> Entry:
        """Rows as CSV in UTF-8; what a spreadsheet would take for a formula begins with an apostrophe."""
        return self.add(path, what, source, csv_of(columns, rows))

    def write_index(self) -> Entry:
        """What is in the archive so far, as a table; nothing else may follow."""
        rows = [[getattr(entry, name) for name in INDEX_COLUMNS] for entry in self.entries]
        return self.add(INDEX, "", "", csv_of(INDEX_COLUMNS, rows))


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """With a mark by which Excel knows UTF-8; some rows at a time."""
    yield b"\xef\xbb\xbf"
    with _written() as (text, writer):
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(value) for value in row])
            if text.tell() > _PIECE:
                yield _taken(text)
        yield _taken(text)


@contextmanager
def _written() -> Iterator[tuple[StringIO, Any]]:
    with StringIO(newline="") as text:
        yield text, csv.writer(text, lineterminator="\n")


def _taken(text: StringIO) -> bytes:
    content = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return content


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    if value.lstrip(_NO_FORMULA).startswith(_READ_AS_FORMULA) and not _is_number(value):
        return _NO_FORMULA + value  # also before one that is there: what is read back is what was written
    return value


def _is_number(text: str) -> bool:
    return text.startswith("-") and text[1:].replace(".", "", 1).isdigit() and text.isascii()


def _pieces(reading: IO[bytes]) -> Iterator[bytes]:
    while piece := reading.read(_PIECE):
        yield piece
