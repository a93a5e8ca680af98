"""The rows of the books, each with the day to which it belongs beside the one on which it counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlmodel import Session

from core.programmes import FactChange
from core.tables import table
from grants.matching.terms import Reason
from grants.models.matches import MatchEntry
from household_groups.models.contributions import Contribution
from reports.queries import giving, granting, paying, serving
from reports.queries import registry as query
from reports.queries.giving import AT_ONCE, ContributionRecord, ReversalRecord
from reports.queries.granting import EntryRecord, OtherFundingRecord, ReceiptRecord
from reports.queries.journal import ChangeRecord
from reports.queries.paying import DisbursementRecord, ExpenditureRecord
from reports.queries.registry import IndicatorRecord, MeasurementRecord, ProgressRecord
from reports.queries.serving import CheckRecord, ReachedRecord

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Dated(Generic[R]):
    """A row as it counts, and the day to which it belongs. `line` is a match entry's place in its event."""

    row: R
    on: date
    line: int = 0

    @property
    def counted_on(self) -> date:
        day: date = self.row.counted_on  # type: ignore[attr-defined]
        return day

    @property
    def known(self) -> R:
        """The row, counting on the day to which it belongs."""
        return self.row._replace(counted_on=self.on)  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True, slots=True)
class Records:
    """All rows of a programme that count or will; other funding has days of its own, which need no second one."""

    contributions: list[Dated[ContributionRecord]]
    reversals: list[Dated[ReversalRecord]]
    entries: list[Dated[EntryRecord]]
    receipts: list[Dated[ReceiptRecord]]
    payments: list[Dated[DisbursementRecord]]
    vouchers: list[Dated[ExpenditureRecord]]
    measurements: list[Dated[MeasurementRecord]]
    progress: list[Dated[ProgressRecord]]
    reached: list[Dated[ReachedRecord]]
    checks: list[Dated[CheckRecord]]
    other_funding: list[OtherFundingRecord]
    indicators: list[IndicatorRecord]


def counted(rows: Iterable[Dated[R]], until: date) -> list[R]:
    return [each.row for each in rows if each.counted_on <= until]


def known(rows: Iterable[Dated[R]], until: date) -> list[R]:
    return [each.known for each in rows if each.on <= until]


class DatedChange(NamedTuple):
    """A change of a fact, with the day from which it holds."""

    change: ChangeRecord
    on: date

    @property
    def known(self) -> ChangeRecord:
        return self.change._replace(counted_on=self.on)


def load_records(session: Session, programme_id: int) -> Records:
    id, ever = programme_id, date.max
    return Records(
        [
            Dated(row, row.received_on)
            for row in giving.contributions(session, id, ever)
            if row.counted_on is not None
        ],
        [Dated(row, row.received_on) for row in giving.reversals(session, id, ever)],
        list(_entries(session, id)),
        [Dated(row, row.received_on) for row in granting.receipts(session, id, ever)],
        [Dated(row, row.paid_on) for row in paying.disbursements(session, id, ever)],
        [Dated(row, row.spent_on) for row in paying.expenditures(session, id, ever)],
        [Dated(row, row.measured_on) for row in query.measurements(session, id, ever)],
        [Dated(row, row.on) for row in query.progress(session, id, ever)],
        [Dated(row, row.measured_on) for row in serving.reached(session, id, ever)],
        [Dated(row, row.checked_on) for row in serving.checks(session, id, ever)],
        list(granting.other_funding(session, id, ever)),
        list(query.indicators(session, id)),
    )


def load_changes(session: Session, programme_id: int) -> list[DatedChange]:
    """In the order in which they were booked: of two that hold at once, the one that was told last."""
    t = table(FactChange).c
    query = sa.select(t.sheet, t.code, t.column, t.old, t.value, t.seq, t.counted_on, t.effective_on)
    rows = session.execute(query.where(t.programme_id == programme_id).order_by(t.seq))
    return [DatedChange(ChangeRecord(*row[:-1]), row[-1]) for row in rows]


def _entries(session: Session, programme_id: int) -> Iterator[Dated[EntryRecord]]:
    """In the order in which they were booked. What was released for a reversal belongs to what it lowers."""
    t, of, grant = table(MatchEntry).c, table(Contribution).c, table(MatchEntry).alias().c
    lowers = sa.and_(
        *(grant.programme_id == t.programme_id, grant.seq == t.of_seq, grant.line == t.of_line),
        t.reason == Reason.REVERSED.value,
    )
    columns: tuple[Any, ...] = (
        *(t.contribution_id, of.reference, of.received_on, of.group_id),
        *(t.project_id, t.rule_id, t.fund_id, t.desired_minor, t.granted_minor, t.released_minor),
        *(t.reason, t.booked_on, t.counted_on, t.seq, of.verified_seq),
    )
    query = (
        sa.select(*columns, sa.func.coalesce(grant.booked_on, t.booked_on), t.line)
        .select_from(sa.outerjoin(table(MatchEntry), grant.seq.table, lowers))
        .join(table(Contribution), t.contribution_id == of.id)
        .where(t.programme_id == programme_id)
        .order_by(t.seq, t.line)
    )
    for row in session.execute(query.execution_options(yield_per=AT_ONCE)):
        yield Dated(EntryRecord._make(row[:-2]), row[-2], row[-1])
