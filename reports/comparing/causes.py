"""Why a figure is another one by now, and what kind of row makes it so."""

from enum import StrEnum


class Cause(StrEnum):
    LATE = "late"
    REVERSAL = "reversal"
    SETTLEMENT = "settlement"
    CHANGE = "change"
    RATE = "rate"
    MEASUREMENT = "measurement"


class What(StrEnum):
    """The kind of thing that a line is about."""

    CONTRIBUTION = "contribution"
    REVERSAL = "reversal"
    MATCH = "match"
    RELEASE = "release"
    OTHER_FUND = "other_fund"
    """Matches of a fund that the reader is not told of one by one."""
    PAYMENT = "payment"
    VOUCHER = "voucher"
    RECEIPT = "receipt"
    OTHER_FUNDING = "other_funding"
    RATE = "rate"
    CHANGE = "change"
    APPROVAL = "approval"
    SETTLEMENT = "settlement"
    MEASUREMENT = "measurement"
    PROGRESS = "progress"
    REACHED = "reached"
    CHECK = "check"
    GROUP = "group"
    HOUSEHOLD = "household"
    PROJECT = "project"
    COMMUNITY = "community"
