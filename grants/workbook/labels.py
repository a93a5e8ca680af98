"""What is wrong with a workbook file, in words."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString

from grants.workbook.labels_of_cells import ABOUT_CELLS
from grants.workbook.labels_of_files import ABOUT_FILES, NOTICES
from grants.workbook.problems import Notice, Problem

PROBLEMS: Mapping[StrEnum, LazyString] = ABOUT_FILES | ABOUT_CELLS


def describe(found: Problem | Notice) -> str:
    """What is wrong and what is expected, in the reader's language."""
    sentence = NOTICES[found.kind] if isinstance(found, Notice) else PROBLEMS[found.kind]
    return str(sentence) % found.details
