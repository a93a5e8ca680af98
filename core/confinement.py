"""Runs what touches a stranger's file in a process of its own, with limits to memory and time."""

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Generator, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

END = "end"

_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Resources:
    """What the process may take."""

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: int


class Cause(StrEnum):
    """Of what a task died."""

    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    FAILED = "failed"


class Died(Exception):
    """The task ended before its time; `trace` where it could still say something."""

    def __init__(self, cause: Cause, trace: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.trace = trace


@dataclass(frozen=True, slots=True)
class TaskFailed:
    """What the process writes when its task could not go on."""

    cause: Cause
    trace: str


def run_confined(
    task: Callable[[], Iterator[Any]], resources: Resources, yielding: Collection[type] = ()
) -> Generator[Any, None, None]:
    """What the task yields: plain values and the named classes, no others.

    Raises Died when the task ends before its time, whatever it died of.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "core.confined"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        out_of_time = Event()
        timer = Timer(resources.wall_seconds, _end, (process, out_of_time))
        timer.start()
        try:
            yield from _converse(process, pickle.dumps(resources) + pickle.dumps(task), yielding)
        except (EOFError, pickle.UnpicklingError, BrokenPipeError) as error:
            raise Died(_cause_of_death(process, out_of_time)) from error
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
    while (result := _Results(process.stdout, (TaskFailed, Cause, *yielding)).load()) != END:
        if isinstance(result, TaskFailed):
            raise Died(result.cause, result.trace)
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


def _cause_of_death(process: subprocess.Popen[bytes], out_of_time: Event) -> Cause:
    code = process.wait()
    if out_of_time.is_set() or code == -getattr(signal, "SIGXCPU", 0):
        return Cause.TOO_SLOW
    # Rust aborts when it gets no memory; the kernel kills when there is none left.
    if code in (-getattr(signal, "SIGABRT", 0), -getattr(signal, "SIGKILL", 0)):
        return Cause.TOO_MUCH_MEMORY
    return Cause.FAILED
