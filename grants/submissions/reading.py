"""Typed contributions as contents, before anything is looked up: what was sent once can be known again later."""

from collections.abc import Sequence

from grants.entering.typed import Typed, place_of, read_typed
from grants.importing.converting import convert_sheet
from grants.importing.upload import Upload
from grants.submissions.content import SHEET, STATED
from grants.workbook.mapping import Content
from grants.workbook.problems import Problem


def read_contents(rows: Sequence[Typed]) -> list[Content | list[Problem]]:
    """Of each row its content, or what in it cannot be read."""
    typed = [_as_row(row, number) for number, row in enumerate(rows, 1)]
    sheets, problems = read_typed({SHEET: typed})
    upload = Upload(sheets, problems=problems)
    if typed:
        convert_sheet(upload, SHEET)
    faults: list[list[Problem]] = [[] for _ in rows]
    for problem in upload.problems:
        _, number, _ = place_of(problem)
        faults[number - 1].append(problem)
    contents = {row.number: row.content for row in upload.of(SHEET)}
    return [found or contents[number] for number, found in enumerate(faults, 1)]


def _as_row(row: Typed, number: int) -> dict[str, str]:
    """With what a row needs to be read as one: a key of its own, and a state."""
    return {name: row.get(name, "") for name in STATED} | {"reference": str(number), "status": "recorded"}
