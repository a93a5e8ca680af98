"""The sentences for what is refused while verifying and while deciding on likely duplicates."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.verification.duplicates import Likeness
from grants.verification.refusals import DuplicateReason, VerificationReason

SENTENCES: dict[StrEnum, LazyString] = {
    VerificationReason.OWN: _l(
        "You recorded or mended %(reference)s yourself: somebody else has to verify or return it."
    ),
    VerificationReason.CHANGED: _l(
        "%(reference)s was changed after this page was shown to you, so nothing was stored. Look at it as it "
        "stands now."
    ),
    VerificationReason.VERIFIED_MEANWHILE: _l("%(by)s has verified %(reference)s already."),
    VerificationReason.RETURNED_MEANWHILE: _l(
        "%(by)s has returned %(reference)s already. It comes back once it is mended."
    ),
    VerificationReason.WITHDRAWN_MEANWHILE: _l("%(by)s has withdrawn %(reference)s meanwhile."),
    VerificationReason.REASON_TOO_SHORT: _l(
        "Say in a few words what is wrong, so that whoever recorded it can mend it."
    ),
    DuplicateReason.DECIDED: _l("%(by)s has decided on this pair already."),
    DuplicateReason.NOT_ALIKE: _l(
        "These two do not look like the same money any more, so there is nothing to decide."
    ),
    DuplicateReason.CHANGED: _l(
        "One of the two was changed after this page was shown to you, so nothing was stored. Look at them as "
        "they stand now."
    ),
    DuplicateReason.OWN: _l(
        "You recorded or mended one of the two yourself: somebody else has to say that both are real."
    ),
    DuplicateReason.BOTH_VERIFIED: _l(
        "Both are verified. A programme manager has to propose the reversal of one of them."
    ),
    DuplicateReason.CHOOSE: _l("Choose which of the two stays."),
}

LIKENESSES: dict[Likeness, LazyString] = {
    Likeness.AMOUNT_AND_DAY: _l("Nearly the same amount and day, from the same group"),
    Likeness.REFERENCE: _l("The same transfer or bank reference"),
    Likeness.EVIDENCE: _l("The same file as evidence"),
}
"""Why two contributions look like the same money."""
