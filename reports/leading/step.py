"""A step on the way of a quarter: what it is, how it stands, who has it, and where it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from reports.leading.holders import Holder


class State(StrEnum):
    """`waiting` is for somebody to go on with, `missing` what nobody has begun, `not_yet` what comes after others.

    `left_out` is what a closed quarter was sealed without.
    """

    DONE = "done"
    WAITING = "waiting"
    MISSING = "missing"
    NOT_YET = "not_yet"
    LEFT_OUT = "left_out"


STATES: dict[State, LazyString] = {
    State.DONE: _l("done"),
    State.WAITING: _l("waiting"),
    State.MISSING: _l("missing"),
    State.NOT_YET: _l("not yet"),
    State.LEFT_OUT: _l("left out"),
}
TONES: dict[State, str] = {
    State.DONE: "good",
    State.WAITING: "waiting",
    State.MISSING: "refused",
    State.NOT_YET: "quiet",
    State.LEFT_OUT: "quiet",
}


class Link(NamedTuple):
    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """`short` names it within a sentence; `said` says who did what and since when; `link` is its one button."""

    name: str
    title: str
    short: str
    state: State
    said: Sequence[str] = ()
    who: Holder | None = None
    link: Link | None = None

    @property
    def is_passed(self) -> bool:
        """Nothing is left to be done in it."""
        return self.state in (State.DONE, State.LEFT_OUT)
