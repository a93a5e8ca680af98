"""What projects planned to spend, line by line, and why a line cost more or less."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.models.variances import Variance
from household_groups.models.projects import BudgetLine


class BudgetLineRecord(NamedTuple):
    """The amount is in the project's currency."""

    project_id: int
    line: str
    category: str
    description: str
    amount_minor: int


class ExplanationRecord(NamedTuple):
    project_id: int
    line: str
    words: str
    explained_on: date
    explained_by: str


def budget_lines(session: Session, programme_id: int) -> Iterator[BudgetLineRecord]:
    t = table(BudgetLine).c
    query = sa.select(t.project_id, t.line, t.category, t.description, t.amount_minor)
    return map(BudgetLineRecord._make, session.execute(query.where(t.programme_id == programme_id)))


def explanations(session: Session, programme_id: int, until: date) -> Iterator[ExplanationRecord]:
    """Those of a line in the order of their numbers: the last one holds."""
    t = table(Variance).c
    query = sa.select(t.project_id, t.line, t.words, t.explained_on, t.explained_by)
    query = query.where(t.programme_id == programme_id, t.explained_on <= until)
    return map(ExplanationRecord._make, session.execute(query.order_by(t.number)))
