"""Heads kept outside the database: how far each journal had come on a day, in a file that is only added to.

Whoever rewrites a whole journal, or cuts its tail off, leaves a chain that follows; but not the one whose heads
are in this file, and in the mails that carry its lines. One JSON object a line; other lines, as a mail has them,
are passed over.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any


@dataclass(frozen=True)
class Head:
    """The last entry of a programme's journal at an instant of a day (UTC)."""

    day: str
    at: str
    programme: str
    position: int
    digest: str

    @property
    def on(self) -> date:
        return date.fromisoformat(self.day)


@dataclass
class KeptHeads:
    """What a file holds. `restored` says up to which of a programme's heads a restore has lost entries."""

    heads: list[Head] = field(default_factory=list)
    sent_on: str | None = None
    """The last day whose heads went out by mail."""
    not_sent: str | None = None
    """Why the last attempt to send them failed; None where it did not."""
    unreadable: list[int] = field(default_factory=list)
    """Lines that were begun and never ended, or altered."""

    def of(self, programme: str) -> dict[int, str]:
        """The digests by their positions."""
        return {head.position: head.digest for head in self.heads if head.programme == programme}

    def last_of(self, programme: str) -> Head | None:
        return next((head for head in reversed(self.heads) if head.programme == programme), None)

    def has(self, programme: str, day: str) -> bool:
        return any((head.programme, head.day) == (programme, day) for head in self.heads)

    def _take(self, line: Mapping[str, Any]) -> None:
        match line["kind"]:
            case "head":
                day, place = date.fromisoformat(line["day"]), (int(line["position"]), str(line["digest"]))
                self.heads.append(Head(day.isoformat(), str(line["at"]), str(line["programme"]), *place))
            case "restored":
                kept = line["programme"], line["position"]
                self.heads = [
                    head for head in self.heads if head.programme != kept[0] or head.position <= kept[1]
                ]
            case "sent":
                self.sent_on, self.not_sent = date.fromisoformat(line["day"]).isoformat(), None
            case "not sent":
                self.not_sent = str(line["why"])


def read_heads(path: Path) -> KeptHeads:
    """An empty file where there is none. Raises OSError where there is one that cannot be read."""
    try:
        return _parsed(path.read_text(errors="replace"))
    except FileNotFoundError:
        return KeptHeads()


def _parsed(text: str) -> KeptHeads:
    kept = KeptHeads()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("{"):
            try:
                kept._take(json.loads(line))
            except (ValueError, TypeError, LookupError, AttributeError):
                kept.unreadable.append(number)
    return kept


class HeadsFile:
    """The file, locked: of several workers one writes a day's lines, and the others find them there."""

    def __init__(self, opened: IO[bytes]) -> None:
        self._opened = opened
        opened.seek(0)
        content = opened.read()
        self._is_torn = bool(content) and not content.endswith(b"\n")
        self.kept = _parsed(content.decode(errors="replace"))

    def keep(self, heads: Iterable[Head]) -> list[Head]:
        """Add those whose programme has none of this day yet."""
        new = [head for head in heads if not self.kept.has(head.programme, head.day)]
        self._add({"kind": "head"} | asdict(head) for head in new)
        return new

    def note_sent(self, day: str, to: str) -> None:
        self._add([{"kind": "sent", "day": day, "to": to}])

    def note_not_sent(self, day: str, why: str) -> None:
        self._add([{"kind": "not sent", "day": day, "why": why}])

    def note_restored(self, programme: str, position: int, at: datetime, why: str) -> None:
        """Later heads than this are of entries that a restore has lost, as whoever reads the file can see."""
        line = {"kind": "restored", "at": at.isoformat(), "programme": programme, "position": position}
        self._add([line | {"why": why}])

    def _add(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """On the disk when this returns; never within a line that somebody could not finish."""
        lines = list(lines)
        if not lines:
            return
        written = "".join(as_line(line) + "\n" for line in lines)
        self._opened.write(b"\n" * self._is_torn + written.encode())
        self._opened.flush()
        os.fsync(self._opened.fileno())
        self._is_torn = False
        for line in lines:
            self.kept._take(line)


@contextmanager
def heads_file(path: Path, *, wait: bool = True) -> Iterator[HeadsFile]:
    """The file, made if it is not there. Raises OSError: BlockingIOError where another has it, with `wait` off."""
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        if is_new:
            _sync_folder(path.parent)
        yield HeadsFile(opened)


def as_line(line: Mapping[str, Any]) -> str:
    """In ASCII, so that no mail on its way alters it."""
    return json.dumps(line)


def day_of(at: datetime) -> str:
    return at.date().isoformat()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
