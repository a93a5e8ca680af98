"""Why a word on a voucher, or a step of a claim, is not taken."""

from enum import StrEnum


class ReviewReason(StrEnum):
    """The sentences are in `labels.py`."""

    NO_WORDS = "review_no_words"
    NO_SHARE = "review_no_share"
    CORRECTION = "review_correction"
    BOTH_SIDES = "review_both_sides"
    NOTHING_TO_ANSWER = "review_nothing_to_answer"
    RATE_MISSING = "review_rate_missing"
    SAID_MEANWHILE = "review_said_meanwhile"
    NOTHING_CLAIMED = "review_nothing_claimed"
    BEYOND_CLAIM = "review_beyond_claim"
    NO_PAYMENT = "review_no_payment"
    NOT_A_REFUND = "review_not_a_refund"
    REFUND_USED = "review_refund_used"
    QUARTER_OPEN = "review_quarter_open"
    SAMPLE_OPEN = "review_sample_open"
    SAMPLE_BAD = "review_sample_bad"
    SAMPLE_CHANGED = "review_sample_changed"
    NOTHING_LEFT = "review_nothing_left"
