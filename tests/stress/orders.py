"""Orders to kill, given from outside and carried out by whoever passes a seam next."""

import os
import signal
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import psutil
import sqlalchemy as sa

from tests.stress.seams import Seam


class Target(StrEnum):
    """What a kill ends."""

    WORKER = "worker"
    MASTER = "master"
    BACKEND = "backend"
    POSTMASTER = "postmaster"


class Orders:
    """A folder in which a file with the name of a seam orders whoever passes there next to kill a target."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._backend = 0

    def order(self, seam: Seam, target: Target) -> None:
        """From outside. It appears at once with all that it says."""
        draft = self._folder / "draft"
        draft.write_text(target)
        draft.rename(self._folder / seam)

    def is_waiting(self, seam: Seam) -> bool:
        return (self._folder / seam).exists()

    def withdraw(self, seam: Seam) -> bool:
        """Whether nobody has carried it out; nobody will any more."""
        with suppress(FileNotFoundError):
            (self._folder / seam).unlink()
            return True
        return False

    def __call__(self, seam: Seam, connection: sa.Connection | None) -> None:
        if connection is not None and connection.dialect.name == "postgresql":
            self._backend = connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
        taken = self._folder / f"taken-{os.getpid()}"
        with suppress(FileNotFoundError):
            (self._folder / seam).rename(taken)  # of several who pass, one finds it
            self._carry_out(Target(taken.read_text()))

    def _carry_out(self, target: Target) -> None:
        match target:
            case Target.WORKER:
                kill(os.getpid())
            case Target.MASTER:
                kill(os.getppid())
            case Target.BACKEND:
                kill(self._backend)
            case Target.POSTMASTER:
                kill_family(psutil.Process(self._backend).ppid())


def kill(process_id: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process_id, signal.SIGKILL)


def kill_family(process_id: int) -> None:
    """A process and all that it started, the first one first, so that it cannot start others."""
    with suppress(psutil.NoSuchProcess):
        family = psutil.Process(process_id).children(recursive=True)
        kill(process_id)
        for each in family:
            kill(each.pid)
