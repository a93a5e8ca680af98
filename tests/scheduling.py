"""Which tests run in the same process, and which begin first, so that `make test` ends soon."""

from xdist.scheduler import LoadScopeScheduling

_SHARE_A_WALK = ("tests/abuse/", "tests/browsing/")
"""What everybody finds on the site is gathered once for all files of such a folder."""

_SHARE_NOTHING = "tests/stress/"
"""Each of these takes long, with databases of its own."""


class ByWhatTheyShare(LoadScopeScheduling):
    """Tests of a file run in one process: what they stand on is made once there.

    The distributions that xdist brings do not fit: by file, the long trials would all wait for each other, and
    its `loadgroup` no longer groups anything since pytest 9.2 (pytest-xdist issue 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return shared_by(nodeid)


def shared_by(test: str) -> str:
    """What tests with the same answer share: a folder, a file, or nothing but itself."""
    for folder in _SHARE_A_WALK:
        if test.startswith(folder):
            return folder
    return test if test.startswith(_SHARE_NOTHING) else test.partition("::")[0]
