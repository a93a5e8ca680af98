"""Where the heads of the journals are kept, as the settings of the application say."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.journal.keeping import Keeping
from core.mailing import Post


class HeadsReason(StrEnum):
    """Why heads cannot be told."""

    UNREADABLE = "heads_unreadable"


def default_heads_file(database_url: str, instance: str) -> str:
    """Beside the file of SQLite, else in the instance folder; named after the database whose heads they are."""
    url = sa.make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        path = Path(url.database)
        return str(path.with_name(f"{path.stem}.heads.jsonl"))
    return str(Path(instance, f"{url.database or 'hashar'}.heads.jsonl"))


def keeping_of(settings: Mapping[str, Any]) -> Keeping | None:
    """None where HEADS_FILE is empty: then nothing is kept."""
    path = settings.get("HEADS_FILE")
    if not path:
        return None
    recipients = tuple(str(settings.get("HEADS_MAIL_TO") or "").replace(",", " ").split())
    url, sender = settings.get("SMTP_URL"), settings.get("MAIL_FROM")
    post = Post(str(url), str(sender or recipients[0]), recipients) if url and recipients else None
    return Keeping(Path(path), post)
