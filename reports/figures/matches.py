"""What funds answered: the rows of `matches`, and their part of the ledgers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.calendar import late_for, month_name
from grants.matching.terms import Reason
from reports.figures.books import Books
from reports.queries.granting import EntryRecord

_RELEASES = frozenset({Reason.REVERSED.value, Reason.SETTLED.value})


@dataclass(frozen=True, slots=True)
class MatchRow:
    """An entry booked in the span: a grant, also of 0, or a release. Amounts are in the fund's currency.

    `value_minor` is what was granted less released, in the programme's currency. `because` says what led to the
    entry, and `event` is the place of that in the programme's sequence, as an export of the workbook has it.
    """

    contribution: str
    project: str
    group: str
    rule: str
    version: int
    fund: str
    currency: str
    desired_minor: int
    granted_minor: int
    released_minor: int
    reason: str
    booked_on: date
    late_for: str | None
    value_minor: int
    because: str
    event: int


@dataclass(slots=True)
class Answers:
    """The rows and, by contribution id, the value matched in the span; which rule versions that were.

    `decided_on` are the contributions on which the fund of the report ever decided.
    """

    rows: list[MatchRow] = field(default_factory=list)
    matched_of: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    rule_ids: set[int] = field(default_factory=set)
    decided_on: set[int] = field(default_factory=set)


def book_entries(books: Books, records: Iterable[EntryRecord], events: Mapping[int, str]) -> Answers:
    """`records` come in the order in which they were booked, and so do the rows.

    `events` says what the approvals and re-matches are, by their place in the sequence.
    """
    answers = Answers()
    for record in records:
        value = _book(books, record)
        if not books.scope.owns(record.fund_id):
            continue
        if not books.scope.is_whole:
            answers.decided_on.add(record.contribution_id)
        if not books.is_before(record.counted_on):
            answers.matched_of[record.contribution_id] += value
            answers.rule_ids.add(record.rule_id)
            answers.rows.append(_row(books, record, value, _because(record, events)))
    return answers


def _book(books: Books, record: EntryRecord) -> int:
    """Returns the entry's value in the programme's currency, at the rate of its contribution's month."""
    is_before = books.is_before(record.counted_on)
    # Of a grant it is the same object: there may be 300,000 of them.
    net = record.granted_minor - record.released_minor if record.released_minor else record.granted_minor
    value = books.value(net, books.registry.funds[record.fund_id].currency, record.received_on)
    project = books.projects[record.project_id]
    project.matched[record.fund_id].book(value, is_before)
    project.matched_in[record.fund_id][month_name(record.counted_on)] += value
    if books.scope.owns(record.fund_id):
        books.groups[record.group_id, record.project_id].matched.book(value, is_before)
    fund = books.funds[record.fund_id]
    fund.granted.book(record.granted_minor, is_before)
    fund.released.book(record.released_minor, is_before)
    fund.matched_of[record.project_id] += net
    return value


def _because(record: EntryRecord, events: Mapping[int, str]) -> str:
    """Where another contribution was verified, it freed this one, which had waited for a threshold."""
    if record.reason in _RELEASES:
        return record.reason
    if record.seq == record.verified_seq:
        return "verified"
    return events.get(record.seq, "threshold")


def _row(books: Books, record: EntryRecord, value: int, because: str) -> MatchRow:
    rule, fund = books.registry.rules[record.rule_id], books.registry.funds[record.fund_id]
    return MatchRow(
        contribution=record.contribution,
        project=books.registry.projects[record.project_id].code,
        group=books.registry.groups[record.group_id],
        rule=rule.code,
        version=rule.version,
        fund=fund.code,
        currency=fund.currency,
        desired_minor=record.desired_minor,
        granted_minor=record.granted_minor,
        released_minor=record.released_minor,
        reason=record.reason,
        booked_on=record.booked_on,
        late_for=late_for(record.booked_on, record.counted_on),
        value_minor=value,
        because=because,
        event=record.seq,
    )
