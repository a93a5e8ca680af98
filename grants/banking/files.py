"""A bank's file by what is in it, whatever it is called: its lines as text, from CSV as from a workbook.

A workbook becomes the CSV text that its sheet would be saved as, so that all that follows is the same for both.
"""

import csv
from contextlib import closing
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from core.errors import Refusal
from grants.banking.csv_files import MOST_LINES, read_text
from grants.banking.refusals import BankReason
from grants.banking.sheet_rows import SheetText, read_sheets
from grants.workbook.confinement import run_confined
from grants.workbook.container import UPLOAD
from grants.workbook.problems import Notice, NoticeKind, Problem, ProblemKind, RefusedFile

MOST_FILE_BYTES = UPLOAD.file_bytes
"""Of a workbook, packed; what it holds is limited as a CSV file is."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_FINDINGS = (SheetText, Notice, NoticeKind, Problem, ProblemKind)


class StatementText(NamedTuple):
    """`notices` are worth knowing about what is taken all the same."""

    text: str
    notices: list[Notice]


def text_of(content: bytes) -> StatementText:
    """Raises Refusal, or RefusedFile where something is wrong with a workbook."""
    if content.startswith(_WORKBOOKS):
        return _of_workbook(content)
    return StatementText(read_text(content), [])


def _of_workbook(content: bytes) -> StatementText:
    sheets, notices = [], []
    with TemporaryDirectory() as folder:
        path = Path(folder, "statement.xlsx").resolve()
        path.write_bytes(content)
        task = partial(read_sheets, path, UPLOAD, MOST_LINES + 2)
        with closing(run_confined(task, UPLOAD, _FINDINGS)) as findings:
            for finding in findings:
                match finding:
                    case SheetText():
                        sheets.append(finding)
                    case Notice():
                        notices.append(finding)
                    case Problem():
                        raise RefusedFile(finding)
    if not sheets:
        raise Refusal(BankReason.EMPTY)
    if len(sheets) > 1:
        raise Refusal(BankReason.SEVERAL_SHEETS, sheets=", ".join(each.name for each in sheets))
    return StatementText(_as_csv(sheets[0]), notices)


def _as_csv(sheet: SheetText) -> str:
    """Each row on the line that has its number; the names in quotes, by which the separator is told."""
    written = StringIO()
    names = csv.writer(written, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    lines = csv.writer(written, delimiter="\t", lineterminator="\n")
    last = 0
    for number, cells in sheet.rows:
        written.write("\n" * (number - last - 1))
        (lines if last else names).writerow(" ".join(cell.split()) for cell in cells)
        last = number
    return written.getvalue()
