"""The short version of each promise that needs worker processes, by the code of the long one.

What is tried elsewhere, by the same code, has its short version there.
"""

import pytest

from tests.stress.promise import Kind, NotHere, assert_kept
from tests.stress.promises import PROMISES

SCALE = 0.05
TRIALS: list[tuple[str, Kind, float]] = [
    # Of two hundred people at work, and of three hundred killed processes, a twentieth would take minutes.
    ("no_overcommitment", Kind.POSTGRESQL, SCALE),
    ("no_overcommitment", Kind.SQLITE, 0.005),
    ("nothing_lost_by_kills", Kind.POSTGRESQL, SCALE),
    ("nothing_lost_by_kills", Kind.SQLITE, 0.02),
    ("commands_killed", Kind.SQLITE, SCALE),
    ("sent_twice", Kind.POSTGRESQL, SCALE),
    ("queue_replayed", Kind.SQLITE, SCALE),
    ("other_content", Kind.SQLITE, SCALE),
    ("reversed_once", Kind.POSTGRESQL, SCALE),
    ("on_disk", Kind.SQLITE, SCALE),
]
"""On which database, and how much of the long version: a twentieth on one of them, less on the other."""
MODULES = {promise.module: promise for promise in PROMISES}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("name", "kind", "scale"), TRIALS, ids=[f"{name}-{kind}" for name, kind, _ in TRIALS]
)
def test_a_promise_is_kept(name: str, kind: Kind, scale: float) -> None:
    try:
        outcome = MODULES[f"tests.stress.{name}"].run(scale, kind)
    except NotHere as reason:
        pytest.skip(str(reason))
    assert_kept(outcome)
