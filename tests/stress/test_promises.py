"""The short version of each promise that needs worker processes, by the code of the long one.

What is tried elsewhere, by the same code, has its short version there.
"""

import pytest

from tests.stress.promise import BOTH, Kind, NotHere, assert_kept
from tests.stress.promises import PROMISES

SCALE = 0.05
SHORT: dict[str, tuple[tuple[Kind, ...], float]] = {
    "no_overcommitment": (BOTH, 0.02),  # as each contribution costs a tenth of a second
    "sent_twice": ((Kind.POSTGRESQL,), SCALE),
    "queue_replayed": ((Kind.SQLITE,), SCALE),
    "other_content": ((Kind.POSTGRESQL,), SCALE),
    "reversed_once": ((Kind.POSTGRESQL,), SCALE),
    "nothing_lost_by_kills": (BOTH, SCALE),
    "commands_killed": ((Kind.SQLITE,), SCALE),
    "on_disk": ((Kind.SQLITE,), SCALE),
}
"""On which databases, and how much of the long version."""
TRIALS = [(name, kind, scale) for name, (kinds, scale) in SHORT.items() for kind in kinds]
MODULES = {promise.module: promise for promise in PROMISES}


@pytest.mark.slow
@pytest.mark.xdist_group("stress")
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
