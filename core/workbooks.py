"""Writing .xlsx files so that text stays text and the same content gives the same bytes."""

import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from errno import ENOSPC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What readers of .xlsx take for the beginning of an escaped character."""

_NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001  (openpyxl writes no zone)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def text_cell(sheet: WriteOnlyWorksheet, text: str) -> Any:
    """A cell that holds text whatever it begins with or contains: `=1+1` is no formula, `_x0041_` no letter A."""
    cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_", text))
    cell.data_type = "s"
    return cell


@contextmanager
def written(book: Workbook) -> Iterator[None]:
    """A book is written row by row. Where that fails, nothing of it stays, and a full disk is said as one."""
    try:
        yield
    except BaseException as failure:
        for sheet in book.worksheets:
            _forget(sheet)
        if isinstance(failure, SerialisationError) and "ENOSPC" in str(failure):
            raise OSError(ENOSPC, os.strerror(ENOSPC)) from failure
        raise


def _forget(sheet: WriteOnlyWorksheet) -> None:
    """openpyxl keeps the rows in a temporary file, which it removes only when it has done all its work."""
    writer = sheet._writer
    if writer is None:
        return
    for step in (sheet._rows and sheet._rows.close, writer.close, writer.cleanup):
        if step:
            with suppress(Exception):  # it fails once more, for the same reason
                step()


def save_reproducibly(book: Workbook, path: Path) -> None:
    """Save without the time of day: openpyxl writes it into the properties and into the package."""
    book.properties.created = _NO_TIME
    with TemporaryDirectory() as folder:
        written = Path(folder, "book.xlsx")
        book.save(written)
        _rewrite(written, path)


def _rewrite(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with old.open(part) as reading, new.open(entry, "w", force_zip64=False) as writing:
                if part.filename == "docProps/core.xml":
                    writing.write(_without_modified(reading.read()))
                else:
                    while piece := reading.read(1 << 20):
                        writing.write(piece)


def _without_modified(properties: bytes) -> bytes:
    start, end = properties.index(b"<dcterms:modified"), properties.index(b"</dcterms:modified>")
    return properties[:start] + properties[end + len(b"</dcterms:modified>") :]
