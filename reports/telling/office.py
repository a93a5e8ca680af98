"""Where letters are handed over: to a mail server, or where none is set, into a folder."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.errors import Refusal
from core.mailing import Letter, NotSent, message_of, send_letter


class OfficeReason(StrEnum):
    """Why no letter can be sent at all."""

    NO_SENDER = "digests_no_sender"
    NO_SITE = "digests_no_site"


@dataclass(frozen=True)
class Office:
    """`site` is the address before all paths, None where it is not known. Without `url` letters go to `folder`."""

    url: str | None
    sender: str
    site: str | None
    folder: Path

    def post(self, letter: Letter, account_id: int, at: datetime) -> None:
        """Raises NotSent."""
        if self.url:
            send_letter(self.url, letter)
        else:
            _put(self.folder, f"{at:%Y-%m-%dT%H%M%SZ}-{account_id}.eml", letter)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One at a time: who comes meanwhile waits, and then finds what was told. Raises OSError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)


def office_of(settings: Mapping[str, Any], instance: str) -> Office:
    """As the settings of the application say. Raises Refusal."""
    url, sender = settings.get("SMTP_URL") or None, settings.get("MAIL_FROM") or None
    if url and not sender:
        raise Refusal(OfficeReason.NO_SENDER)
    folder = Path(settings.get("MAIL_FOLDER") or Path(instance, "mail"))
    return Office(url, sender or "hashar@localhost", _site(settings), folder)


def _site(settings: Mapping[str, Any]) -> str | None:
    """SITE_URL, else the first name of the site."""
    site = str(settings.get("SITE_URL") or "").rstrip("/")
    if site:
        parts = urlsplit(site)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise Refusal(OfficeReason.NO_SITE, site=site)
        return site
    names = [name for name in settings.get("TRUSTED_HOSTS") or () if not name.startswith(".")]
    return f"https://{names[0]}" if names else None


def _put(folder: Path, name: str, letter: Letter) -> None:
    """Whole or not at all; for its owner's eyes only, since it says who waits for what."""
    try:
        content = message_of(letter).as_bytes()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f".{name}"
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(file, "wb") as stream:
            stream.write(content)
        part.replace(folder / name)
    except (OSError, ValueError) as failure:
        raise NotSent(str(failure)) from failure
