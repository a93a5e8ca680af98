"""The codes that a group's next households get: those after its last, in the group's own manner."""

import re
from collections.abc import Collection, Iterator
from itertools import count, islice

_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})", re.DOTALL)


def next_codes(group: str, its_codes: Collection[str], taken: Collection[str], how_many: int) -> list[str]:
    """`FAK-H7`, `FAK-H8` after `FAK-H6`; a group's first are `FAK-1-01`, `FAK-1-02`. `taken` ones are left out."""
    free = (code for code in _after(group, its_codes) if code not in taken)
    return list(islice(free, how_many))


def _after(group: str, its_codes: Collection[str]) -> Iterator[str]:
    numbered = [
        (int(found[2]), found[1], len(found[2])) for found in map(_NUMBERED.fullmatch, its_codes) if found
    ]
    last, stem, width = max(numbered, default=(0, f"{group}-", 2))
    return (f"{stem}{number:0{width}d}" for number in count(last + 1))
