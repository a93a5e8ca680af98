"""Why a grievance, or a step of one, is not taken."""

from enum import StrEnum


class GrievanceReason(StrEnum):
    """The sentences are in `labels.py`."""

    NO_WORDS = "grievance_no_words"
    NOT_NOW = "grievance_not_now"
    OWN = "grievance_own"
    STEPPED_MEANWHILE = "grievance_stepped_meanwhile"
    RESTRICTED_ALREADY = "grievance_restricted_already"
    OPEN_WITHOUT_WORDS = "grievance_open_without_words"
    STILL_TO_COME = "grievance_still_to_come"
    BEFORE_THE_LAST = "grievance_before_the_last"
