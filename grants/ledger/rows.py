"""Match entries as rows of their table: the form in which they are stored and compared."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic_core import to_json

from grants.ledger.applying import Booked
from grants.ledger.codes import Ids

Row = tuple[Any, ...]

COLUMNS = (
    *("programme_id", "seq", "line", "contribution_id", "project_id", "rule_id", "fund_id", "kind"),
    *("of_seq", "of_line", "counted_minor", "base_minor", "reversed_minor"),
    *("desired_minor", "granted_minor", "released_minor", "reason", "booked_on", "counted_on", "steps"),
)


def rows_of(booked: Iterable[Booked], programme_id: int, ids: Ids) -> Iterator[Row]:
    """The rows of everything that was booked, in the order of COLUMNS."""
    projects, of_rule = ids.projects, ids.of_rule
    for each in booked:
        counted_on = each.counted_on
        for entry in each.entries:
            contribution, of = entry.contribution, entry.of
            rule_id, fund_id = of_rule(entry.rule)
            yield (
                programme_id,
                entry.seq,
                entry.line,
                contribution.id,
                projects[contribution.project.code],
                rule_id,
                fund_id,
                "grant" if of is None else "release",
                None if of is None else of.seq,
                None if of is None else of.line,
                entry.counted,
                entry.base,
                entry.reversed,
                entry.desired,
                entry.granted,
                entry.released,
                entry.reason._value_,  # .value is a descriptor, felt at a million rows
                entry.booked_on,
                counted_on,
                to_json(entry.steps).decode(),
            )
