"""The digest of the figures, as a finished workbook states it on its sheet `control`."""

from io import BytesIO

from openpyxl import load_workbook

from reports.sheets.control.grounds import DIGEST
from reports.sheets.control.sheet import CONTROL, NAMES


def digest_in(content: bytes) -> str:
    """Of the bytes of a workbook."""
    workbook = load_workbook(BytesIO(content), read_only=True)
    try:
        place = NAMES.index("remark")
        rows = workbook[CONTROL.name].iter_rows(values_only=True)
        return next(str(row[place]) for row in rows if row[:1] == (DIGEST,))
    finally:
        workbook.close()
