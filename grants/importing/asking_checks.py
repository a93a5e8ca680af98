"""What must hold of what is asked for: certifications and tranches name a milestone that is there."""

from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload


def check_certifications(upload: Upload) -> None:
    for row in upload.of("certifications"):
        _check_milestone(upload, row)


def check_tranches(upload: Upload) -> None:
    for row in upload.of("tranches"):
        amount = row.content["amount"]
        if amount is not None and amount <= 0:
            upload.refuse(row, "amount", RowProblem.NOT_POSITIVE)
        if row.content["milestone"] is not None:
            _check_milestone(upload, row)


def _check_milestone(upload: Upload, row: Row) -> None:
    parts = [row.content[column] for column in ("project", "fund", "milestone")]
    if None not in parts and not upload.has("milestones", row_key(*parts)):
        code = row.content["milestone"]
        upload.refuse(row, "milestone", RowProblem.CODE_UNKNOWN, code=code, of_sheet="milestones")
