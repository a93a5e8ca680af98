"""Sentences for the refusals of this package."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.opening import DatabaseReason

SENTENCES: dict[StrEnum, LazyString] = {
    DatabaseReason.OLDER: _l(
        "The database has an older schema than this version of Hashar needs. Back it up, then run: "
        "flask upgrade-database"
    ),
    DatabaseReason.NEWER: _l(
        "The database was made by a newer version of Hashar. Run that version, or restore a backup."
    ),
}
