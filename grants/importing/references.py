"""Codes that a row names must be there: in the file, or in the programme already."""

from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.workbook.mapping import MAPPED


def check_references(upload: Upload, name: str) -> None:
    for row in upload.of(name):
        for column, sheet in MAPPED[name].refers_to.items():
            code = row.content[column]
            if code is not None and not upload.has(sheet, _key(row, sheet, code)):
                upload.refuse(row, column, RowProblem.CODE_UNKNOWN, code=code, of_sheet=sheet)


def _key(row: Row, sheet: str, code: str) -> str:
    """Indicators are known within their project only."""
    return row_key(row.content["project"], code) if sheet == "indicators" else row_key(code)
