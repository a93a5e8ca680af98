"""Why a report cannot be had, as data; the sentences are in `labels.py`."""

from enum import StrEnum


class ReportReason(StrEnum):
    UNKNOWN_PROGRAMME = "report_unknown_programme"
    UNKNOWN_FUND = "report_unknown_fund"
    NOT_A_SPAN = "report_not_a_span"
    BEFORE_PROGRAMME = "report_before_programme"
    MISSING_RATE = "report_missing_rate"
    TOO_MANY_ROWS = "report_too_many_rows"
    NOT_WRITABLE = "report_not_writable"
    UNKNOWN_LANGUAGE = "report_unknown_language"
