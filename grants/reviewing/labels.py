"""The words for reviews and claims."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.models.reviews import ClawbackStep, Verdict
from grants.reviewing.refusals import ReviewReason as R
from grants.reviewing.standing import Standing

STANDINGS: dict[StrEnum, LazyString] = {
    Standing.NOT_LOOKED_AT: _l("not looked at"),
    Standing.QUERIED: _l("queried"),
    Standing.ANSWERED: _l("answered"),
    Standing.DISALLOWED: _l("disallowed"),
    Standing.ACCEPTED: _l("accepted"),
}
TONES: dict[StrEnum, str] = {
    Standing.NOT_LOOKED_AT: "quiet",
    Standing.QUERIED: "waiting",
    Standing.ANSWERED: "waiting",
    Standing.DISALLOWED: "refused",
    Standing.ACCEPTED: "good",
}
VERDICTS: dict[StrEnum, LazyString] = {
    Verdict.ACCEPTED: _l("accepted"),
    Verdict.QUERIED: _l("queried"),
    Verdict.DISALLOWED: _l("disallowed"),
    Verdict.ANSWERED: _l("answered"),
}
VERDICT_TONES: dict[StrEnum, str] = {
    Verdict.ACCEPTED: "good",
    Verdict.QUERIED: "waiting",
    Verdict.DISALLOWED: "refused",
    Verdict.ANSWERED: "quiet",
}
TO_SAY: dict[StrEnum, LazyString] = {
    Verdict.ACCEPTED: _l("Accept it"),
    Verdict.QUERIED: _l("Ask about it"),
    Verdict.DISALLOWED: _l("Disallow it, and claim it back"),
}
STEPS: dict[StrEnum, LazyString] = {
    ClawbackStep.OPENED: _l("claimed"),
    ClawbackStep.REPAID: _l("repaid"),
    ClawbackStep.WAIVED: _l("waived"),
}

SENTENCES: dict[StrEnum, LazyString] = {
    R.NO_WORDS: _l("Say in a few words why."),
    R.NO_SHARE: _l("The fund paid nothing of this voucher."),
    R.CORRECTION: _l(
        "This gives money back, so there is nothing to claim of it. Disallow the voucher that it corrects."
    ),
    R.BOTH_SIDES: _l(
        "You have spoken for the other side of this thread. Nobody speaks for both: somebody else has to."
    ),
    R.NOTHING_TO_ANSWER: _l("The donor has asked nothing here that waits for an answer."),
    R.RATE_MISSING: _l(
        "What each source paid of the voucher cannot be told: there is no rate of %(currency)s for %(month)s."
    ),
    R.SAID_MEANWHILE: _l(
        "Somebody else said something meanwhile: it stands above. Read it, then send yours again."
    ),
    R.NOTHING_CLAIMED: _l("Nothing of this claim is open any more."),
    R.BEYOND_CLAIM: _l("Give an amount above 0. No more than %(left)s %(currency)s is open."),
    R.NO_PAYMENT: _l("Name the refund or the bank's reference that shows it."),
    R.NOT_A_REFUND: _l("%(payment)s is a payment, but no refund to the fund that is owed."),
    R.REFUND_USED: _l("The refund %(payment)s shows only %(left)s %(currency)s more."),
    R.QUARTER_OPEN: _l(
        "The sample is drawn once the quarter is closed. Until then whatever is booked in it would draw another "
        "one. Vouchers can be looked at one by one."
    ),
    R.SAMPLE_OPEN: _l("Vouchers of the sample are not looked at yet: %(references)s."),
    R.SAMPLE_BAD: _l(
        "Vouchers of the sample are queried or disallowed: %(references)s. So the rest is looked at one by one, "
        "until they are accepted."
    ),
    R.SAMPLE_CHANGED: _l(
        "This is not the sample that the report of the quarter draws now. Look at the one below."
    ),
    R.NOTHING_LEFT: _l("Every voucher of this quarter was looked at."),
}
