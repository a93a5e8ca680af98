"""The kinds of jobs: each package registers what it makes, and `flask work` makes it.

    register(Kind("dossier", _l("Dossier"), make=make_dossier, may=may_see_dossier))

`make` writes one file, with whatever the wish says and nothing that only a request knows; `may` is asked again
whenever the file is handed out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.jobs.progress import Progress
from core.web.access import Here

Asked = Mapping[str, Any]
"""What a file depends on, as JSON can hold it: a span, a fund, how far its reader's reach goes."""


@dataclass(frozen=True)
class AskedBy:
    """Who asked for it, and when. What they may do by now is another question: see `asker.py`."""

    account_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class Making:
    """One file to be made: of the books of `engine`, written to `path`, in the locale at hand."""

    engine: sa.Engine
    programme: str
    asked: Asked
    path: Path
    progress: Progress
    by: AskedBy


@dataclass(frozen=True)
class Kind:
    """`make` may raise Refusal, whose sentence the person reads. `title` says what it is, from what was asked.

    `done` says what was done besides the file, and `belongs_to` the name and the address of a page, given the code
    of the programme.
    """

    name: str
    title: Callable[[Asked], str]
    make: Callable[[Making], None]
    may: Callable[[Here, Asked], bool]
    done: Callable[[Asked], str] | None = None
    belongs_to: Callable[[str, Asked], tuple[str, str]] | None = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def find_kind(name: str) -> Kind | None:
    """None for a kind of another version of this program."""
    return _kinds.get(name)
