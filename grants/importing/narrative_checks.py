"""What must hold of what is told of a quarter: the quarter is one of the programme's, open, and told in order."""

import re
from collections import defaultdict
from collections.abc import Iterable

from core.calendar import parse_span
from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload

_QUARTER = re.compile(r"\d{4}-Q[1-4]", re.ASCII)


def check_narrative(upload: Upload) -> None:
    check_quarters(upload, "narrative")
    check_numbers(upload, "narrative", "section")


def check_quarters(upload: Upload, sheet: str) -> None:
    """Each row is of a quarter that was not over when the programme began."""
    known, given = upload.known.get("programmes", {}), upload.by_key.get("programmes", {})
    contents = [*(each.content for each in known.values()), *(each.content for each in given.values())]
    started = [content["starts_on"] for content in contents if content["starts_on"]]
    for row in upload.sound(sheet):
        quarter = row.content["quarter"]
        if quarter is None:
            continue
        if not _QUARTER.fullmatch(quarter):
            upload.refuse(row, "quarter", RowProblem.QUARTER_UNREADABLE, value=quarter)
        elif started and parse_span(quarter).ends_on < min(started):
            upload.refuse(row, "quarter", RowProblem.QUARTER_BEFORE_PROGRAMME, value=quarter)


def check_numbers(upload: Upload, sheet: str, part: str) -> None:
    """The rows of a part of a quarter are numbered from 1 without a gap."""
    numbers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    rows = [row for row in upload.sound(sheet) if None not in _place(row, part)]
    for row in rows:
        quarter, of, number = _place(row, part)
        numbers[quarter, of].add(number)
    for row in rows:
        quarter, of, number = _place(row, part)
        before = row_key(quarter, of, str(number - 1))
        follows = number - 1 in numbers[quarter, of] or before in upload.known.get(sheet, {})
        if number < 1 or (number > 1 and not follows):
            upload.refuse(row, "number", RowProblem.NUMBER_OF_PART_SKIPPED)


def refuse_sealed(upload: Upload, sheets: Iterable[str], closed: set[str]) -> None:
    """What was sealed with a quarter stands: nothing is told or signed of it any more."""
    for sheet in sheets:
        for row in list(upload.new(sheet)):
            if row.content["quarter"] in closed:
                upload.refuse(row, "quarter", RowProblem.QUARTER_CLOSED, value=row.content["quarter"])


def _place(row: Row, part: str) -> tuple[str, str, int]:
    return row.content["quarter"], row.content[part], row.content["number"]
