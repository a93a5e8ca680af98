"""The rows of `variances`: what projects planned and spent, line by line of their budgets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.calendar import month_name
from core.exchange import MissingRate
from grants.spending.budget import Compared
from grants.spending.noteworthy import is_done, must_be_explained, tolerated_amount
from reports.figures.books import Books
from reports.figures.flows import Flow
from reports.figures.past import budget_line_then
from reports.figures.registry import is_approved, is_settled
from reports.queries.budgeting import BudgetLineRecord, ExplanationRecord
from reports.queries.paying import ExpenditureRecord
from reports.queries.registry import ProjectRecord

EXPLAINED, UNEXPLAINED = "explained", "unexplained"


@dataclass(frozen=True, slots=True)
class VarianceRow:
    """A line of a budget, or what of a project was spent on none. Amounts are in the project's currency.

    They are None where a rate is missing; `value_…` are in the programme's currency. `beyond_tolerance` is
    EXPLAINED, UNEXPLAINED, or None where nobody has to say anything.
    """

    project: str
    line: str | None
    category: str | None
    description: str | None
    currency: str
    budget_minor: int | None
    spent_quarter_minor: int | None
    spent_total_minor: int | None
    variance_minor: int | None
    percent: Decimal | None
    beyond_tolerance: str | None
    explanation: str | None
    explained_on: date | None
    explained_by: str | None
    value_quarter_minor: int
    value_total_minor: int


@dataclass(slots=True)
class _Spent:
    """On one line: `own` is in the project's currency, None where a rate is missing."""

    value: Flow = field(default_factory=Flow)
    own: Flow | None = field(default_factory=Flow)


Spent = Mapping[int, Mapping[str | None, _Spent]]
"""By project id and line; None is no line."""
Said = Mapping[tuple[int, str], ExplanationRecord]


def variance_rows(
    books: Books,
    vouchers: Iterable[ExpenditureRecord],
    lines: Iterable[BudgetLineRecord],
    explanations: Iterable[ExplanationRecord],
) -> list[VarianceRow]:
    """By project and line, then what is on no line. Also in the report of one fund, all that a project spent."""
    spent = _spent(books, vouchers)
    said = {(each.project_id, each.line): each for each in explanations}
    planned: defaultdict[int, list[BudgetLineRecord]] = defaultdict(list)
    for line in lines:
        planned[line.project_id].append(line)
    shown = [project for project in books.registry.projects.values() if books.shows(project.id)]
    rows: list[VarianceRow] = []
    for project in sorted(shown, key=lambda each: each.code):
        rows += _of_project(books, project, planned[project.id], spent[project.id], said)
    return rows


def _of_project(
    books: Books,
    project: ProjectRecord,
    planned: list[BudgetLineRecord],
    spent: Mapping[str | None, _Spent],
    said: Said,
) -> Iterator[VarianceRow]:
    tolerated, done = _tolerance(books, project)
    for line in sorted(planned, key=lambda each: each.line):
        line = budget_line_then(books.registry.facts, project, line)
        of = spent.get(line.line, _Spent())
        compared = Compared(line.line, line.amount_minor, of.own.total if of.own else None)
        noted = must_be_explained(compared.planned, compared.variance or 0, tolerated, done)
        words = said.get((project.id, line.line))
        yield VarianceRow(
            *(project.code, line.line, line.category, line.description, project.currency, compared.planned),
            *_amounts(of),
            variance_minor=compared.variance,
            percent=compared.percent,
            beyond_tolerance=(EXPLAINED if words else UNEXPLAINED) if noted else None,
            explanation=words and words.words,
            explained_on=words and words.explained_on,
            explained_by=words and words.explained_by,
            value_quarter_minor=of.value.during,
            value_total_minor=of.value.total,
        )
    if (rest := spent.get(None)) is not None:
        yield VarianceRow(
            *(project.code, None, None, None, project.currency, None, *_amounts(rest)),
            *(None, None, None, None, None, None, rest.value.during, rest.value.total),
        )


def _amounts(of: _Spent) -> tuple[int | None, int | None]:
    return (of.own.during, of.own.total) if of.own else (None, None)


def _tolerance(books: Books, project: ProjectRecord) -> tuple[int, bool]:
    """What nobody is asked about, in the project's currency; and whether its works were done by then."""
    until = books.span.ends_on
    then = project._replace(
        approved_on=project.approved_on if is_approved(project, until) else None,
        settled_on=project.settled_on if is_settled(project, until) else None,
    )
    return tolerated_amount(then, books.exchange), is_done(then)


def _spent(books: Books, vouchers: Iterable[ExpenditureRecord]) -> Spent:
    """Vouchers net of corrections, each at the rate of its own month."""
    found: defaultdict[int, defaultdict[str | None, _Spent]] = defaultdict(lambda: defaultdict(_Spent))
    for each in vouchers:
        of, is_before = found[each.project_id][each.budget_line], books.is_before(each.counted_on)
        of.value.book(books.value(each.amount_minor, each.currency, each.spent_on), is_before)
        own = _in_own(books, each)
        if own is None:
            of.own = None
        elif of.own is not None:
            of.own.book(own, is_before)
    return found


def _in_own(books: Books, voucher: ExpenditureRecord) -> int | None:
    """In the project's currency; a rate that nothing else needs may be missing."""
    currency, month = books.registry.projects[voucher.project_id].currency, month_name(voucher.spent_on)
    try:
        return books.exchange.convert(voucher.amount_minor, voucher.currency, currency, month)
    except MissingRate:
        return None
