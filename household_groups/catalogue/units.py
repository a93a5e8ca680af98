"""Which unit a word of a workbook names, so that a unit that contradicts the catalogue is found."""

from household_groups.catalogue.entry import Unit

_WORDS: dict[Unit, tuple[str, ...]] = {
    Unit.PERSON: ("person", "persons", "people", "beneficiary", "beneficiaries", "inhabitants", "users"),
    Unit.PUPIL: ("pupil", "pupils", "student", "students", "child", "children"),
    Unit.HOUSEHOLD: ("household", "households", "family", "families", "connection", "connections"),
    Unit.CLASSROOM: ("classroom", "classrooms", "room", "rooms"),
    Unit.STANDPIPE: ("standpipe", "standpipes", "tap", "taps", "water point", "water points"),
    Unit.LATRINE: ("latrine", "latrines", "toilet", "toilets"),
    Unit.HOUSE: ("house", "houses", "home", "homes", "dwelling", "dwellings"),
    Unit.BRIDGE: ("bridge", "bridges"),
    Unit.KILOMETRE: ("km", "kilometre", "kilometres", "kilometer", "kilometers"),
    Unit.HECTARE: ("ha", "hectare", "hectares"),
    Unit.MINUTE: ("min", "minute", "minutes"),
    Unit.PERSONS_A_ROOM: ("persons a room", "people a room", "persons per room", "people per room"),
}
_BY_WORD = {word: unit for unit, words in _WORDS.items() for word in words}
_NEAR = frozenset({Unit.PERSON, Unit.PUPIL})
"""Pupils are people: either word says what is counted."""


def unit_of(word: str) -> Unit | None:
    """None where the word is not known, as in another language: it may well be the right one."""
    return _BY_WORD.get(" ".join(word.casefold().split()))


def contradicts(word: str, unit: Unit) -> bool:
    """Whether a word names another unit than this one."""
    named = unit_of(word)
    return named is not None and named is not unit and not {named, unit} <= _NEAR
