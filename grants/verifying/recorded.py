"""What the journal says the tables hold: rows by sheet and key, and the events in their sequence."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from core.journal.append import canonical, given
from core.journal.verify import Read

Place = tuple[str, str]
"""Sheet and key of a row."""


@dataclass
class Recorded:
    """`contents` are canonical texts; `events` are (kind, key, date) by their place in the sequence.

    Whoever compares them takes them out one by one: for a large programme both at once are too much to hold.
    `rows` and `count` are how many rows and entries there were.
    """

    contents: dict[Place, str] = field(default_factory=dict)
    events: dict[int, tuple[str, str, date | None]] = field(default_factory=dict)
    count: int = 0
    rows: int = 0
    last: tuple[int, int, str] = (0, 0, "")


def fold_journal(entries: Iterable[Read], recorded: Recorded) -> None:
    """Each entry says which columns of a row took which values; the last word holds."""
    contents, events = recorded.contents, recorded.events
    last_seq = 0
    for position, seq, kind, sheet, key, on, content, _, _, digest in entries:
        recorded.count += 1
        place = sheet, key
        before = contents.get(place)
        contents[place] = content if before is None else _merged(before, content)
        if seq is not None:
            last_seq = max(last_seq, seq)
            events[seq] = kind, key, on
        recorded.last = position, last_seq, digest
    recorded.rows = len(contents)


def _merged(before: str, content: str) -> str:
    try:
        return canonical(given(json.loads(before) | json.loads(content)))
    except (TypeError, ValueError):
        return content  # altered, as its digest shows
