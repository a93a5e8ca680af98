"""What a unit costs in the budgets of a programme, beside the same unit in similar works."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sqlmodel import Session, col, select

from core.calendar import month_name
from core.exchange import Exchange, MissingRate
from core.money import minor_per_major, round_half_even
from core.programmes import Programme
from core.rates import exchange_of
from grants.spending.similar import Usual, usual_of
from household_groups.models.projects import BudgetLine, Project

SECTOR_DIGITS = 3
"""So many digits of the sector's code make works similar: 140 is water and sanitation."""


class Kind(NamedTuple):
    """Lines of one kind are compared with each other."""

    unit: str
    category: str
    sector: str

    @classmethod
    def of(cls, unit: str, category: str, project: Project) -> "Kind":
        return cls(" ".join(unit.casefold().split()), category, project.sector[:SECTOR_DIGITS])


@dataclass(frozen=True)
class UnitCost:
    """Of one line. `cost` is in major units of the programme's currency; None of `usual`: too few are like it."""

    line: BudgetLine
    project: Project
    cost: Fraction
    usual: Usual | None

    @property
    def is_far(self) -> bool:
        return self.usual is not None and self.usual.is_far(self.cost)


def unit_costs_of(session: Session, programme: Programme) -> list[UnitCost]:
    """Of all lines of the programme with a unit and a cost that can be converted, by project and line."""
    found = _costs(session, programme)
    by_kind: defaultdict[Kind, list[tuple[int | None, Fraction]]] = defaultdict(list)
    for line, project, cost in found:
        by_kind[_kind(line, project)].append((line.id, cost))
    return [
        UnitCost(line, project, cost, usual_of(_others(by_kind[_kind(line, project)], line.id)))
        for line, project, cost in found
    ]


def usual_in(session: Session, programme: Programme, project: Project) -> dict[Kind, Usual]:
    """What new lines of a project would be compared with, by kind; kinds with too few lines are left out."""
    sector = project.sector[:SECTOR_DIGITS]
    by_kind: defaultdict[Kind, list[Fraction]] = defaultdict(list)
    for line, of, cost in _costs(session, programme):
        if of.sector[:SECTOR_DIGITS] == sector:
            by_kind[_kind(line, of)].append(cost)
    found = {kind: usual_of(costs) for kind, costs in sorted(by_kind.items())}
    return {kind: usual for kind, usual in found.items() if usual is not None}


def in_minor(cost: Fraction, currency: str) -> int:
    """For showing it: rounded once."""
    exact = cost * minor_per_major(currency)
    return round_half_even(exact.numerator, exact.denominator)


def _costs(session: Session, programme: Programme) -> list[tuple[BudgetLine, Project, Fraction]]:
    assert programme.id is not None
    exchange = exchange_of(session, programme.id)
    query = (
        select(BudgetLine, Project)
        .where(BudgetLine.programme_id == programme.id, BudgetLine.project_id == Project.id)
        .where(col(BudgetLine.unit).is_not(None), col(BudgetLine.unit_cost).is_not(None))
        .order_by(col(Project.code), col(BudgetLine.line))
    )
    found = []
    for line, project in session.exec(query):
        cost = _converted(line, project, programme.currency, exchange)
        if cost:
            found.append((line, project, cost))
    return found


def _converted(line: BudgetLine, project: Project, currency: str, exchange: Exchange) -> Fraction | None:
    """As the budget is converted: at the rate of the month of the approval, exactly."""
    cost = Fraction(Decimal(line.unit_cost or "0"))
    if project.currency == currency:
        return cost
    if project.approved_on is None:
        return None
    try:
        n, d = exchange.factor(project.currency, currency, month_name(project.approved_on))
    except MissingRate:
        return None
    return cost * n / d * Fraction(minor_per_major(project.currency), minor_per_major(currency))


def _kind(line: BudgetLine, project: Project) -> Kind:
    return Kind.of(line.unit or "", line.category, project)


def _others(of_kind: Iterable[tuple[int | None, Fraction]], id: int | None) -> list[Fraction]:
    return [cost for each, cost in of_kind if each != id]
