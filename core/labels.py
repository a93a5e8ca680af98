"""Sentences for the refusals of this package."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.jobs.refusals import JobReason
from core.journal.settings import HeadsReason
from core.opening import DatabaseReason

SENTENCES: dict[StrEnum, LazyString] = {
    JobReason.TOO_MANY: _l(
        "%(most)s files that you asked for are not ready yet. Wait until one of them is, then ask again."
    ),
    HeadsReason.UNREADABLE: _l("The file of heads, HEADS_FILE, cannot be read: %(why)s"),
    DatabaseReason.OLDER: _l(
        "The database has an older schema than this version of Hashar needs. Back it up, then run: "
        "flask upgrade-database"
    ),
    DatabaseReason.UNSAFE: _l("The database is not kept safely enough to be used. %(why)s"),
    DatabaseReason.NO_RIGHTS: _l(
        "The application's role has no rights to the tables yet. Set MIGRATION_DATABASE_URL to the owner's, "
        "then run: flask upgrade-database"
    ),
    DatabaseReason.NEWER: _l(
        "The database was made by a newer version of Hashar. Run that version, or restore a backup."
    ),
}
