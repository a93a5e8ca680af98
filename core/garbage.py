"""Commands that hold millions of objects until they end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the cyclic garbage collector, which would look through all of them again and again, for nothing.

    Afterwards what is left is exempt from collection for good: for a process that is about to end, not for a
    server.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()
