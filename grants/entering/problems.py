"""What can be wrong with something typed, and cannot be in a workbook, where a known row is no mistake."""

from enum import StrEnum


class EntryProblem(StrEnum):
    """Why a form is refused that the same row of a file would not be; the sentences are in `said.py`."""

    KEY_TAKEN = "key_taken"
    REVERSED_ALREADY = "reversed_already"
    NOTHING_CHANGED = "nothing_changed"
