"""Uploaded files between two pages: under a random name, for an hour, for the person who sent them."""

import json
import re
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path

KEPT_FOR = timedelta(hours=1)
MOST_OF_A_PERSON = 5
"""Files; the oldest of them goes when there are more."""

_TOKEN = re.compile(r"[0-9A-Za-z_-]{32}")
_LONGEST_NAME = 80

Said = tuple[str | None, str | None, str]
"""Sheet, cell, and what is wrong there in words."""


@dataclass(frozen=True)
class Owner:
    """A file is there for one person in one programme, and for nobody else."""

    account_id: int
    programme_id: int

    @property
    def prefix(self) -> str:
        return f"{self.account_id}-{self.programme_id}-"


@dataclass(frozen=True)
class KeptFile:
    """`name` is what its sender called it: to be shown, never to be used as a path."""

    token: str
    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "workbook.xlsx"

    @property
    def name(self) -> str:
        return (self.folder / "name").read_text("utf-8")

    @property
    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    def remember(self, problems: Iterable[Said]) -> None:
        """What is wrong with it, for its marked copy."""
        (self.folder / "problems.json").write_text(json.dumps(list(problems)), "utf-8")

    def remembered(self) -> list[Said]:
        try:
            found = json.loads((self.folder / "problems.json").read_text("utf-8"))
        except FileNotFoundError:
            return []
        return [(sheet, cell, sentence) for sheet, cell, sentence in found]

    def forget(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def new_file(folder: Path, owner: Owner, name: str) -> KeptFile:
    """Room for a file, whose content the caller writes to its `path`."""
    token = secrets.token_urlsafe(24)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = KeptFile(token, folder / f"{owner.prefix}{token}")
    kept.folder.mkdir(mode=0o700)
    (kept.folder / "name").write_text(shortened(name), "utf-8")
    return kept


def find_file(folder: Path, owner: Owner, token: str) -> KeptFile | None:
    """What this person uploaded here under that token, while it is kept."""
    if not _TOKEN.fullmatch(token):
        return None
    kept = KeptFile(token, folder / f"{owner.prefix}{token}")
    return kept if kept.path.is_file() else None


def sweep(folder: Path, account_id: int, at: datetime) -> None:
    """Remove what is kept for longer than an hour, and the oldest files of a person who has too many."""
    found = []
    for each in folder.glob("*-*-*"):
        with suppress(FileNotFoundError):  # swept by another request at this moment
            found.append((each.stat().st_mtime, each))
    found.sort(reverse=True)
    oldest = (at - KEPT_FOR).timestamp()
    own = [each for _, each in found if each.name.startswith(f"{account_id}-")]
    too_old = [each for modified, each in found if modified < oldest]
    for each in (*too_old, *own[MOST_OF_A_PERSON:]):
        shutil.rmtree(each, ignore_errors=True)


def shortened(name: str) -> str:
    """A file's name to be shown: the last part of a path, without what cannot be seen."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(character for character in last if character.isprintable())
    return seen if len(seen) <= _LONGEST_NAME else f"{seen[: _LONGEST_NAME - 6]}…{seen[-5:]}"
