"""What became of a receipt or a payment since it was booked, as its page tells it."""

from flask_babel import gettext as _
from sqlmodel import Session

from core.roles import Action
from core.web.access import Here
from grants.entering.history import history_of
from grants.entering.labels import label_of
from grants.entering.shown import shown
from grants.reviewing.payees import shown_payee

_NAMES_A_PERSON = frozenset({"paid_to"})
"""Columns whose earlier texts are masked as the present one is."""


def story_of(reading: Session, place: Here, sheet: str, key: str) -> list[dict[str, object]]:
    """In order of time."""
    sees_people = place.may(Action.SEE_HOUSEHOLDS)

    def told(column: str, text: str | None) -> str:
        if column in _NAMES_A_PERSON:
            text = shown_payee(text, sees_people) or None
        return shown(sheet, column, text)

    return [
        {
            "at": change.at,
            "by": change.by,
            "what": _(
                "%(column)s: %(old)s becomes %(new)s.",
                column=label_of(sheet, change.column),
                old=told(change.column, change.old),
                new=told(change.column, change.new),
            ),
            "detail": change.reason,
        }
        for change in history_of(reading, place.programme_id, sheet, key)
        if change.column
    ]
