"""Why a step of a project is not taken."""

from enum import StrEnum


class LivingReason(StrEnum):
    """The sentences are in `labels.py`."""

    NOT_NEXT = "living_not_next"
    OWN = "living_own"
    LACKS = "living_lacks"
    NO_WORDS = "living_no_words"
    BEFORE_THE_LAST = "living_before_the_last"
