"""What the journal says the tables hold: rows by sheet and key, and the events in their sequence."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.journal.append import canonical, given

Place = tuple[str, str]
"""Sheet and key of a row."""


@dataclass
class Recorded:
    """`contents` are canonical texts; `events` are (kind, key, date) by their place in the sequence."""

    contents: dict[Place, str] = field(default_factory=dict)
    events: dict[int, tuple[str, str, date]] = field(default_factory=dict)
    count: int = 0
    last: tuple[int, int, str] = (0, 0, "")


def fold_journal(entries: Iterable[dict[str, Any]], recorded: Recorded) -> None:
    """Each entry says which columns of a row took which values; the last word holds."""
    seq = 0
    for entry in entries:
        recorded.count += 1
        place = entry["sheet"], entry["key"]
        before = recorded.contents.get(place)
        content = entry["content"]
        recorded.contents[place] = content if before is None else _merged(before, content)
        if entry["seq"] is not None:
            seq = max(seq, entry["seq"])
            recorded.events[entry["seq"]] = entry["kind"], entry["key"], entry["effective_on"]
        recorded.last = entry["position"], seq, entry["digest"]


def _merged(before: str, content: str) -> str:
    try:
        return canonical(given(json.loads(before) | json.loads(content)))
    except (TypeError, ValueError):
        return content  # altered, as its digest shows
