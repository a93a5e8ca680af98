"""What became of a contribution after it was recorded, as lines of a story."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from grants.entering.history import Changed
from grants.entering.labels import label_of
from grants.entering.shown import shown
from grants.verification.seen import SHEET
from household_groups.labels import STATUSES
from household_groups.models.contributions import ContributionStatus


def steps(history: Iterable[Changed], currency: str) -> list[dict[str, Any]]:
    """In the order of time, for the macro `story`."""
    changes = sorted(history, key=lambda change: change.at)
    return [
        {"at": change.at, "by": change.by, "what": _said(change, currency), "detail": change.reason}
        for change in changes
    ]


def _said(change: Changed, currency: str) -> str:
    if change.column == "status" and change.new:
        return str(STATUSES[ContributionStatus(change.new)])
    old, new = (shown(SHEET, change.column, text, currency) for text in (change.old, change.new))
    label = label_of(SHEET, change.column)
    return str(_("%(label)s: %(new)s instead of %(old)s", label=label, new=new, old=old))
