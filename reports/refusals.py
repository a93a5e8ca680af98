"""Why a report cannot be had, as data; the sentences are in `labels.py`."""

from enum import StrEnum


class ReportRefusal(StrEnum):
    UNKNOWN_PROGRAMME = "unknown_programme"
    UNKNOWN_FUND = "unknown_fund"
    NOT_A_SPAN = "not_a_span"
    BEFORE_PROGRAMME = "before_programme"
    MISSING_RATE = "missing_rate"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_WRITABLE = "not_writable"
