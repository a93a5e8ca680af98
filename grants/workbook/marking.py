"""The copy of a workbook file that goes back to its sender: faulty cells marked, each with its sentence."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from flask_babel import gettext as _

from grants.workbook.confinement import run_confined
from grants.workbook.container import COMMAND, Limits
from grants.workbook.labels import describe
from grants.workbook.marked_copy import Mark, write_copy, write_list
from grants.workbook.problems import Problem, RefusedFile


def write_marked_copy(
    source: Path,
    problems: Iterable[Problem],
    target: Path,
    in_words: Callable[[Problem], str] = describe,
    limits: Limits = COMMAND,
) -> None:
    """Of a file that cannot be copied within the limits, the list of its problems alone is written."""
    marks = [Mark(problem.sheet, problem.cell, in_words(problem)) for problem in problems]
    titles = (_("Sheet"), _("Cell"), _("What is wrong, and what is expected"))
    source, target = source.resolve(), target.resolve()
    try:
        list(run_confined(partial(write_copy, source, target, marks, titles, limits), limits))
    except RefusedFile:
        list(run_confined(partial(write_list, target, marks, titles), limits))
