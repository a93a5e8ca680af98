"""The words for milestones, certifications and tranches."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.models.milestones import Decision, Gate
from grants.paying.gates import Lack
from grants.paying.refusals import PayingReason as R
from grants.paying.states import State

GATES: dict[StrEnum, LazyString] = {
    Gate.AGREEMENT: _l("A signed agreement"),
    Gate.MINUTES: _l("Minutes of the meeting"),
    Gate.PARTNERS_MONEY: _l("The other partners' money"),
    Gate.WORKS: _l("Certified works"),
    Gate.HANDOVER: _l("The handover act"),
}
STATES: dict[StrEnum, LazyString] = {
    State.ASKED: _l("asked for"),
    State.CERTIFIED: _l("certified"),
    State.APPROVED_ONCE: _l("approved by one"),
    State.APPROVED: _l("approved"),
    State.PAID: _l("paid"),
    State.DECLINED: _l("declined"),
    State.WITHDRAWN: _l("withdrawn"),
}
TONES: dict[StrEnum, str] = {
    State.ASKED: "waiting",
    State.CERTIFIED: "good",
    State.APPROVED_ONCE: "waiting",
    State.APPROVED: "waiting",
    State.PAID: "good",
    State.DECLINED: "refused",
    State.WITHDRAWN: "quiet",
}
DECISIONS: dict[StrEnum, LazyString] = {
    Decision.CERTIFIED: _l("Certified"),
    Decision.APPROVED: _l("Approved"),
    Decision.DECLINED: _l("Declined"),
    Decision.WITHDRAWN: _l("Withdrawn"),
}
LACKS: dict[StrEnum, LazyString] = {
    Lack.AGREEMENT: _l("There is no signed agreement yet. Add it as a document of this milestone."),
    Lack.MINUTES: _l("There are no minutes yet. Add them as a document of this milestone."),
    Lack.HANDOVER_ACT: _l("There is no handover act yet. Add it as a document of this milestone."),
    Lack.WORKS: _l("Certified works stand at %(percent)s percent; %(needed)s percent are needed."),
    Lack.DEPOSIT_OF_FUND: _l("%(fund)s has still to deposit %(amount)s of what it matched in this project."),
    Lack.DEPOSIT_OF_PARTNER: _l("%(partner)s has still to give %(amount)s that it agreed to."),
}
A_PARTNERS_MONEY = _l("Another partner has still to deposit money for this project.")

SENTENCES: dict[StrEnum, LazyString] = {
    R.NOT_ASKED: _l("Nobody has asked for this yet."),
    R.CERTIFIED_ALREADY: _l("This milestone is certified already."),
    R.ASKED_ALREADY: _l("%(by)s has asked already that this milestone be certified."),
    R.DECIDED: _l("This is %(state)s already. Nothing of the kind can follow."),
    R.OWN: _l("You asked for this yourself: somebody else has to decide on it."),
    R.NOT_OWN: _l("Only %(by)s, who asked for it, can withdraw this. You can decline it."),
    R.OWN_EVIDENCE: _l("You added evidence of this milestone: somebody else has to certify it."),
    R.TWICE_BY_ONE: _l("You have approved this already: it takes two persons."),
    R.NO_REASON: _l("Say why, so that whoever reads it later knows."),
    R.GATE_SHUT: _l("Something is missing: %(missing)s To certify it all the same, say why."),
    R.BEFORE_MILESTONE: _l(
        "The milestone is not certified. To go on before it is, say why; the report shows the reason."
    ),
    R.BEYOND_ALLOWED: _l(
        "At most %(left)s can be asked for now: what the milestone allows of the matches, less what was asked "
        "for and paid."
    ),
    R.BEYOND_TRANCHE: _l("The tranche is of %(amount)s. No more than that is paid."),
    R.BEYOND_MATCHED: _l("Only %(left)s stands matched and not yet paid. No more than that is paid."),
    R.BEYOND_MILESTONE: _l(
        "As matches stand, the milestone leaves %(left)s to be paid. What later milestones allow is kept back "
        "for them."
    ),
    R.BEFORE_APPROVAL: _l("The tranche was approved on %(day)s. It is paid on that day or later."),
    R.NOT_APPROVED: _l("The tranche is not approved by two persons."),
    R.PAID_ALREADY: _l("The tranche is paid already, by %(payment)s."),
}
