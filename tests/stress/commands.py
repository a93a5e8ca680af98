"""The commands that are killed: what of their work is there by half, and what of it is missing."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL

import sqlalchemy as sa
from sqlalchemy import Engine

from core.database import session
from core.migrations import schema_state
from core.sealed import SealedReport
from core.tables import table
from household_groups.models.contributions import Contribution
from tests.stress.books import CODE, FUNDS
from tests.stress.killed_command import NEVER
from tests.stress.workers import ROOT, settings

THERE, MORE = 150, 150
"""Contributions in the books, and in the workbook that is imported."""
_QUARTER = "2026-Q2"
Look = Callable[["Trial"], Iterator[str]]


@dataclass(frozen=True)
class Ended:
    status: int
    seconds: float
    said: str


@dataclass(frozen=True)
class Trial:
    """A copy of the books, and the folder in which the command works."""

    engine: Engine
    folder: Path
    whole: bytes
    """The report as it has to be."""

    def call(self, command: str, after: str = NEVER) -> Ended:
        """What looks at the database afterwards opens it anew: a restore puts another file in its place."""
        self.engine.dispose()
        arguments = [each.format(folder=self.folder) for each in command.split()]
        ended = subprocess.run(
            [sys.executable, "-m", "tests.stress.killed_command", after, *arguments],
            cwd=ROOT,
            env=settings(self.engine, self.folder),
            capture_output=True,
            text=True,
            timeout=300,
        )
        if ended.returncode == -SIGKILL:
            return Ended(-SIGKILL, 0, "")
        if ended.returncode:
            raise RuntimeError(ended.stderr[-2000:])
        return Ended(**json.loads(ended.stdout))


@dataclass(frozen=True)
class Command:
    """`half` says what of it is there by half; `done` what of it is missing once it has ended."""

    words: str
    half: Look
    done: Look
    again: str = ""
    """What the operator adds when it was killed, and is called once more."""
    in_empty: bool = False


def _contributions(trial: Trial) -> int:
    with session(trial.engine) as reading:
        count: int = reading.execute(sa.select(sa.func.count()).select_from(table(Contribution))).scalar_one()
        return count


def _half_a_report(trial: Trial) -> Iterator[str]:
    report = trial.folder / "report.xlsx"
    if report.exists() and report.read_bytes() != trial.whole:
        yield "another report, or half of one"


def _no_report(trial: Trial) -> Iterator[str]:
    if not (trial.folder / "report.xlsx").exists():
        yield "no report"


def _half_an_import(trial: Trial) -> Iterator[str]:
    if (count := _contributions(trial)) not in (THERE, THERE + MORE):
        yield f"{count - THERE} of {MORE} rows imported"


def _no_import(trial: Trial) -> Iterator[str]:
    if (count := _contributions(trial)) != THERE + MORE:
        yield f"{count - THERE} of {MORE} rows imported"


def _sealed(trial: Trial) -> int:
    with session(trial.engine) as reading:
        query = sa.select(sa.func.count()).select_from(table(SealedReport))
        count: int = reading.execute(query.where(table(SealedReport).c.quarter == _QUARTER)).scalar_one()
        return count


def _half_closed(trial: Trial) -> Iterator[str]:
    if (count := _sealed(trial)) not in (0, 1 + FUNDS):
        yield f"{count} of {1 + FUNDS} reports sealed"


def _not_closed(trial: Trial) -> Iterator[str]:
    if (count := _sealed(trial)) != 1 + FUNDS:
        yield f"{count} of {1 + FUNDS} reports sealed"


def _half_a_backup(trial: Trial) -> Iterator[str]:
    if (trial.folder / "backup.tar").exists():
        yield from _unsound_backup(trial)


def _unsound_backup(trial: Trial) -> Iterator[str]:
    if trial.call("check-backup {folder}/backup.tar").status:
        yield "no sound backup"


def _half_restored(trial: Trial) -> Iterator[str]:
    if schema_state(trial.engine) != "empty" and _contributions(trial) != THERE:
        yield f"{_contributions(trial)} of {THERE} contributions restored"


def _not_restored(trial: Trial) -> Iterator[str]:
    if schema_state(trial.engine) == "empty" or _contributions(trial) != THERE:
        yield "not restored"


REPORT = Command(f"report {CODE} {_QUARTER} --output {{folder}}/report.xlsx", _half_a_report, _no_report)
BACKUP = Command("backup {folder}/backup.tar", _half_a_backup, _unsound_backup, "--force")
COMMANDS = (
    REPORT,
    BACKUP,
    Command("import-workbook {folder}/more.xlsx --programme " + CODE, _half_an_import, _no_import),
    Command(f"close-quarter {CODE} {_QUARTER}", _half_closed, _not_closed),
    Command("restore {folder}/backup.tar", _half_restored, _not_restored, in_empty=True),
)
