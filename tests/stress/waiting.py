"""Waiting for something that others do."""

import time
from collections.abc import Callable


def waited_for(happened: Callable[[], bool], seconds: float) -> bool:
    """Whether it did within so many seconds."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True
