"""What verification finds."""

from dataclasses import dataclass
from enum import StrEnum


class DifferenceKind(StrEnum):
    """Where what is stored is not what it should be; the sentences are in `labels.py`."""

    JOURNAL_ALTERED = "journal_altered"
    JOURNAL_HEAD = "journal_head"
    ROW_DIFFERS = "row_differs"
    ROW_MISSING = "row_missing"
    ROW_UNRECORDED = "row_unrecorded"
    EVENT_DIFFERS = "event_differs"
    EVENT_MISSING = "event_missing"
    COUNTED_ON_DIFFERS = "counted_on_differs"
    TALLY_DIFFERS = "tally_differs"
    RATE_USE_DIFFERS = "rate_use_differs"
    RATE_MISSING = "rate_missing"
    ENTRY_DIFFERS = "entry_differs"
    ENTRY_MISSING = "entry_missing"
    ENTRY_UNFOUNDED = "entry_unfounded"
    BALANCE_DIFFERS = "balance_differs"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Difference:
    """One of them: at what, what is stored, and what it should be."""

    kind: DifferenceKind
    programme: str
    what: str
    stored: str = ""
    rebuilt: str = ""
