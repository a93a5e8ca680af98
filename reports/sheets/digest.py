"""The digest of a report, by which one can tell whether two workbooks say the same.

It is the SHA-256 of what the cells say, headers included, translated words left out, of all sheets but `cover`
and `control`, which show it, and `definitions`, which are words: UTF-8, each row beginning with the name of its
sheet, cells parted by the unit separator U+001F, rows ended by the record separator U+001E. Amounts have all
decimals of their currency, days are in ISO, an empty cell says nothing.
"""

from collections.abc import Iterable
from hashlib import sha256


class Digest:
    """See the module. Sheets come in their order, rows from the header to the last."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, sheet: str, says: Iterable[str]) -> None:
        """What a row of a sheet says, cell by cell."""
        self._hash.update(("\x1f".join((sheet, *says)) + "\x1e").encode())

    @property
    def text(self) -> str:
        return self._hash.hexdigest()
