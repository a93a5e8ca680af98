"""The words for how works serve, which checks are due, and what catalogue entries count in."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.impact.due_checks import DueState
from household_groups.catalogue.entry import Unit
from household_groups.models.service import Functional

FUNCTIONAL: dict[StrEnum, LazyString] = {
    Functional.YES: _l("Yes, it works"),
    Functional.PARTLY: _l("In part"),
    Functional.NO: _l("No, it does not work"),
}
SERVING: dict[Functional, LazyString] = {
    Functional.YES: _l("serves"),
    Functional.PARTLY: _l("serves in part"),
    Functional.NO: _l("has stopped serving"),
}
TONES: dict[Functional, str] = {
    Functional.YES: "good",
    Functional.PARTLY: "waiting",
    Functional.NO: "refused",
}
DUE: dict[DueState, LazyString] = {
    DueState.DONE: _l("done"),
    DueState.MISSED: _l("not made"),
    DueState.OVERDUE: _l("overdue"),
    DueState.SOON: _l("due soon"),
    DueState.AHEAD: _l("to come"),
}
TONES_OF_DUE: dict[DueState, str] = {
    DueState.DONE: "good",
    DueState.MISSED: "quiet",
    DueState.OVERDUE: "refused",
    DueState.SOON: "waiting",
    DueState.AHEAD: "quiet",
}
UNITS: dict[Unit, LazyString] = {
    Unit.PERSON: _l("people"),
    Unit.PUPIL: _l("pupils"),
    Unit.HOUSEHOLD: _l("households"),
    Unit.CLASSROOM: _l("classrooms"),
    Unit.STANDPIPE: _l("standpipes"),
    Unit.LATRINE: _l("latrines"),
    Unit.HOUSE: _l("houses"),
    Unit.BRIDGE: _l("bridges"),
    Unit.KILOMETRE: _l("kilometres"),
    Unit.HECTARE: _l("hectares"),
    Unit.MINUTE: _l("minutes"),
    Unit.PERSONS_A_ROOM: _l("persons a room"),
}
