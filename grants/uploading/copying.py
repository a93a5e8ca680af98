"""The marked copy of an uploaded file, from what was said of it when it was looked at."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from grants.uploading.keeping import Said
from grants.workbook.container import UPLOAD
from grants.workbook.marking import write_marked_copy
from grants.workbook.problems import Problem


class _Told(StrEnum):
    """Stands for whatever the sentence says."""

    BEFORE = "told_before"


def write_marked_copy_of(source: Path, said: Iterable[Said], target: Path) -> None:
    """Within the limits of an upload."""
    problems = [Problem(_Told.BEFORE, sheet, cell, {"said": sentence}) for sheet, cell, sentence in said]
    write_marked_copy(source, problems, target, lambda problem: problem.details["said"], UPLOAD)
