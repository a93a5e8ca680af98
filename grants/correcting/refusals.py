"""Why a correction is not booked, or not by this person alone."""

from enum import StrEnum


class CorrectionReason(StrEnum):
    UNVERIFIED = "correction_unverified"
    NOTHING_LEFT = "correction_nothing_left"
    TAKEN_BACK_SINCE = "correction_taken_back_since"
    AMENDED_ALREADY = "correction_amended_already"
    REFERENCE_TAKEN = "correction_reference_taken"
    RECORDER_CONFIRMS = "correction_recorder_confirms"

    # a second person has to confirm it
    NO_LIMIT = "correction_no_limit"
    NO_RATE = "correction_no_rate"
    ABOVE_LIMIT = "correction_above_limit"
    RECORDED_IT = "correction_recorded_it"
    VERIFIED_IT = "correction_verified_it"


NEEDS_SECOND_PERSON = frozenset(
    {
        *(CorrectionReason.NO_LIMIT, CorrectionReason.NO_RATE, CorrectionReason.ABOVE_LIMIT),
        *(CorrectionReason.RECORDED_IT, CorrectionReason.VERIFIED_IT),
    }
)
NOT_BY_THIS_PERSON = NEEDS_SECOND_PERSON | {CorrectionReason.RECORDER_CONFIRMS}
"""Somebody else could book it, or confirm it; all other refusals say that the books stand otherwise by now."""
