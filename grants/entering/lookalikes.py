"""Names that look the same and are not: one written with a Cyrillic а, the other with a Latin a."""

import unicodedata
from collections.abc import Iterable

_CYRILLIC = "авекмнорстухіјѕԁԛԝһ"
_LATIN = "abekmhopctyxijsdqwh"
_SAME = str.maketrans(_CYRILLIC, _LATIN)


def look_of(name: str) -> str:
    """Two names of the same look give the same text."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.split()).translate(_SAME)


def first_alike(name: str, others: Iterable[tuple[str, str]]) -> str | None:
    """The code of the first (code, name) that looks like `name`."""
    look = look_of(name)
    return next((code for code, other in others if look_of(other) == look), None)
