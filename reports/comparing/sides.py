"""The two recounts of a sealed quarter: as it counted, at the rates that were sealed; and by today's knowledge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session

from core.exchange import Exchange, Month
from core.tables import table
from household_groups.models.projects import Project
from reports.comparing.records import DatedChange, Records, counted, known, load_changes, load_records
from reports.comparing.recount import Recount, recount
from reports.figures.books import Books
from reports.figures.registry import Registry, load_registry
from reports.figures.scope import Scope
from reports.queries import journal
from reports.queries.registry import ProgrammeRecord
from reports.report import QuarterlyReport

Rates = Mapping[tuple[str, Month], Decimal]


@dataclass(frozen=True, slots=True)
class Decided:
    """A project approved or settled, by an event that counts later than it is dated."""

    project_id: int
    is_settlement: bool
    on: date
    counted_on: date
    seq: int


@dataclass(frozen=True, slots=True)
class Sides:
    """`counted` is what the sealed report has to say once more; where it does not, the file is another one."""

    sealed: QuarterlyReport
    counted: Recount
    known: Recount
    records: Records
    changes: list[DatedChange]
    decided: list[Decided]
    rates_signed: Rates
    rates_known: Rates


def both_sides(session: Session, sealed: QuarterlyReport, programme: ProgrammeRecord) -> Sides:
    """Raises MissingRate, for what came late in a currency without a rate."""
    records, changes = load_records(session, programme.id), load_changes(session, programme.id)
    rates_known = {
        (each.currency, each.month): Decimal(each.units_per_usd)
        for each in journal.rates(session, programme.id)
    }
    used = {(each.currency, each.month): Decimal(each.units_per_usd) for each in sealed.control.rates}
    rates_signed = rates_known | used
    then = load_registry(session, programme, sealed.span)
    decided = [
        each
        for each in _decided(session, programme.id, then)
        if each.on <= sealed.span.ends_on < each.counted_on
    ]
    now = load_registry(session, programme, sealed.span, [each.known for each in changes])
    scope = _scope(now, sealed.fund)
    books_then = Books(_undecided(then, decided), Exchange(rates_signed), sealed.span, scope)
    books_now = Books(replace(now, closings=[]), Exchange(rates_known), sealed.span, scope)
    return Sides(
        sealed=sealed,
        counted=recount(session, books_then, records, counted),
        known=recount(session, books_now, records, known),
        records=records,
        changes=changes,
        decided=decided,
        rates_signed=rates_signed,
        rates_known=rates_known,
    )


def _scope(registry: Registry, fund: str | None) -> Scope:
    return Scope(next((each.id for each in registry.funds.values() if each.code == fund), None))


def _decided(session: Session, programme_id: int, registry: Registry) -> Iterator[Decided]:
    t = table(Project).c
    query = sa.select(t.id, t.approved_on, t.approved_seq, t.settled_on, t.settled_seq)
    for id, *approved, settled_on, settled_seq in session.execute(
        query.where(t.programme_id == programme_id)
    ):
        for is_settlement, (on, seq) in enumerate((approved, (settled_on, settled_seq))):
            if on is not None and seq is not None:
                yield Decided(id, bool(is_settlement), on, registry.counted_on(on, seq), seq)


def _undecided(registry: Registry, decided: list[Decided]) -> Registry:
    """As it stood before these decisions."""
    projects = dict(registry.projects)
    for each in decided:
        now = projects[each.project_id]
        projects[each.project_id] = (
            now._replace(settled_on=None) if each.is_settlement else now._replace(approved_on=None)
        )
    return replace(registry, projects=projects)
