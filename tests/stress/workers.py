"""The application served by gunicorn with several worker processes, as in production; stopped whatever happens."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine

from tests.stress.orders import kill_family
from tests.stress.postgresql import APPLICATION

ROOT = Path(__file__).parents[2]
WORKERS = {"sqlite": 4, "postgresql": 8}
_STARTS_WITHIN = 60.0


def settings(engine: Engine, folder: Path) -> dict[str, str]:
    """The environment of an installation over this database, with all that it keeps beside it in a folder."""
    (folder / "evidence").mkdir(exist_ok=True)
    is_postgresql = engine.dialect.name == "postgresql"
    url = engine.url.set(username=APPLICATION) if is_postgresql else engine.url
    return {
        **os.environ,
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "MIGRATION_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "SECRET_KEY": "of a trial",
        "EVIDENCE_FOLDER": str(folder / "evidence"),
        "HEADS_FILE": str(folder / "heads.jsonl"),
    }


class Workers:
    """A gunicorn on a port of its own; it can be killed and started again on the same port."""

    def __init__(self, engine: Engine, folder: Path, environment: Mapping[str, str], count: int) -> None:
        self.port = _free_port()
        self.folder, self.count = folder, count
        self._environment = {**settings(engine, folder), **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> float:
        """Start it, wait until it answers, and say how many seconds that took."""
        # The application is made once and forked, which eight workers on two cores are soon glad of.
        command = [sys.executable, "-m", "gunicorn", "--workers", str(self.count), "--preload"]
        command += ["--bind", self.address, "--timeout", "120", "--graceful-timeout", "5", "--log-level"]
        command += ["warning", "tests.stress.armed:application()"]
        started = time.monotonic()
        with (self.folder / "gunicorn.log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while not self._answers():
            if not self.is_running or time.monotonic() > started + _STARTS_WITHIN:
                raise RuntimeError("gunicorn did not start:\n" + self.log()[-4000:])
            time.sleep(0.02)
        return time.monotonic() - started

    def kill(self) -> None:
        """The first process and all workers, at once."""
        if self._process is not None:
            kill_family(self._process.pid)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)  # workers that its own death has left behind
            self._process.wait()

    def stop(self) -> None:
        if self.is_running:
            assert self._process is not None
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(15)
        self.kill()

    def log(self) -> str:
        return (self.folder / "gunicorn.log").read_text("utf-8", "replace")

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False


@contextmanager
def serving(
    engine: Engine, environment: Mapping[str, str] | None = None, *, count: int | None = None
) -> Iterator[Workers]:
    """As many workers as the kind of database is served by, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="hashar-stress-") as folder:
        workers = Workers(engine, Path(folder), environment or {}, count or WORKERS[engine.dialect.name])
        try:
            workers.start()
            yield workers
        finally:
            workers.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
