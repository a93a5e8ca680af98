"""Why something about a milestone or a tranche is not done."""

from enum import StrEnum


class PayingReason(StrEnum):
    """The sentences are in `labels.py`."""

    NOT_ASKED = "paying_not_asked"
    CERTIFIED_ALREADY = "paying_certified_already"
    ASKED_ALREADY = "paying_asked_already"
    DECIDED = "paying_decided"
    OWN = "paying_own"
    NOT_OWN = "paying_not_own"
    OWN_EVIDENCE = "paying_own_evidence"
    TWICE_BY_ONE = "paying_twice_by_one"
    NO_REASON = "paying_no_reason"
    GATE_SHUT = "paying_gate_shut"
    BEFORE_MILESTONE = "paying_before_milestone"
    BEYOND_ALLOWED = "paying_beyond_allowed"
    BEYOND_TRANCHE = "paying_beyond_tranche"
    BEYOND_MATCHED = "paying_beyond_matched"
    BEYOND_MILESTONE = "paying_beyond_milestone"
    BEFORE_APPROVAL = "paying_before_approval"
    NOT_APPROVED = "paying_not_approved"
    PAID_ALREADY = "paying_paid_already"


BY_SOMEBODY_ELSE = frozenset(
    {
        *(PayingReason.OWN, PayingReason.NOT_OWN, PayingReason.OWN_EVIDENCE),
        PayingReason.TWICE_BY_ONE,
    }
)
"""Somebody else could do it."""
