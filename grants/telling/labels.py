"""What the sections of a narrative and the parts of a certification are called, and why something is refused."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.models.quarters import Part, Section
from grants.telling.refusals import TellingReason

SENTENCES: dict[StrEnum, LazyString] = {
    TellingReason.EMPTIED: _l(
        "What was told once cannot become empty. Write that there is nothing to report."
    ),
    TellingReason.SIGNED_OTHER_PART: _l(
        "You have signed for another part of this quarter. Who prepares, who checks and who approves a report "
        "are three people."
    ),
    TellingReason.OTHER_FIGURES: _l(
        "The figures of %(quarter)s have changed since you looked at them. Nothing was signed: look at them once "
        "more below."
    ),
    TellingReason.SIGNED_ALREADY: _l("%(name)s has signed these figures of %(quarter)s already."),
    TellingReason.CLOSED: _l(
        "%(quarter)s is closed: what was told and signed of it is sealed with its report."
    ),
    TellingReason.NOT_OVER: _l("%(quarter)s is not over. Its report is signed once its last day has passed."),
}

SECTIONS: dict[Section, LazyString] = {
    Section.ACHIEVEMENTS: _l("Achievements"),
    Section.DEVIATIONS: _l("Deviations from the plan"),
    Section.RISKS: _l("Issues and risks"),
    Section.LESSONS: _l("Lessons"),
    Section.NEXT_QUARTER: _l("The next quarter"),
}
HINTS: dict[Section, LazyString] = {
    Section.ACHIEVEMENTS: _l("What was completed, what came together, and whom it serves."),
    Section.DEVIATIONS: _l("Where works, money or time went otherwise than planned, and why."),
    Section.RISKS: _l("What may go wrong, and what is done about it. Donors read this first."),
    Section.LESSONS: _l(
        "Lessons are yours to write: figures only say what was taken back, left over or explained."
    ),
    Section.NEXT_QUARTER: _l("What is planned and due. Say who does it."),
}

PARTS: dict[Part, LazyString] = {
    Part.PREPARED: _l("Prepared"),
    Part.CHECKED: _l("Checked"),
    Part.APPROVED: _l("Approved"),
}
PREPARED_BY: dict[Part, LazyString] = {
    Part.PREPARED: _l("Prepared by"),
    Part.CHECKED: _l("Checked by"),
    Part.APPROVED: _l("Approved by"),
}
