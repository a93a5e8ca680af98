"""Sentences for what is refused about over-matching and its repair."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.quarantine.deciding import RepairReason

SENTENCES: dict[StrEnum, LazyString] = {
    RepairReason.NO_REASON: _l("Say why, so that everybody can follow it later."),
    RepairReason.WAITING: _l("%(by)s has proposed this already. It waits for somebody else."),
    RepairReason.NONE_WAITING: _l("Nothing waits to be confirmed any more."),
    RepairReason.OWN: _l("You proposed this yourself: somebody else has to decide on it."),
    RepairReason.OUTDATED: _l(
        "What differs is not what was proposed any more. Look at it anew, decline the old proposal, and "
        "propose it again."
    ),
    RepairReason.NOTHING: _l("The books agree with the journal: there is nothing to set right."),
    RepairReason.RESTORE: _l(
        "The journal itself, or what it recorded, was altered: nothing can be set right from it. Restore the "
        "books from a backup."
    ),
    RepairReason.UNGUARDED: _l(
        "A guard of the journal is missing or altered. Whoever runs this site first runs: "
        "flask upgrade-database"
    ),
}
