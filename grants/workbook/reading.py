"""Reads a workbook file from disk into typed rows, with all that is wrong with it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from grants.workbook.columns import Sheet
from grants.workbook.confinement import run_confined
from grants.workbook.container import COMMAND, Limits
from grants.workbook.inspection import Finding, SheetFound, inspect
from grants.workbook.problems import Notice, NoticeKind, Problem, ProblemKind, RefusedFile
from grants.workbook.sheets import SHEETS
from grants.workbook.tables import TableRows

MAX_PROBLEMS = 100_000

_FINDINGS = (SheetFound, TableRows, Problem, ProblemKind, Notice, NoticeKind, Decimal, date)


@dataclass(slots=True)
class SheetRows:
    """The rows of one sheet. A value is None when it is not given, and when it could not be read."""

    sheet: Sheet
    columns: tuple[str, ...]
    letters: dict[str, str]
    numbers: list[int] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def cell(self, column: str, number: int) -> str:
        return f"{self.letters[column]}{number}"


@dataclass(slots=True)
class Reading:
    """`sheets` are in the order in which they are booked."""

    sheets: dict[str, SheetRows] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def read_workbook(path: Path, limits: Limits = COMMAND) -> Reading:
    """Everything that is wrong with the file is in `problems`; the file itself is trusted in nothing."""
    reading = Reading()
    try:
        task = partial(inspect, path.resolve(strict=True), limits)
        with closing(run_confined(task, limits, _FINDINGS)) as findings:
            _collect(findings, reading)
    except RefusedFile as refusal:
        return Reading(problems=[refusal.problem])
    return reading


def _collect(findings: Iterator[Finding], reading: Reading) -> None:
    rows: SheetRows | None = None
    for finding in findings:
        match finding:
            case SheetFound(name, letters):
                rows = reading.sheets[name] = SheetRows(SHEETS[name], tuple(letters), letters)
            case TableRows(numbers, columns, problems) if rows is not None:
                rows.numbers += numbers
                rows.rows += zip(*columns, strict=True)
                reading.problems += problems
            case Problem():
                reading.problems.append(finding)
            case Notice():
                reading.notices.append(finding)
        if len(reading.problems) > MAX_PROBLEMS:
            reading.problems[MAX_PROBLEMS:] = [
                Problem(ProblemKind.TOO_MANY_PROBLEMS, None, None, {"count": str(MAX_PROBLEMS)})
            ]
            return
