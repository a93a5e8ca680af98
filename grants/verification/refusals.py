"""Why a contribution is not verified or returned, and why a pair of them is not decided."""

from enum import StrEnum


class VerificationReason(StrEnum):
    OWN = "verification_own"
    CHANGED = "verification_changed"
    VERIFIED_MEANWHILE = "verification_verified_meanwhile"
    RETURNED_MEANWHILE = "verification_returned_meanwhile"
    WITHDRAWN_MEANWHILE = "verification_withdrawn_meanwhile"
    REASON_TOO_SHORT = "verification_reason_too_short"


class DuplicateReason(StrEnum):
    DECIDED = "duplicate_decided"
    NOT_ALIKE = "duplicate_not_alike"
    CHANGED = "duplicate_changed"
    OWN = "duplicate_own"
    BOTH_VERIFIED = "duplicate_both_verified"
    CHOOSE = "duplicate_choose"
