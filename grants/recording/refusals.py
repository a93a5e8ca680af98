"""Why a contribution is not recorded, mended or withdrawn."""

from enum import StrEnum


class RecordingReason(StrEnum):
    IS_RECORDED = "contribution_is_recorded"
    IS_RETURNED = "contribution_is_returned"
    IS_VERIFIED = "contribution_is_verified"
    IS_WITHDRAWN = "contribution_is_withdrawn"
    NOT_RECORDER = "contribution_of_other_recorder"
    NO_REASON = "contribution_no_reason"
    OTHER_CONTENT = "contribution_other_content"
    CONFLICT_RESOLVED = "conflict_resolved"
