"""The words for grievances, and the sentences for what is refused of them."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.grievances.refusals import GrievanceReason
from grants.grievances.states import State
from household_groups.models.grievances import Access, Category, Channel, GrievanceStepKind

CHANNELS: dict[StrEnum, LazyString] = {
    Channel.IN_PERSON: _l("In person"),
    Channel.PHONE: _l("By telephone"),
    Channel.LETTER: _l("By letter"),
    Channel.BOX: _l("In the box for complaints"),
    Channel.MESSAGE: _l("By message"),
}
CATEGORIES: dict[StrEnum, LazyString] = {
    Category.MONEY: _l("Money"),
    Category.WORKS: _l("Works"),
    Category.SELECTION: _l("Who was chosen"),
    Category.CONDUCT: _l("How somebody behaved"),
    Category.LAND: _l("Land and water"),
    Category.SERVICE: _l("Works in use"),
    Category.OTHER: _l("Something else"),
}
ACCESS: dict[StrEnum, LazyString] = {
    Access.OPEN: _l("Whoever records grievances there"),
    Access.RESTRICTED: _l("Only who recorded it and who handles grievances"),
}
STATES: dict[StrEnum, LazyString] = {
    State.RECEIVED: _l("Received"),
    State.ACKNOWLEDGED: _l("Acknowledged"),
    State.REFERRED: _l("Referred"),
    State.RESOLVED: _l("Resolved"),
    State.REOPENED: _l("Reopened"),
}
TONES: dict[StrEnum, str] = {
    State.RECEIVED: "waiting",
    State.ACKNOWLEDGED: "waiting",
    State.REFERRED: "waiting",
    State.RESOLVED: "good",
    State.REOPENED: "waiting",
}
STEPS: dict[StrEnum, LazyString] = {
    GrievanceStepKind.ACKNOWLEDGED: _l("Acknowledged"),
    GrievanceStepKind.REFERRED: _l("Referred"),
    GrievanceStepKind.RESOLVED: _l("Resolved"),
    GrievanceStepKind.REOPENED: _l("Reopened"),
}
TO_DO: dict[StrEnum, LazyString] = {
    GrievanceStepKind.ACKNOWLEDGED: _l("Who complained was told that it is being looked into"),
    GrievanceStepKind.REFERRED: _l("It was passed on: to whom?"),
    GrievanceStepKind.RESOLVED: _l("It is resolved: what was found, and what was done?"),
    GrievanceStepKind.REOPENED: _l("It is to be looked into again: why?"),
}
SENTENCES: dict[StrEnum, LazyString] = {
    GrievanceReason.NO_WORDS: _l("Say it in a few words: they stay with the grievance."),
    GrievanceReason.NOT_NOW: _l(
        "This step does not follow on the last one. Look at what was done meanwhile."
    ),
    GrievanceReason.OWN: _l(
        "You recorded this grievance yourself. Somebody else who handles grievances says that it is resolved."
    ),
    GrievanceReason.STEPPED_MEANWHILE: _l(
        "Somebody else did something about it meanwhile. Look at it, and send yours again if it still holds."
    ),
    GrievanceReason.RESTRICTED_ALREADY: _l("It is restricted already."),
    GrievanceReason.OPEN_WITHOUT_WORDS: _l(
        "What is said of how somebody behaved is kept from others, unless you say why it need not be."
    ),
    GrievanceReason.STILL_TO_COME: _l("This day is still to come."),
    GrievanceReason.BEFORE_THE_LAST: _l("This day lies before the last step, or before it was received."),
}
