"""Where the rows of a sheet stand once some of them are repeated."""

from bisect import bisect_left
from collections.abc import Mapping

MOST_ROWS = 1_048_576


class RowMap:
    """`copies` are those of each row that repeats, at least one; all other rows are there once."""

    def __init__(self, copies: Mapping[int, int]) -> None:
        self._copies = dict(copies)
        self._rows = sorted(copies)
        self._added = [0]
        for row in self._rows:
            self._added.append(self._added[-1] + copies[row] - 1)

    def __bool__(self) -> bool:
        """Whether anything repeats here, be it once."""
        return bool(self._rows)

    def repeats(self, row: int) -> bool:
        return row in self._copies

    def first(self, row: int) -> int:
        """The new number of a row, of a repeated one that of its first copy."""
        return min(row + self._added[bisect_left(self._rows, row)], MOST_ROWS)

    def last(self, row: int) -> int:
        return min(self.first(row) + self._copies.get(row, 1) - 1, MOST_ROWS)

    @property
    def added(self) -> int:
        return self._added[-1]
