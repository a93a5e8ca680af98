"""What groups gave: the rows of `contributions` and `pending`, and their part of the project ledgers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import TypeVar

from core.calendar import late_for
from household_groups.models.contributions import ContributionStatus
from reports.figures.books import Books
from reports.figures.matches import Answers
from reports.figures.reversals import TakenBack, give
from reports.queries.giving import ContributionRecord, ReversalRecord


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """A contribution received or reversed in the span; one that is not verified counts for nothing.

    `amount_minor` and `reversed_amount_minor` are in `currency`. What was reversed is what counts as
    reversed in the span. `value_minor` and `matched_minor` are the span's effect, net of its reversals and
    releases. `amends` names the contribution whose place this one takes, `amended_by` the one that takes its own.
    """

    reference: str
    project: str
    community: str
    group: str
    received_on: date
    amount_minor: int
    currency: str
    kind: str
    source: str | None
    status: str
    verified_on: date | None
    reversed_on: date | None
    reversed_amount_minor: int | None
    reversal_reason: str | None
    late_for: str | None
    value_minor: int
    matched_minor: int
    amends: str | None
    amended_by: str | None = None


@dataclass(frozen=True, slots=True)
class PendingRow:
    """Recorded and not verified. It waits since the day on which it was received.

    `carried_forward` is why it was left to a later quarter when this one was closed.
    """

    reference: str
    project: str
    group: str
    received_on: date
    amount_minor: int
    currency: str
    waiting_days: int
    carried_forward: str | None = None


def book_contributions(
    books: Books,
    records: Iterable[ContributionRecord],
    taken_back: Mapping[int, TakenBack],
    answers: Answers,
) -> tuple[list[ContributionRow], list[PendingRow]]:
    """A fund's report lists and names the contributions on which the fund decided, and none that is pending."""
    rows, pending, nothing = [], [], TakenBack()
    links = Links(books.scope.is_whole)
    for record in records:
        back = taken_back.get(record.id, nothing)
        value = _count(books, record, back.to_date)
        if not books.scope.is_whole and record.id not in answers.decided_on:
            continue
        links.note(record)
        if record.status == ContributionStatus.RECORDED:
            pending.append(_pending_row(books, record))
        if back.in_span or not books.is_before(record.counted_on or record.received_on):
            matched = answers.matched_of.get(record.id, 0)
            left = value - back.value_in_span if back.value_in_span else value
            rows.append(_row(books, record, back.in_span, left, matched))
    answers.matched_of.clear()  # nobody asks again, and there are many
    rows = [links.linked(row) for row in rows]
    return _in_order(rows), _in_order(pending)


Dated = TypeVar("Dated", ContributionRow, PendingRow)


def _in_order(rows: list[Dated]) -> list[Dated]:
    """By day, then by reference: two sorts make no key a row, of which there may be 100,000."""
    rows.sort(key=attrgetter("reference"))
    rows.sort(key=attrgetter("received_on"))
    return rows


class Links:
    """Which contribution takes the place of which, among those that a report may name."""

    def __init__(self, names_all: bool) -> None:
        self._names_all = names_all
        self._named: set[str] = set()
        self._by_amended: dict[str, str] = {}

    def note(self, record: ContributionRecord) -> None:
        if not self._names_all:
            self._named.add(record.reference)
        if record.amends is not None and record.status != ContributionStatus.WITHDRAWN:
            self._by_amended[record.amends] = record.reference

    def linked(self, row: ContributionRow) -> ContributionRow:
        amended_by = self._by_amended.get(row.reference)
        amends = row.amends if self._names_all or row.amends in self._named else None
        if (amends, amended_by) == (row.amends, None):
            return row
        return replace(row, amends=amends, amended_by=amended_by)


def _count(books: Books, record: ContributionRecord, reversed_minor: int) -> int:
    """Book a contribution if it counts. Returns its value where that is in the span, else 0."""
    if record.counted_on is None:
        return 0
    value = books.value(record.amount_minor, record.currency, record.received_on)
    is_before = books.is_before(record.counted_on)
    ledger = books.projects[record.project_id]
    give(books, record, value, record.received_on, record.counted_on)
    if record.amount_minor > reversed_minor:
        ledger.groups.add(record.group_id, is_before)
        of_group = books.groups[record.group_id, record.project_id]
        if record.household_id is not None:
            ledger.households.add(record.household_id, is_before)
            of_group.households.add(record.household_id)
    return 0 if is_before else value


def _row(
    books: Books, record: ContributionRecord, reversals: list[ReversalRecord], value: int, matched: int
) -> ContributionRow:
    registry = books.registry
    project = registry.projects[record.project_id]
    last = reversals[-1] if reversals else None
    return ContributionRow(
        reference=record.reference,
        project=project.code,
        community=registry.communities[project.community_id].code,
        group=registry.groups[record.group_id],
        received_on=record.received_on,
        amount_minor=record.amount_minor,
        currency=record.currency,
        kind=record.kind,
        source=record.source,
        status=record.status,
        verified_on=record.verified_on,
        reversed_on=last and last.reversed_on,
        reversed_amount_minor=sum(each.amount_minor for each in reversals) if last else None,
        reversal_reason="; ".join(each.reason for each in reversals if each.reason) or None,
        late_for=_late_for(books, record, reversals),
        value_minor=value,
        matched_minor=matched,
        amends=record.amends,
    )


def _late_for(books: Books, record: ContributionRecord, reversals: list[ReversalRecord]) -> str | None:
    """Of the contribution where it counts in the span, else of the reversal that brings it here."""
    if record.counted_on and not books.is_before(record.counted_on):
        return late_for(record.received_on, record.counted_on)
    return late_for(reversals[-1].reversed_on, reversals[-1].counted_on) if reversals else None


def _pending_row(books: Books, record: ContributionRecord) -> PendingRow:
    return PendingRow(
        reference=record.reference,
        project=books.registry.projects[record.project_id].code,
        group=books.registry.groups[record.group_id],
        received_on=record.received_on,
        amount_minor=record.amount_minor,
        currency=record.currency,
        waiting_days=(books.span.ends_on - record.received_on).days,
    )
