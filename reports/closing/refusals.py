"""Why a quarter is not closed, and why a sealed report is not handed out; the sentences are in `labels.py`."""

from enum import StrEnum


class ClosingReason(StrEnum):
    NOT_A_QUARTER = "closing_not_a_quarter"
    NOT_OVER = "closing_not_over"
    CLOSED = "closing_closed"
    EARLIER_OPEN = "closing_earlier_open"
    BOOKS_DIFFER = "closing_books_differ"
    INCOMPLETE = "closing_incomplete"
    UNKNOWN_REMARK = "closing_unknown_remark"
    OWN = "closing_own"
    NOT_OWN = "closing_not_own"
    ASKED = "closing_asked"
    DECIDED = "closing_decided"
    OUTDATED = "closing_outdated"
    NO_REASON = "closing_no_reason"
    BOOKS_MOVING = "closing_books_moving"
    UNPREPARED = "closing_unprepared"
    UNCHECKED = "closing_unchecked"
    NO_RIGHT = "closing_no_right"


class SealedReason(StrEnum):
    ALTERED = "sealed_altered"
    NO_FIGURES = "sealed_no_figures"
    OTHER_FIGURES = "sealed_other_figures"
