"""Many do something at the same moment."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def at_once(people: ThreadPoolExecutor, deeds: Sequence[Callable[[], T]]) -> list[T]:
    """What each gives, in their order. The pool has at least as many threads as there are deeds."""
    barrier = threading.Barrier(len(deeds))

    def wait_and_do(deed: Callable[[], T]) -> T:
        barrier.wait(60)
        return deed()

    return list(people.map(wait_and_do, deeds))
