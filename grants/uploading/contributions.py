"""Contributions of an uploaded workbook: they enter as recorded by whoever uploads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from grants.importing.upload import Row, Upload
from grants.uploading.known_contributions import VERIFICATION
from grants.uploading.problems import UploadProblem
from grants.uploading.tables import Numbered, rows_of, with_rows
from grants.workbook.problems import Problem
from grants.workbook.reading import SheetRows

_NAME = "contributions"
_NOT_TAKEN = frozenset(
    {
        *(*VERIFICATION, "verified_seq"),
        *("reversed_on", "reversed_amount", "reversal_reason", "reversed_seq"),
    }
)
"""Who verified is told on the site, by that person; reversals become proposals."""

_SAID_BY_US = _NOT_TAKEN | {"status", "recorded_by"}


@dataclass(frozen=True)
class Contributions:
    """What of the sheet is booked at once: `verified_there` counts those that wait here, though the file says
    that they are verified.
    """

    sheet: SheetRows | None
    verified_there: int
    problems: list[Problem]


def as_typed(upload: Upload, by: str, today: date) -> Contributions:
    """The rows that are new or mended, as if this person had typed them today."""
    sheet = upload.sheets.get(_NAME)
    if sheet is None:
        return Contributions(None, 0, [])
    of_number = {row.number: row for row in upload.of(_NAME)}
    verified_there = sum(_is_verified_there(upload, row) for row in upload.of(_NAME))
    aside = Upload(upload.sheets)
    taken = list(_taken(upload, aside, rows_of(sheet), of_number, by, today))
    columns = ("recorded_on", "recorded_by")
    entered = with_rows(sheet, taken, without=_NOT_TAKEN, and_columns=columns) if taken else None
    return Contributions(entered, verified_there, aside.problems)


def _taken(
    upload: Upload,
    aside: Upload,
    rows: Iterator[Numbered],
    of_number: dict[int, Row],
    by: str,
    today: date,
) -> Iterator[Numbered]:
    for number, given in rows:
        row = of_number[number]
        ours = _new(row, by, today) if row.is_new else _known(upload, aside, row, by)
        if ours is not None:
            yield number, given | ours


def _new(row: Row, by: str, today: date) -> dict[str, Any]:
    status = "withdrawn" if row.content["status"] == "withdrawn" else "recorded"
    return {
        "status": status,
        "recorded_by": by,
        # Verified there, it was recorded by that day.
        "recorded_on": row.content["recorded_on"] or row.content["verified_on"] or today,
    }


def _known(upload: Upload, aside: Upload, row: Row, by: str) -> dict[str, Any] | None:
    """None where it stays as it is. Whoever mends a contribution is who recorded it: another one verifies it."""
    known = upload.known[_NAME][row.key].content
    is_mended = bool(set(row.changed) - _SAID_BY_US)
    status = _status(known["status"], row.content["status"], is_mended)
    if known["status"] == "withdrawn" and (is_mended or row.content["status"] != "withdrawn"):
        aside.refuse_cell(_NAME, row.number, "status", UploadProblem.STAYS_WITHDRAWN, key=row.key)
        return None
    if not is_mended and status == known["status"]:
        return None
    return {
        "status": status,
        "recorded_by": by if is_mended else known["recorded_by"],
        "recorded_on": row.content["recorded_on"],
    }


def _status(known: str, said: str, is_mended: bool) -> str:
    """What was returned is sent again once it is mended, or the file says so."""
    if said == "withdrawn" and known in ("recorded", "returned"):
        return said
    if known == "returned" and (is_mended or said == "recorded"):
        return "recorded"
    return known


def _is_verified_there(upload: Upload, row: Row) -> bool:
    if row.content["status"] != "verified":
        return False
    return row.is_new or upload.known[_NAME][row.key].content["status"] in ("recorded", "returned")
