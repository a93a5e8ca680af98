"""Contributions of a file that are known here: who recorded and who verified them, the programme tells."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from grants.importing.known import load_known
from grants.importing.upload import Known
from grants.uploading.tables import rows_of, with_rows
from grants.workbook.reading import SheetRows

VERIFICATION = ("verified_on", "verified_by", "verification_method")


def as_told_here(session: Session, programme_id: int, sheet: SheetRows) -> SheetRows:
    """A sheet that was uploaded before says the same again, though its rows were verified here since."""
    references = [row["reference"] for _, row in rows_of(sheet) if row.get("reference") is not None]
    known = load_known(session, programme_id, "contributions", references)
    rows = (
        (number, row | _told_here(row, known.get(str(row.get("reference")))))
        for number, row in rows_of(sheet)
    )
    return with_rows(sheet, rows)


def _told_here(row: Mapping[str, Any], known: Known | None) -> dict[str, Any]:
    if known is None:
        return {}
    content, said = known.content, row.get("status")
    told = {"recorded_by": content["recorded_by"]}
    if row.get("recorded_on") is None:
        told["recorded_on"] = content["recorded_on"]
    if content["status"] == "verified" and said != "withdrawn":
        told |= {"status": "verified", **{column: content[column] for column in VERIFICATION}}
    elif content["status"] == "recorded" and said == "returned":
        told["status"] = "recorded"
    return told
