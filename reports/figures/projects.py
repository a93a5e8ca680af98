"""The rows of `projects`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.figures.achievements import Works
from reports.figures.books import Books
from reports.figures.quotients import quotient
from reports.figures.registry import days_late, is_approved
from reports.figures.totals import Totals
from reports.queries.registry import ProjectRecord


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """Planned and physical progress are percent, 0 to 100; financial progress is a quotient.

    In the report of one fund what other funds matched stands under `other_funding`, and financial progress
    is that of the whole project, from `cost_total`, which is spent and in kind of all sources.
    """

    code: str
    name: str
    community: str
    sector: str
    status: str | None
    budget_minor: int | None
    contributed_total_minor: int
    in_kind_total_minor: int
    other_funding_minor: int
    matched_total_minor: int
    funding_gap_minor: int | None
    disbursed_total_minor: int
    spent_total_minor: int
    financial_progress: Decimal | None
    planned_progress: Decimal | None
    physical_progress: Decimal | None
    days_late: int | None
    cost_total_minor: int


def project_rows(books: Books, totals: Mapping[int, Totals], works: Mapping[int, Works]) -> list[ProjectRow]:
    """`totals` by project id, in the order of the rows."""
    projects = books.registry.projects
    return [_row(books, projects[id], of, works.get(id, Works())) for id, of in totals.items()]


def _row(books: Books, project: ProjectRecord, totals: Totals, works: Works) -> ProjectRow:
    budget = _budget(books, project)
    return ProjectRow(
        code=project.code,
        name=project.name,
        community=books.registry.communities[project.community_id].code,
        sector=project.sector,
        status=project.status,
        budget_minor=budget,
        contributed_total_minor=totals.contributed.total,
        in_kind_total_minor=totals.in_kind.total,
        other_funding_minor=totals.other_funding.total,
        matched_total_minor=totals.matched.total,
        funding_gap_minor=_gap(books, project, budget, totals),
        disbursed_total_minor=totals.disbursed.total,
        spent_total_minor=totals.spent.total,
        financial_progress=quotient(totals.cost.total, budget),
        planned_progress=works.planned,
        physical_progress=works.actual,
        days_late=days_late(project, books.span.ends_on),
        cost_total_minor=totals.cost.total,
    )


def _budget(books: Books, project: ProjectRecord) -> int | None:
    """In the programme's currency at the month of approval; before it, None unless it needs no conversion."""
    if project.approved_on and is_approved(project, books.span.ends_on):
        return books.value(project.budget_minor, project.currency, project.approved_on)
    return project.budget_minor if project.currency == books.currency else None


def _gap(books: Books, project: ProjectRecord, budget: int | None, totals: Totals) -> int | None:
    if budget is None or not is_approved(project, books.span.ends_on):
        return None
    parts = (totals.contributed, totals.in_kind, totals.other_funding, totals.matched)
    return max(0, budget - sum(part.total for part in parts))
