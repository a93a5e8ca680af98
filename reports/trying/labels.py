"""Sentences for what a trial refuses."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.trying.alterations import TrialReason

SENTENCES: dict[StrEnum, LazyString] = {
    TrialReason.UNREADABLE: _l(
        "“%(what)s” says nothing that could be otherwise. Like this: rule:GTZ-1/1:ratio=2, "
        "fund:GTZ:budget=500000, rate:TJS/2019-03=9.5, leave-out:GTZ-1/1=yes."
    ),
    TrialReason.TOO_MANY: _l("One trial alters %(most)s rows at most. Try fewer at a time."),
    TrialReason.UNKNOWN_PROGRAMME: _l("There is no programme %(code)s."),
    TrialReason.UNKNOWN_RULE: _l("There is no rule %(rule)s."),
    TrialReason.NOTHING_NAMED: _l("Of what is %(what)s? Name it with --rule CODE or --fund CODE."),
    TrialReason.TAKES_LONG: _l(
        "This programme has %(count)s contributions; with more than %(most)s a trial takes too long for a page. "
        "An operator runs it: %(command)s"
    ),
    TrialReason.NOT_WRITABLE: _l("%(file)s cannot be written: %(problem)s"),
}
