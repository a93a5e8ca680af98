"""Draws a sample of vouchers so that whoever has the same report draws the same list.

Described to the byte in docs/workbook.md ("Reviewed on the site"), with a test vector: change neither alone.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

LEAST = 5
_SHARE = 10
"""Of a hundred vouchers, so many are drawn unless another number is asked for."""

_BYTES = 8
_RANGE = 1 << (8 * _BYTES)


def size_of(population: int, asked: int | None = None) -> int:
    """How many are drawn: a tenth, rounded up, or what is asked for; at least 5, and no more than there are."""
    wanted = -(-population * _SHARE // 100) if asked is None else asked
    return min(population, max(LEAST, wanted))


def drawn(references: Iterable[str], digest: str, fund: str, n: int) -> list[str]:
    """`n` of the references, in the order in which they are drawn: more of them begin with the same."""
    left = sorted(references, key=str.encode)
    numbers = _numbers(digest, fund)
    for place in range(n):
        chosen = place + _below(len(left) - place, numbers)
        left[place], left[chosen] = left[chosen], left[place]
    return left[:n]


def _numbers(digest: str, fund: str) -> Iterator[int]:
    """The first eight bytes of each SHA-256, the first byte weighing most."""
    counter = 0
    while True:
        of = sha256(f"{digest}|{fund}|{counter}".encode()).digest()
        yield int.from_bytes(of[:_BYTES], "big")
        counter += 1


def _below(bound: int, numbers: Iterator[int]) -> int:
    """Each number below `bound` with the same chance: what lies above the last whole multiple is passed over."""
    limit = _RANGE - _RANGE % bound
    return next(number for number in numbers if number < limit) % bound
