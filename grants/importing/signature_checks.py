"""What must hold of signatures: nobody signs two parts of a quarter, and it is approved when it is closed."""

import re
from collections import defaultdict

from core.accounts.names import name_key
from grants.importing.narrative_checks import check_numbers, check_quarters
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.models.quarters import Part
from grants.workbook.mapping import Content

_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_signatures(upload: Upload) -> None:
    check_quarters(upload, "signatures")
    check_numbers(upload, "signatures", "part")
    for row in upload.sound("signatures"):
        figures = row.content["figures"]
        if figures is not None and not _SHA256.fullmatch(figures):
            upload.refuse(row, "figures", RowProblem.NOT_A_SHA256)
    _check_people(upload)
    _check_approved(upload)


def _check_people(upload: Upload) -> None:
    """Nobody signs two parts of one quarter, whatever became of the other signature."""
    in_file = upload.by_key.get("signatures", {})
    if not in_file:
        return
    known = upload.known.get("signatures", {})
    quarters = {row.content["quarter"] for row in in_file.values()}
    rows: list[tuple[Row | None, Content]] = [
        (None, known[key].content) for key in known if key not in in_file
    ]
    rows += [(row, row.content) for row in in_file.values()]
    signed: defaultdict[tuple[object, str], object] = defaultdict(lambda: None)
    for row, content in rows:
        name = content["signed_by"]
        if content["quarter"] not in quarters or not isinstance(name, str):
            continue
        part = signed.setdefault((content["quarter"], name_key(name)), content["part"])
        if row is not None and row.is_sound and part != content["part"]:
            upload.refuse(row, "signed_by", RowProblem.TWO_PARTS_BY_ONE_PERSON, by=name)


def _check_approved(upload: Upload) -> None:
    """A report is approved by closing its quarter: the file that tells of the one tells of the other."""
    closings = upload.sheets.get("closings")
    place = closings.columns.index("quarter") if closings and "quarter" in closings.columns else None
    closing = {values[place] for values in closings.rows} if closings and place is not None else set()
    for row in list(upload.new("signatures")):
        if row.content["part"] == Part.APPROVED.value and row.content["quarter"] not in closing:
            upload.refuse(row, "part", RowProblem.APPROVED_WITHOUT_CLOSING, value=row.content["quarter"])
