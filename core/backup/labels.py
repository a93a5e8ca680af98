"""Sentences for backups that are refused."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.backup.refusals import BackupReason

SENTENCES: dict[StrEnum, LazyString] = {
    BackupReason.FILE_EXISTS: _l("%(file)s is there already. Choose another name, or add --force."),
    BackupReason.IN_PROGRESS: _l("Another backup is being written to %(file)s."),
    BackupReason.NO_SUCH_DATABASE: _l(
        "There is no database at %(database)s, so there is nothing to back up."
    ),
    BackupReason.NO_ROOM: _l(
        "The disk of %(folder)s is full. Nothing was completed; make room there, then run it again."
    ),
    BackupReason.NO_PROGRAM: _l(
        "%(program)s of PostgreSQL %(version)s or newer is needed and was not found. Install it (on Debian: apt "
        "install postgresql-client), or name the folder where it is: PG_BIN=/usr/lib/postgresql/%(version)s/bin"
    ),
    BackupReason.PROGRAM_TOO_OLD: _l(
        "%(program)s is of PostgreSQL %(has)s; version %(version)s or newer is needed. Install that one, or name "
        "the folder where it is: PG_BIN=/usr/lib/postgresql/%(version)s/bin"
    ),
    BackupReason.PROGRAM_FAILED: _l("%(program)s could not do it, and said: %(said)s"),
    BackupReason.DAMAGED_DATABASE: _l(
        "The database is damaged, so it is not copied as if it were whole. SQLite says: %(what)s"
    ),
    BackupReason.DAMAGED_ARCHIVE: _l("This is no backup, or it is damaged: %(what)s. Nothing was restored."),
    BackupReason.OTHER_ENGINE: _l(
        "The backup is of %(of)s, the database here is %(here)s. Restore it into one of %(of)s. To move books "
        "from one to the other, export each programme (flask export-workbook) and import it there; accounts are "
        "made anew."
    ),
    BackupReason.NEWER_SCHEMA: _l(
        "The backup was made by a newer version of Hashar (%(hashar)s). Restore it with that one, or a later one."
    ),
    BackupReason.NOT_EMPTY: _l(
        "A backup is restored into an empty place only. In %(database)s are: programmes %(programmes)s, accounts "
        "%(accounts)s; in %(folder)s: files %(files)s. Name an empty database (DATABASE_URL) and an empty folder "
        "(EVIDENCE_FOLDER), or move away what is there."
    ),
    BackupReason.FOREIGN_TABLES: _l(
        "%(database)s has tables that are not of Hashar (%(tables)s). Name an empty database (DATABASE_URL)."
    ),
    BackupReason.OTHER_HEADS: _l("The database of the backup is not at the entries that its manifest names."),
}
