"""A dump of a PostgreSQL database in use, by pg_dump in its custom format, from one snapshot."""

from pathlib import Path

import sqlalchemy as sa

from core.backup.looking import Seen, seen_in
from core.backup.postgresql_programs import find_program, run, version_of_server
from core.database import session
from core.database_role import OF_JOBS

DUMP, RESTORE = "pg_dump", "pg_restore"


def dump(engine: sa.Engine, target: Path) -> tuple[str, Seen]:
    """The version of pg_dump, and what the database says of itself, as it is dumped. Raises Refusal."""
    with session(engine) as reading:
        seen = seen_in(reading)
        snapshot = reading.execute(sa.text("SELECT pg_export_snapshot()")).scalar_one()
        program = find_program(DUMP, version_of_server(reading.connection()))
        run(
            program,
            engine,
            "--format=custom",
            f"--snapshot={snapshot}",
            "--no-owner",
            "--no-privileges",
            # What people asked for and is made in the background: its files are in no backup either.
            *(f"--exclude-table-data={table}" for table in OF_JOBS),
            f"--file={target}",
        )
    return str(program.version), seen
