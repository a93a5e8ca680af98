"""The short version of each promise, by the code of the long one."""

import pytest

from tests.stress.promise import Kind, NotHere, Promise, assert_kept
from tests.stress.promises import PROMISES

SCALE = 0.05
HERE = [
    (promise, kind)
    for promise in PROMISES
    for kind in promise.kinds
    if promise.module.startswith("tests.stress.")
]
"""Those of other folders have tests of their own there."""


@pytest.mark.slow
@pytest.mark.xdist_group("stress")
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("promise", "kind"), HERE, ids=[f"{promise.module.rpartition('.')[2]}-{kind}" for promise, kind in HERE]
)
def test_a_promise_is_kept(promise: Promise, kind: Kind) -> None:
    try:
        outcome = promise.run(SCALE, kind)
    except NotHere as reason:
        pytest.skip(str(reason))
    assert_kept(outcome)
