"""What verification finds, and which of its nine checks it belongs to."""

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
    SUM_DIFFERS = "sum_differs"
    RELEASED_BEYOND = "released_beyond"
    OUT_OF_STEP = "out_of_step"
    CLIENT_ID_TWICE = "client_id_twice"
    SUBMISSION_LOST = "submission_lost"
    REVERSED_BEYOND = "reversed_beyond"
    HEAD_DIFFERS = "head_differs"
    HEAD_CUT_OFF = "head_cut_off"
    GUARD_FAULT = "guard_fault"
    SEALED_ALTERED = "sealed_altered"
    SEALED_OTHERWISE = "sealed_otherwise"
    SEALED_MISSING = "sealed_missing"
    COUNTED_LATE = "counted_late"
    NO_WHOLE_NUMBER = "no_whole_number"


class Check(StrEnum):
    """The nine things that verification looks at; the words are in `labels.py`."""

    SUMS = "V1"
    MATCHES = "V2"
    SPLITS = "V3"
    CLIENT_IDS = "V4"
    REVERSALS = "V5"
    JOURNAL = "V6"
    SEALED = "V7"
    CLOSED_QUARTERS = "V8"
    CURRENCIES = "V9"


_OF_CHECK: dict[Check, tuple[DifferenceKind, ...]] = {
    Check.SUMS: (
        *(DifferenceKind.SUM_DIFFERS, DifferenceKind.BALANCE_DIFFERS, DifferenceKind.TALLY_DIFFERS),
    ),
    Check.MATCHES: (
        *(DifferenceKind.ENTRY_DIFFERS, DifferenceKind.ENTRY_MISSING, DifferenceKind.ENTRY_UNFOUNDED),
        *(DifferenceKind.EVENT_DIFFERS, DifferenceKind.EVENT_MISSING, DifferenceKind.IMPOSSIBLE),
    ),
    Check.SPLITS: (DifferenceKind.RELEASED_BEYOND, DifferenceKind.OUT_OF_STEP),
    Check.CLIENT_IDS: (DifferenceKind.CLIENT_ID_TWICE, DifferenceKind.SUBMISSION_LOST),
    Check.REVERSALS: (DifferenceKind.REVERSED_BEYOND,),
    Check.JOURNAL: (
        *(DifferenceKind.JOURNAL_ALTERED, DifferenceKind.JOURNAL_HEAD),
        *(DifferenceKind.HEAD_DIFFERS, DifferenceKind.HEAD_CUT_OFF),
        *(DifferenceKind.ROW_DIFFERS, DifferenceKind.ROW_MISSING, DifferenceKind.ROW_UNRECORDED),
        DifferenceKind.GUARD_FAULT,
    ),
    Check.SEALED: (
        *(DifferenceKind.SEALED_ALTERED, DifferenceKind.SEALED_OTHERWISE, DifferenceKind.SEALED_MISSING),
    ),
    Check.CLOSED_QUARTERS: (DifferenceKind.COUNTED_ON_DIFFERS, DifferenceKind.COUNTED_LATE),
    Check.CURRENCIES: (
        *(DifferenceKind.RATE_MISSING, DifferenceKind.RATE_USE_DIFFERS, DifferenceKind.NO_WHOLE_NUMBER),
    ),
}
CHECK_OF = {kind: check for check, kinds in _OF_CHECK.items() for kind in kinds}

REBUILT = frozenset(
    {
        *(DifferenceKind.ENTRY_DIFFERS, DifferenceKind.ENTRY_MISSING, DifferenceKind.ENTRY_UNFOUNDED),
        *(DifferenceKind.BALANCE_DIFFERS, DifferenceKind.SUM_DIFFERS, DifferenceKind.TALLY_DIFFERS),
        *(DifferenceKind.RELEASED_BEYOND, DifferenceKind.OUT_OF_STEP, DifferenceKind.RATE_USE_DIFFERS),
        DifferenceKind.COUNTED_LATE,
    }
)
"""What is only a consequence of the events, and can be made again from them; all else is what people recorded."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One of them: at what, what is stored, and what it should be."""

    kind: DifferenceKind
    programme: str
    what: str
    stored: str = ""
    rebuilt: str = ""
