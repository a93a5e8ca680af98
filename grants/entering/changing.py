"""A change of a known row: refused where somebody else has changed the row since it was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session

from core.errors import Refusal
from core.journal.append import lock_head
from grants.entering.entering import enter, rehearsed
from grants.entering.history import Changed, changes_since, latest_days
from grants.entering.labels import label_of
from grants.entering.typed import Typed
from grants.importing.comparing import is_dated
from grants.importing.importing import Occasion


class ChangeReason(StrEnum):
    """Why a change is not booked."""

    NOTHING = "change_nothing"
    BEFORE_THE_LATEST = "change_before_the_latest"


@dataclass(frozen=True)
class Asked:
    """What of a row is to change; `seen` is the place in the audit up to which its history was seen."""

    programme_id: int
    programme: str
    sheet: str
    key: str
    row: Typed
    seen: int


class Meanwhile(Exception):
    """Somebody else changed the row. It ends the transaction, so that nothing is stored."""

    def __init__(self, changes: list[Changed]) -> None:
        super().__init__(changes)
        self.changes = changes


def change(session: Session, asked: Asked, occasion: Occasion) -> list[Changed]:
    """Book it within a transaction, and return what became of which column.

    Raises Meanwhile, NotEntered, and Refusal with a ChangeReason.
    """
    lock_head(session, asked.programme_id)
    of = (session, asked.programme_id, asked.sheet, asked.key)
    if others := changes_since(*of, asked.seen):
        raise Meanwhile(others)
    latest = latest_days(*of)
    enter(session, asked.programme, {asked.sheet: [asked.row]}, occasion)
    changed = changes_since(*of, asked.seen)
    if not changed:
        raise Refusal(ChangeReason.NOTHING)
    _refuse_before(latest, asked.sheet, changed, occasion)
    return changed


def rehearse_change(engine: sa.Engine, asked: Asked, occasion: Occasion) -> list[Changed]:
    """What `change()` would do; it raises the same, and DatabaseBusy."""
    return rehearsed(engine, lambda session: change(session, asked, occasion))


def _refuse_before(
    latest: Mapping[str, date], sheet: str, changed: list[Changed], occasion: Occasion
) -> None:
    """A value holds from its day on: a later change may not begin before an earlier one."""
    for each in changed:
        before = latest.get(each.column)
        if before and occasion.changed_on and occasion.changed_on < before and is_dated(sheet, each.column):
            column = label_of(sheet, each.column)
            raise Refusal(ChangeReason.BEFORE_THE_LATEST, column=column, day=before.isoformat())
