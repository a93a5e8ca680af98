"""What groups took back of what they had given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.calendar import month_name
from grants.spending.sources import GROUP_IN_KIND, GROUP_MONEY
from household_groups.models.contributions import IN_KIND, ContributionSource
from reports.figures.books import Books
from reports.queries.giving import ContributionRecord, ReversalRecord

_IN_KIND = frozenset(kind.value for kind in IN_KIND)


@dataclass(slots=True)
class TakenBack:
    """Of one contribution: to date, in its currency; what of it counts in the span, and the value of that."""

    to_date: int = 0
    in_span: list[ReversalRecord] = field(default_factory=list)
    value_in_span: int = 0


def book_reversals(books: Books, records: Iterable[ReversalRecord]) -> Mapping[int, TakenBack]:
    """By contribution id. A reversal converts at its contribution's month, and leaves on its own day."""
    found: defaultdict[int, TakenBack] = defaultdict(TakenBack)
    for record in sorted(records, key=lambda each: each.seq):
        value = books.value(record.amount_minor, record.currency, record.received_on)
        is_before = books.is_before(record.counted_on)
        give(books, record, -value, record.reversed_on, record.counted_on)
        of = found[record.contribution_id]
        of.to_date += record.amount_minor
        if not is_before:
            of.in_span.append(record)
            of.value_in_span += value
    return found


def give(
    books: Books, record: ContributionRecord | ReversalRecord, value: int, day: date, counted_on: date
) -> None:
    """Book what a group brought to a project on a day; negative for what it took back."""
    ledger, is_before = books.projects[record.project_id], books.is_before(counted_on)
    if record.kind in _IN_KIND:
        ledger.given[GROUP_IN_KIND].book(value, is_before)
        return
    ledger.given[GROUP_MONEY].book(value, is_before)
    books.groups[record.group_id, record.project_id].contributed.book(value, is_before)
    ledger.contributed_in[month_name(counted_on)] += value
    ledger.brought[GROUP_MONEY][day] += value
    if record.source == ContributionSource.REMITTANCE:
        ledger.remittances.book(value, is_before)
