"""The file of the workbook: the same figures give the same bytes."""

import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 16
_ROWS = re.compile(rb"<sheetData ?/>|<sheetData></sheetData>")
_LINE_END = b"_x000a_"
"""So openpyxl writes the end of a line in the head and foot of a page, and LibreOffice prints it as it stands."""
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_APPLICATION = re.compile(rb"(<Application>)[^<]*")


def write_package(path: Path, shell: bytes, rows: Mapping[str, Iterable[str]], as_of: date) -> None:
    """Put rows into the empty sheets of a workbook, by part of the package, in the order given.

    Times in the file are that of `as_of`. Nothing is at `path` before all of it is there. Raises OSError.
    """
    with (
        _replacing(path) as file,
        zipfile.ZipFile(BytesIO(shell)) as empty,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package,
    ):
        for name in sorted(set(empty.namelist()) - set(rows)):
            package.writestr(_entry(name), _dated(empty.read(name), as_of))
        for name, of_sheet in rows.items():
            _write_sheet(package, name, empty.read(name), of_sheet)


def _write_sheet(package: zipfile.ZipFile, name: str, frame: bytes, rows: Iterable[str]) -> None:
    head, tail = _ROWS.split(frame.replace(_LINE_END, b"\n"), maxsplit=1)
    with package.open(_entry(name), "w") as part:
        part.write(head + b"<sheetData>")
        for chunk in _chunks(rows):
            part.write(chunk)
        part.write(b"</sheetData>" + tail)


def _chunks(rows: Iterable[str]) -> Iterator[bytes]:
    held, size = [], 0
    for row in rows:
        held.append(row)
        size += len(row)
        if size > _CHUNK:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # else it is that of the machine
    entry.external_attr = 0o644 << 16
    return entry


def _dated(content: bytes, as_of: date) -> bytes:
    content = _TIMES.sub(rb"\g<1>%sT00:00:00Z" % as_of.isoformat().encode(), content)
    return _APPLICATION.sub(rb"\g<1>Hashar", content)


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file beside `path` that takes its place once it is complete, and leaves no trace when it is not."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
