"""Runs what touches a stranger's file in a process of its own, with limits to memory and time."""

import logging
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

from grants.workbook.container import Limits
from grants.workbook.problems import ProblemKind, refused

END = "end"

_ROOT = Path(__file__).parents[2]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TaskFailed:
    trace: str


def run_confined(
    task: Callable[[], Iterator[Any]], limits: Limits, yielding: Collection[type] = ()
) -> Generator[Any, None, None]:
    """What the task yields: plain values and the named classes, no others.

    Raises `RefusedFile` when the task ends before its time, whatever it died of.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "grants.workbook.child"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        out_of_time = Event()
        timer = Timer(limits.wall_seconds, _end, (process, out_of_time))
        timer.start()
        try:
            yield from _converse(process, pickle.dumps(limits) + pickle.dumps(task), yielding)
        except (EOFError, pickle.UnpicklingError, BrokenPipeError) as error:
            raise refused(_cause_of_death(process, out_of_time)) from error
        finally:
            timer.cancel()
            process.kill()


def _end(process: subprocess.Popen[bytes], out_of_time: Event) -> None:
    out_of_time.set()
    process.kill()


def _converse(process: subprocess.Popen[bytes], task: bytes, yielding: Collection[type]) -> Iterator[Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin as stdin:
        stdin.write(task)
    while (result := _Results(process.stdout, (TaskFailed, *yielding)).load()) != END:
        if isinstance(result, TaskFailed):
            _log.error("A workbook could not be read.\n%s", result.trace)
            raise refused(ProblemKind.UNREADABLE)
        yield result


class _Results(pickle.Unpickler):
    """A process that a file has got the better of could write anything; only these classes are made of it."""

    def __init__(self, stream: IO[bytes], classes: Collection[type]) -> None:
        super().__init__(stream)
        self._classes = {(known.__module__, known.__qualname__): known for known in classes}

    def find_class(self, module: str, name: str) -> Any:
        try:
            return self._classes[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"unexpected {module}.{name}") from None


def _cause_of_death(process: subprocess.Popen[bytes], out_of_time: Event) -> ProblemKind:
    code = process.wait()
    if out_of_time.is_set() or code == -getattr(signal, "SIGXCPU", 0):
        return ProblemKind.TOO_SLOW
    # Rust aborts when it gets no memory; the kernel kills when there is none left.
    if code in (-getattr(signal, "SIGABRT", 0), -getattr(signal, "SIGKILL", 0)):
        return ProblemKind.TOO_MUCH_MEMORY
    return ProblemKind.UNREADABLE
