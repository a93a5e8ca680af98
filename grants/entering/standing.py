"""What of a known row may still change, and why the rest may not."""

from collections.abc import Iterable
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from core.journal.models import JournalHead
from core.programmes import Programme
from grants.importing.comparing import ALWAYS, ONCE, UNTIL_DECIDED, is_closed, is_dated
from grants.importing.history import closed_quarters
from grants.importing.upload import Known
from grants.ledger.facts import DECISION_FACTS
from grants.workbook.sheets import SHEETS


class Standing(StrEnum):
    """Why a column of a known row stands as it is."""

    KEY = "key"
    DECIDED = "decided"
    BOOKED = "booked"
    USED = "used"
    CLOSED = "closed"
    EVENT = "event"


WHY: dict[Standing, LazyString] = {
    Standing.KEY: _l("It is known by this, for good."),
    Standing.DECIDED: _l("Decisions stand on it."),
    Standing.BOOKED: _l("It is booked and stays; what was wrong is taken back and entered anew."),
    Standing.USED: _l("Decisions have used it, so it is frozen."),
    Standing.CLOSED: _l("Its quarter is closed."),
    Standing.EVENT: _l("It changes by an approval or a settlement, on the page of the project."),
}


def standings(
    session: Session, programme: Programme, sheet: str, known: Known, columns: Iterable[str]
) -> dict[str, Standing | None]:
    """Of each column: None where it may change, as the import would let it."""
    head = session.get(JournalHead, programme.id)
    is_decided = head is not None and head.seq > 0
    if is_closed(sheet, known.content, closed_quarters(session, programme.id)):
        return dict.fromkeys(columns, Standing.CLOSED)
    return {column: _standing(sheet, known, column, is_decided) for column in columns}


def is_decision_fact(sheet: str, column: str) -> bool:
    """Whether decisions from now on read a new value of this column."""
    return column in DECISION_FACTS.get(sheet, ())


def may_be_dated(sheet: str, columns: Iterable[str]) -> bool:
    """Whether a change of one of these columns is booked with its day."""
    return any(is_dated(sheet, column) for column in columns)


def _standing(sheet: str, known: Known, column: str, is_decided: bool) -> Standing | None:
    if column in SHEETS[sheet].key:
        return Standing.KEY
    if column in ONCE.get(sheet, ()) or (sheet, column) == ("projects", "status"):
        return _of_project(known, column)
    if sheet == "rates" and column == "units_per_usd":
        return Standing.USED if known.extra["is_used"] else None
    if column in UNTIL_DECIDED.get(sheet, ()):
        return Standing.DECIDED if is_decided else None
    if sheet in ALWAYS and column not in ALWAYS[sheet]:
        return Standing.BOOKED
    return None


def _of_project(known: Known, column: str) -> Standing | None:
    """Approval and settlement are steps of their own; between them the state of the works is a plain fact."""
    is_in_works = known.content["approved_on"] is not None and known.content["status"] != "cancelled"
    return None if column == "status" and is_in_works else Standing.EVENT
