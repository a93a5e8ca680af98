"""What can be wrong with what a workbook says, once it could be read; the sentences are in `labels.py`."""

from enum import StrEnum


class RowProblem(StrEnum):
    """Why a row is refused."""

    # the programme
    NO_PROGRAMME = "no_programme"
    SEVERAL_PROGRAMMES = "several_programmes"
    OTHER_PROGRAMME = "other_programme"
    UNKNOWN_PROGRAMME = "unknown_programme"
    TIME_ZONE_UNKNOWN = "time_zone_unknown"

    # any row
    KEY_REPEATED = "key_repeated"
    CODE_UNKNOWN = "code_unknown"
    TOO_MANY_DECIMALS = "too_many_decimals"
    AMOUNT_TOO_LARGE = "amount_too_large"
    NOT_POSITIVE = "not_positive"
    NEGATIVE = "negative"
    CURRENCY_NEEDED = "currency_needed"
    OUT_OF_RANGE = "out_of_range"
    DATE_BEFORE = "date_before"
    MAY_NOT_CHANGE = "may_not_change"
    NEEDED_WITH = "needed_with"

    # rules and rates
    RATIO_OR_TIERS = "ratio_or_tiers"
    VERSIONS_OVERLAP = "versions_overlap"
    VERSION_OF_OTHER_FUND = "version_of_other_fund"
    VERSION_OF_OTHER_SCHEME = "version_of_other_scheme"
    TWO_RULES_IN_SCHEME = "two_rules_in_scheme"
    REACHES_BACK = "reaches_back"
    VERSION_UNKNOWN = "version_unknown"
    SIDES_BY_ONE_PERSON = "sides_by_one_person"
    RATE_OF_USD = "rate_of_usd"
    RATE_MISSING = "rate_missing"

    # impact
    CATALOGUE_UNKNOWN = "catalogue_unknown"
    UNIT_CONTRADICTS = "unit_contradicts"
    PARTS_BEYOND_WHOLE = "parts_beyond_whole"

    # projects
    FINAL_COST_WITHOUT_DATE = "final_cost_without_date"
    CANCELLED_COSTS_NOTHING = "cancelled_costs_nothing"

    # contributions
    OTHER_COMMUNITY = "other_community"
    HOUSEHOLD_OF_OTHER_GROUP = "household_of_other_group"
    BEFORE_GROUP = "before_group"
    VERIFICATION_WITHOUT_STATUS = "verification_without_status"
    NOT_THE_PRODUCT = "not_the_product"
    REFERENCE_USED_TWICE = "reference_used_twice"
    LINK_UNKNOWN = "link_unknown"
    SEQ_FOR_SOME = "seq_for_some"
    SEQ_TWICE = "seq_twice"

    # payments
    IN_QUARANTINE = "in_quarantine"

    # reversals and re-matches
    REVERSED_UNVERIFIED = "reversed_unverified"
    REVERSED_BEFORE_VERIFIED = "reversed_before_verified"
    REVERSED_TOO_MUCH = "reversed_too_much"
    REVERSED_IN_TWO_PLACES = "reversed_in_two_places"
    REMATCH_DIFFERS = "rematch_differs"
    REMATCH_MISSES = "rematch_misses"

    # payments
    BEYOND_MATCHED = "beyond_matched"
    BEFORE_SETTLEMENT = "before_settlement"
    CORRECTION_NOT_NEGATIVE = "correction_not_negative"
    NEGATIVE_WITHOUT_LINK = "negative_without_link"

    # milestones, tranches, documents
    SHARES_BEYOND_WHOLE = "shares_beyond_whole"
    MILESTONE_IN_USE = "milestone_in_use"
    WORKS_WITHOUT_GATE = "works_without_gate"
    DECISION_OF_OTHER_SUBJECT = "decision_of_other_subject"
    STEP_OUT_OF_ORDER = "step_out_of_order"
    STEP_BY_SAME_PERSON = "step_by_same_person"
    STEP_AFTER_PAYMENT = "step_after_payment"
    TRANCHE_NEEDED = "tranche_needed"
    TRANCHE_NOT_APPROVED = "tranche_not_approved"
    TRANCHE_BEFORE_MILESTONE = "tranche_before_milestone"
    TRANCHE_EXCEEDED = "tranche_exceeded"
    TRANCHE_PAID_TWICE = "tranche_paid_twice"
    SHEET_UNKNOWN = "sheet_unknown"
    NOT_A_SHA256 = "not_a_sha256"
    BEFORE_PROGRAMME = "before_programme"
    CORRECTED_TOO_MUCH = "corrected_too_much"

    # meetings and steps of projects
    STEP_BY_SAME_DOER = "step_by_same_doer"
    STEP_WITHOUT_PAPER = "step_without_paper"
    STEP_ON_OWN_PAPER = "step_on_own_paper"
    PROJECT_NOT_CHOSEN = "project_not_chosen"
    PROJECT_NOT_COSTED = "project_not_costed"
    PROJECT_WITHOUT_BASELINES = "project_without_baselines"
    PROJECT_NOT_BUILT = "project_not_built"
    STATUS_AGAINST_STEPS = "status_against_steps"
    MEETING_IN_USE = "meeting_in_use"
    TOO_MANY_HOUSEHOLDS = "too_many_households"
    TOO_MANY_VOTES = "too_many_votes"

    # reviews and claims
    VERDICT_OF_OTHER_SIDE = "verdict_of_other_side"
    VOUCHER_OF_OTHER_FUND = "voucher_of_other_fund"
    OUT_OF_THREAD = "out_of_thread"
    BEYOND_CLAIM = "beyond_claim"
    CLAIM_IN_OTHER_CURRENCY = "claim_in_other_currency"
    SOURCE_UNKNOWN = "source_unknown"

    # grievances
    STAYS_RESTRICTED = "stays_restricted"
    RESOLVED_BY_RECORDER = "resolved_by_recorder"

    # variances and lines of the bank
    NUMBER_SKIPPED = "number_skipped"
    TICKED_TWICE = "ticked_twice"
    TICKS_OTHER_AMOUNT = "ticks_other_amount"

    # changes and closings
    CHANGE_OF_UNKNOWN = "change_of_unknown"
    CHANGE_OF_FIXED = "change_of_fixed"
    CHANGE_DOES_NOT_FOLLOW = "change_does_not_follow"
    CHANGE_NOT_SHOWN = "change_not_shown"
    CHANGE_UNREADABLE = "change_unreadable"
    QUARTER_UNREADABLE = "quarter_unreadable"

    # what is told of a quarter, and who signed for it
    QUARTER_BEFORE_PROGRAMME = "quarter_before_programme"
    QUARTER_CLOSED = "quarter_closed"
    NUMBER_OF_PART_SKIPPED = "number_of_part_skipped"
    TWO_PARTS_BY_ONE_PERSON = "two_parts_by_one_person"
    APPROVED_WITHOUT_CLOSING = "approved_without_closing"
