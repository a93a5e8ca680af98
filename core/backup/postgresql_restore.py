"""A PostgreSQL database out of a backup: pg_restore fills an empty one, in a single transaction."""

import subprocess
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO

import sqlalchemy as sa
from sqlmodel import Session

from core.backup.looking import heads_in
from core.backup.manifest import Manifest, Member
from core.backup.postgresql_dump import RESTORE
from core.backup.postgresql_programs import Program, find_program, version_of_server
from core.backup.reading import copied
from core.backup.refusals import BackupReason, damaged
from core.database import rebuild, session
from core.errors import Refusal
from core.migrations import downgrade, revision_of


def restore(engine: sa.Engine, source: IO[bytes], told: Member, manifest: Manifest) -> None:
    """Raises Refusal; the place is then as empty as it was."""
    with session(engine) as reading:
        version = max(version_of_server(reading.connection()), int(manifest.program))
        has_tables = revision_of(reading) is not None
    program = find_program(RESTORE, version)
    if has_tables:
        downgrade(engine, "base")
    rebuild(engine, _forget_version)
    _fill(program, engine, source, told)
    with session(engine) as reading:
        if heads_in(reading) != manifest.heads:
            raise Refusal(BackupReason.OTHER_HEADS)


def _forget_version(writing: Session) -> None:
    writing.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))


def _fill(program: Program, engine: sa.Engine, source: IO[bytes], told: Member) -> None:
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    arguments, environment = program.command(engine, *options)
    with (
        TemporaryFile() as said,
        subprocess.Popen(arguments, env=environment, stdin=subprocess.PIPE, stderr=said) as process,
    ):
        assert process.stdin is not None
        with suppress(BrokenPipeError):  # it has ended, and says why
            try:
                _feed(process.stdin, source, told)
            except BaseException:
                process.kill()
                raise
            finally:
                process.stdin.close()
        if process.wait() != 0:
            said.seek(0)
            raise program.failed(said.read().decode(errors="replace"))


def _feed(pipe: IO[bytes], source: IO[bytes], told: Member) -> None:
    """Its end is held back until the digest is right: without it nothing can be committed."""
    held = Held(pipe)
    if copied(told.name, source, held) != told:
        raise damaged(f"{told.name} changed while it was read")
    held.release()


class Held:
    """Passes on what is written to it, but for the last part, which waits to be released."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._last = b""

    def write(self, content: bytes) -> None:
        self._target.write(self._last)
        self._last = content

    def release(self) -> None:
        self._target.write(self._last)
