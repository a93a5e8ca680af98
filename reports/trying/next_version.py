"""A new version of a rule in a trial: the one that it follows ends the day before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from grants.models.rules import MatchingRule
from grants.trying.alterations import Alteration, How

_END = "effective_to"


def day_of(text: str | None) -> date | None:
    """None where it cannot be read; the import's own checks then say so."""
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None


def ended_before(others: Sequence[Alteration], version: MatchingRule, begins: str | None) -> list[Alteration]:
    """The other alterations, and that this version ends before that day, if it would not have by itself.

    What else is altered of the version stays altered.
    """
    key = version.code, str(version.version)
    found = next(
        (each for each in others if (each.sheet, each.key) == ("rules", key)), Alteration("rules", key)
    )
    if found.how is How.LEAVE_OUT:
        return list(others)
    cells = {column: text for column, text in found.cells.items() if column != _END}
    first = day_of(begins)
    if first is not None and (version.effective_to is None or version.effective_to >= first):
        cells[_END] = (first - timedelta(days=1)).isoformat()
    rest = [each for each in others if each is not found]
    return [*rest, replace(found, cells=cells)] if cells else rest
