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
    for each in booked:
        for entry in each.entries:
            contribution, rule, of = entry.contribution, entry.rule, entry.of
            yield (
                *(programme_id, entry.seq, entry.line, contribution.id),
                *(ids.projects[contribution.project.code], ids.of_rule(rule), ids.funds[rule.fund.code]),
                *(("grant", None, None) if of is None else ("release", of.seq, of.line)),
                *(entry.counted, entry.base, entry.reversed),
                *(entry.desired, entry.granted, entry.released, entry.reason.value),
                *(entry.booked_on, each.counted_on, to_json(entry.steps).decode()),
            )
