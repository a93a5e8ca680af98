"""Whose money each voucher of a project spent, read from the books as they stand today."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.calendar import month_name
from core.exchange import Exchange
from core.programmes import Programme
from core.rates import exchange_of
from core.tables import in_clauses, table
from grants.models.funds import Fund, OtherFunding
from grants.models.payments import Disbursement, Expenditure
from grants.spending.attributing import Part, Spending, attributed
from grants.spending.counting import ReceivedFromPartners
from grants.spending.sources import GROUP_MONEY, Source, SourceKind, fund_source
from household_groups.models.contributions import IN_KIND, Contribution, ContributionStatus, Reversal

_Bringing = defaultdict[Source, defaultdict[date, int]]


class VoucherShare(NamedTuple):
    """A voucher's value in the programme's currency, and what of it each source paid; the parts add up to it."""

    reference: str
    spent_on: date
    value: int
    parts: tuple[Part, ...]

    def of(self, source: Source) -> int:
        return sum(minor for each, minor in self.parts if each == source)


def shares_of(session: Session, programme_id: int, project_id: int) -> list[VoucherShare]:
    """Of every voucher of a project, corrections too, by day and reference.

    `source.label` is the name that the report gives a source: `group money`, `fund CODE`, `other PARTNER`,
    and `unfunded` for what was spent before anything had been brought. Amounts are minor units of the
    programme's currency, at the rate of each row's own month. Raises MissingRate.
    """
    return shares_of_projects(session, programme_id, [project_id])[project_id]


def shares_of_projects(
    session: Session, programme_id: int, project_ids: Collection[int], until: date | None = None
) -> dict[int, list[VoucherShare]]:
    """The same of several projects, by id; of the rows that count by a day, as the report to that day has it."""
    reading = _Reading(session, programme_id, project_ids, until)
    brought, spending = reading.brought(), reading.spending()
    return {
        id: [
            VoucherShare(
                voucher.reference, voucher.spent_on, voucher.value, tuple(part for part in parts if part[1])
            )
            for voucher, parts in attributed(brought[id], spending[id])
        ]
        for id in project_ids
    }


def spent_of_fund(
    session: Session, programme_id: int, fund: str, until: date | None = None
) -> dict[int, list[VoucherShare]]:
    """By project id, the vouchers of which the fund paid a part; `of(fund_source(code))` is the part.

    Looks at every project that the fund paid or that has a voucher naming it: no other can fall on it.
    """
    t = table(Fund).c
    id = session.scalars(sa.select(t.id).where(t.programme_id == programme_id, t.code == fund)).one()
    projects = {
        project_id
        for model in (Disbursement, Expenditure)
        for project_id in session.scalars(
            sa.select(table(model).c.project_id).where(table(model).c.fund_id == id).distinct()
        )
    }
    source = fund_source(fund)
    found = shares_of_projects(session, programme_id, sorted(projects), until)
    own = {id: [each for each in shares if each.of(source)] for id, shares in found.items()}
    return {id: shares for id, shares in own.items() if shares}


class _Reading:
    """What came to some projects and what they spent, converted as the report converts it."""

    def __init__(
        self, session: Session, programme_id: int, project_ids: Collection[int], until: date | None
    ) -> None:
        self._session = session
        self._programme_id = programme_id
        self._until = until
        self._projects = list(project_ids)
        self._exchange: Exchange = exchange_of(session, programme_id)
        t = table(Programme).c
        self._currency: str = session.scalars(sa.select(t.currency).where(t.id == programme_id)).one()

    def brought(self) -> dict[int, _Bringing]:
        found: dict[int, _Bringing] = {id: defaultdict(lambda: defaultdict(int)) for id in self._projects}
        for project, day, value in [*self._given(), *self._taken_back()]:
            found[project][GROUP_MONEY][day] += value
        for project, source, day, value in [*self._disbursed(), *self._delivered()]:
            found[project][source][day] += value
        return found

    def spending(self) -> dict[int, list[Spending]]:
        t, fund = table(Expenditure).c, table(Fund).c
        query = sa.select(t.project_id, t.spent_on, t.reference, t.amount_minor, t.currency, fund.code)
        joined = query.select_from(sa.outerjoin(table(Expenditure), table(Fund), t.fund_id == fund.id))
        found: dict[int, list[Spending]] = {id: [] for id in self._projects}
        for project, on, reference, minor, currency, code in self._rows(joined, t.project_id, t.counted_on):
            charged_to = None if code is None else fund_source(code)
            value = self._value(minor, currency, on)
            found[project].append(Spending(on, reference, value, charged_to))
        return found

    def _given(self) -> Iterator[tuple[int, date, int]]:
        t = table(Contribution).c
        query = sa.select(t.project_id, t.received_on, t.amount_minor, t.currency).where(
            t.status == ContributionStatus.VERIFIED, t.kind.not_in(IN_KIND)
        )
        for project, on, minor, currency in self._rows(query, t.project_id, t.counted_on):
            yield project, on, self._value(minor, currency, on)

    def _taken_back(self) -> Iterator[tuple[int, date, int]]:
        t, of = table(Reversal).c, table(Contribution).c
        query = sa.select(of.project_id, t.reversed_on, of.received_on, t.amount_minor, of.currency).where(
            t.contribution_id == of.id, of.kind.not_in(IN_KIND)
        )
        for project, on, received_on, minor, currency in self._rows(query, of.project_id, t.counted_on):
            yield project, on, -self._value(minor, currency, received_on)

    def _disbursed(self) -> Iterator[tuple[int, Source, date, int]]:
        t, fund = table(Disbursement).c, table(Fund).c
        query = sa.select(t.project_id, fund.code, t.paid_on, t.amount_minor, fund.currency).where(
            t.fund_id == fund.id
        )
        for project, code, on, minor, currency in self._rows(query, t.project_id, t.counted_on):
            yield project, fund_source(code), on, self._value(minor, currency, on)

    def _delivered(self) -> Iterator[tuple[int, Source, date, int]]:
        """Of other partners, at the rate of the month in which it was agreed."""
        t = table(OtherFunding).c
        query = sa.select(table(OtherFunding)).where(t.received_on.is_not(None))
        for row in self._until_then(self._rows(query, t.project_id)):
            value = self._value(row.amount_minor, row.currency, row.agreed_on)
            yield row.project_id, Source(SourceKind.OTHER, row.partner), row.received_on, value

    def _until_then(self, received: Iterator[Any]) -> Iterator[Any]:
        """Of other funding what counts by the day."""
        if self._until is None:
            return received
        until, counted = self._until, ReceivedFromPartners(self._session, self._programme_id)
        return (
            row for row in received if counted.counted_on(row.reference, row.seq, row.received_on) <= until
        )

    def _rows(
        self,
        query: sa.Select[Any],
        project_id: sa.ColumnElement[int],
        counted_on: sa.ColumnElement[date] | None = None,
    ) -> Iterator[Any]:
        if self._until is not None and counted_on is not None:
            query = query.where(counted_on <= self._until)
        for clause in in_clauses(project_id, self._projects):
            yield from self._session.execute(query.where(clause))

    def _value(self, minor: int, currency: str, on: date) -> int:
        return self._exchange.convert(minor, currency, self._currency, month_name(on))
