"""The spending of one project, as its page tells it and as tasks and the report ask of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.calendar import month_name
from core.exchange import Exchange, MissingRate
from core.rates import exchange_of
from core.tables import in_clauses, table
from grants.models.payments import Expenditure, ExpenditureCategory
from grants.models.variances import Variance
from grants.spending.budget import Compared, LineCompared, compared_categories, compared_lines
from grants.spending.noteworthy import is_done, tolerated_amount
from household_groups.models.projects import BudgetLine, Project


@dataclass(frozen=True)
class ProjectSpending:
    """In the project's currency. `on_no_line` are vouchers that name no line of the budget."""

    project: Project
    lines: list[LineCompared]
    categories: list[Compared]
    whole: Compared
    on_no_line: int | None
    tolerated: int

    @property
    def unexplained(self) -> list[LineCompared]:
        return [each for each in self.lines if each.is_unexplained]


def spending_of(session: Session, project: Project) -> ProjectSpending:
    assert project.id is not None
    return spending_of_projects(session, project.programme_id, [project])[project.id]


def spending_of_projects(
    session: Session, programme_id: int, projects: Iterable[Project]
) -> dict[int, ProjectSpending]:
    """By id; what there is of all of them is read at once."""
    by_id = {project.id: project for project in projects if project.id is not None}
    exchange = exchange_of(session, programme_id)
    lines, said = _lines(session, by_id), explanations_of(session, by_id)
    sums = _Sums(session, exchange, by_id)
    return {
        id: _of_project(project, lines[id], said[id], sums, tolerated_amount(project, exchange))
        for id, project in by_id.items()
    }


def explanations_of(session: Session, project_ids: Iterable[int]) -> dict[int, dict[str, Variance]]:
    """By project and line, the explanations that hold: of each line the latest."""
    found: defaultdict[int, dict[str, Variance]] = defaultdict(dict)
    for clause in in_clauses(table(Variance).c.project_id, project_ids):
        for each in session.exec(select(Variance).where(clause).order_by(col(Variance.number))):
            found[each.project_id][each.line] = each
    return found


def _of_project(
    project: Project, lines: list[BudgetLine], said: dict[str, Variance], sums: "_Sums", tolerated: int
) -> ProjectSpending:
    by_line, by_category = sums.by_line[project.id or 0], sums.by_category[project.id or 0]
    values = by_category.values()
    spent = None if None in values else sum(value for value in values if value is not None)
    return ProjectSpending(
        project,
        compared_lines(lines, by_line, said, tolerated, is_done(project)),
        compared_categories(lines, by_category, [each.value for each in ExpenditureCategory]),
        Compared("", sum(line.amount_minor for line in lines), spent),
        by_line.get("", 0),
        tolerated,
    )


def _lines(session: Session, project_ids: Iterable[int]) -> dict[int, list[BudgetLine]]:
    found: defaultdict[int, list[BudgetLine]] = defaultdict(list)
    for clause in in_clauses(table(BudgetLine).c.project_id, project_ids):
        for line in session.exec(select(BudgetLine).where(clause).order_by(col(BudgetLine.line))):
            found[line.project_id].append(line)
    return found


class _Sums:
    """Vouchers net of corrections, each at the rate of its own month; None where a rate is missing."""

    def __init__(self, session: Session, exchange: Exchange, projects: dict[int, Project]) -> None:
        self.by_line: defaultdict[int, dict[str, int | None]] = defaultdict(dict)
        self.by_category: defaultdict[int, dict[str, int | None]] = defaultdict(dict)
        t = table(Expenditure).c
        query = sa.select(
            *(t.project_id, t.budget_line, sa.type_coerce(t.category, sa.String)),
            *(t.amount_minor, t.currency, t.spent_on),
        )
        for clause in in_clauses(t.project_id, projects):
            for id, line, category, *money in session.execute(query.where(clause)):
                value = _value(exchange, money, projects[id].currency)
                _add(self.by_line[id], line or "", value)
                _add(self.by_category[id], category, value)


def _value(exchange: Exchange, money: list[Any], currency: str) -> int | None:
    minor, of, on = money
    try:
        return exchange.convert(minor, of, currency, month_name(on))
    except MissingRate:
        return None


def _add(sums: dict[str, int | None], name: str, value: int | None) -> None:
    so_far = sums.get(name, 0)
    sums[name] = None if so_far is None or value is None else so_far + value
