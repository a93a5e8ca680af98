"""Which known name of a sheet or column a wrongly written one was meant to be."""

import re
from collections.abc import Iterable

_LONG_WORD = 8


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known name of which this one is a near miss: other case or blanks, or a slip of the pen.

    Word for word, so that `recieved_on` is found and `received_by` stays an extra column.
    """
    folded = re.sub(r"[\W_]+", "_", written.casefold()).strip("_")
    return next(
        (name for name in known if _squeezed(folded) == _squeezed(name) or _are_near(folded, name)), None
    )


def _squeezed(name: str) -> str:
    return name.replace("_", "")


def _are_near(written: str, known: str) -> bool:
    if written.count("_") != known.count("_") or len(written) > 2 * len(known):
        return False
    pairs = zip(written.split("_"), known.split("_"), strict=True)
    return all(_edits(a, b) <= _slips_allowed(a, b) for a, b in pairs)


def _slips_allowed(a: str, b: str) -> int:
    """`on` and `by` are other words, and so are `male` and `female`; `recieveed` is not."""
    shorter = min(len(a), len(b))
    return 0 if shorter <= 2 else 1 if shorter < _LONG_WORD else 2


def _edits(a: str, b: str) -> int:
    """Letters left out, added, replaced or exchanged with their neighbour."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        last, before, row = before, row, [i]
        for j, other in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if last and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
