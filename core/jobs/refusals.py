"""Why a job is not taken in."""

from enum import StrEnum


class JobReason(StrEnum):
    """The sentences are in `core/labels.py`."""

    TOO_MANY = "jobs_too_many"
