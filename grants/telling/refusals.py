"""Why something is not told or signed of a quarter."""

from enum import StrEnum


class TellingReason(StrEnum):
    EMPTIED = "telling_emptied"
    SIGNED_OTHER_PART = "telling_signed_other_part"
    OTHER_FIGURES = "telling_other_figures"
    SIGNED_ALREADY = "telling_signed_already"
    CLOSED = "telling_closed"
    NOT_OVER = "telling_not_over"
