"""Runs one command in a process of its own and measures it, with all the processes that it starts."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[1]
_LOOKS_EVERY = 0.02


class Failed(Exception):
    """A command did not do its work; what it said is the message."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Of a command with all processes that it started: seconds, memory, and what it printed."""

    wall: float
    user: float
    system: float
    peak_bytes: int
    output: str

    @property
    def figures(self) -> Any:
        """What the last line of the output says, as JSON."""
        return json.loads(self.output.splitlines()[-1])


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Measured:
    """Raises Failed."""
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(env or {})}, stdout=output, stderr=subprocess.STDOUT
        )
        peak = 0
        while True:
            peak = max(peak, _memory_of_family(process.pid))
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(_LOOKS_EVERY)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode:
        raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{text}")
    return Measured(wall, used.ru_utime, used.ru_stime, peak, text)


def run_module(name: str, *arguments: object) -> Measured:
    """A module of the project, as `python -m` runs it. Raises Failed."""
    return run([sys.executable, "-m", name, *map(str, arguments)])


def run_flask(database: Path, *arguments: object) -> Measured:
    """A command of the application, on a SQLite file. Raises Failed."""
    command = [sys.executable, "-m", "flask", "--app", "app", *map(str, arguments)]
    return run(command, {"DATABASE_URL": f"sqlite:///{database}"})


def _memory_of_family(pid: int) -> int:
    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for member in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                total += member.memory_info().rss
    return total
