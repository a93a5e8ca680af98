"""What must hold of documents: they belong to a row that is there."""

import re

from grants.importing.problems import RowProblem
from grants.importing.upload import Upload
from grants.workbook.mapping import MAPPED

_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_documents(upload: Upload) -> None:
    for row in upload.of("documents"):
        sheet, key, sha256 = (row.content[column] for column in ("sheet", "key", "sha256"))
        if sheet is not None and sheet not in MAPPED:
            upload.refuse(row, "sheet", RowProblem.SHEET_UNKNOWN, value=sheet)
        elif sheet is not None and key is not None and not upload.has(sheet, key):
            upload.refuse(row, "key", RowProblem.CODE_UNKNOWN, code=key, of_sheet=sheet)
        if sha256 is not None and not _SHA256.fullmatch(sha256):
            upload.refuse(row, "sha256", RowProblem.NOT_A_SHA256)
