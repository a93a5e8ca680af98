"""The sentences for corrections that are not booked, or not by this person alone."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.correcting.refusals import CorrectionReason as Why

SENTENCES: dict[StrEnum, LazyString] = {
    Why.UNVERIFIED: _l(
        "%(reference)s is not verified, so there is nothing to take back: mend or withdraw it."
    ),
    Why.NOTHING_LEFT: _l(
        "%(reference)s was taken back already: %(amount)s on %(day)s, booked by %(by)s. Nothing is left of it."
    ),
    Why.TAKEN_BACK_SINCE: _l(
        "In the meantime %(amount)s of %(reference)s were taken back on %(day)s, booked by %(by)s; %(left)s are "
        "left. This was made without knowing of that: look at the contribution, and begin anew."
    ),
    Why.AMENDED_ALREADY: _l("%(reference)s was corrected already: %(by)s takes its place."),
    Why.REFERENCE_TAKEN: _l("%(reference)s is on the books already. Begin the correction anew."),
    Why.RECORDER_CONFIRMS: _l(
        "You took part in recording %(reference)s: somebody who did not has to confirm that it is taken back."
    ),
    Why.NO_LIMIT: _l("The programme has set no limit up to which one person may take back money alone."),
    Why.NO_RATE: _l(
        "There is no rate of %(currency)s for the month of the contribution, so it cannot be compared with the "
        "limit of %(limit)s."
    ),
    Why.ABOVE_LIMIT: _l(
        "With this, %(value)s of the contribution are taken back; one person alone may take back up to %(limit)s."
    ),
    Why.RECORDED_IT: _l("You took part in recording the contribution."),
    Why.VERIFIED_IT: _l("You verified the contribution yourself."),
}
