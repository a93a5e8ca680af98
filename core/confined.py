"""The confined process: takes a task from its input, sets itself limits, and writes what the task yields.

It imports neither Flask nor SQLAlchemy, so that it starts at once.
"""

import pickle
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from core.confinement import END, Cause, Resources, TaskFailed

try:
    import resource
except ImportError:  # Windows: the wall clock alone
    resource = None  # type: ignore[assignment]


def main(source: BinaryIO, target: BinaryIO) -> None:
    limit(pickle.load(source))
    task: Callable[[], Iterator[object]] = pickle.load(source)
    try:
        for result in task():
            pickle.dump(result, target, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        pickle.dump(TaskFailed(Cause.TOO_MUCH_MEMORY, ""), target)
    except BaseException:  # calamine's panics are no Exception
        pickle.dump(TaskFailed(Cause.FAILED, traceback.format_exc()), target)
    pickle.dump(END, target)
    target.flush()


def limit(resources: Resources) -> None:
    if resource is not None:
        _set(resource.RLIMIT_AS, resources.memory_bytes)
        _set(resource.RLIMIT_CPU, resources.cpu_seconds)
        _set(resource.RLIMIT_CORE, 0)


def _set(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with suppress(ValueError, OSError):  # macOS knows the limit of memory, but refuses to set it
        resource.setrlimit(kind, (value, hard))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
