"""A donor's form filled from a report, as bytes; or all that is wrong with it, and nothing written."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from grants.workbook.confinement import run_confined
from grants.workbook.container import Limits
from grants.workbook.markup import column_number
from grants.workbook.problems import Problem, ProblemKind, RefusedFile
from reports.filling.filling import fill
from reports.filling.judging import judged
from reports.filling.offered import TABLES, Filled
from reports.filling.problems import TemplateProblem
from reports.filling.scanning import Asked, scan
from reports.filling.template import TEMPLATE
from reports.filling.valuing import values_of

_FINDINGS = (Asked, Problem, ProblemKind, TemplateProblem)
_FILLING = Limits(TEMPLATE.file_bytes, TEMPLATE.unpacked_bytes, 1024 * 1024 * 1024, 120, 150)
"""A report may have very many rows."""


class NotFilled(Exception):
    """The form stays empty; `problems` are all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def filled_form(path: Path, filled: Filled) -> bytes:
    """Words in the language at hand. Raises NotFilled."""
    asked, problems = _scanned(path)
    problems = _in_order([*problems, *judged(asked, filled.report.fund)])
    if not asked and not problems:
        problems = [Problem(TemplateProblem.NO_PLACEHOLDER)]
    if problems:
        raise NotFilled(problems)
    values = values_of(filled, {each.name for each in asked})
    pieces = list(_confined(partial(fill, path.resolve(), TEMPLATE, values), _FILLING))
    if problems := [each for each in pieces if isinstance(each, Problem)]:
        raise NotFilled(problems)
    return b"".join(pieces)


def _scanned(path: Path) -> tuple[list[Asked], list[Problem]]:
    found = list(_confined(partial(scan, path.resolve(), TEMPLATE, frozenset(TABLES)), TEMPLATE))
    asked = [each for each in found if isinstance(each, Asked)]
    return asked, [each for each in found if isinstance(each, Problem)]


def _confined(task: Callable[[], Iterator[Any]], limits: Limits) -> Iterator[Any]:
    """What the task gives; a file that is refused as its one problem."""
    try:
        with closing(run_confined(task, limits, _FINDINGS)) as findings:
            yield from findings
    except RefusedFile as refusal:
        yield refusal.problem


def _in_order(problems: list[Problem]) -> list[Problem]:
    """What is wrong with the file first, then sheet by sheet as they were found, row by row."""
    sheets = {problem.sheet or "": None for problem in problems}
    order = {sheet: place for place, sheet in enumerate(sorted(sheets, key=bool))}
    return sorted(problems, key=lambda problem: (order[problem.sheet or ""], *_row_and_column(problem.cell)))


def _row_and_column(cell: str | None) -> tuple[int, int]:
    """Of the first cell of a range; before all of them what is about a whole sheet."""
    match = re.match(r"([A-Z]{1,3})(\d+)", cell or "")
    return (int(match[2]), column_number(match[1].encode())) if match else (0, 0)
