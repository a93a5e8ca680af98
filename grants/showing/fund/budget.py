"""The budget of a fund: what it was when it was entered, and each change of it since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session

from core.money import to_minor
from core.programmes import FactChange
from core.tables import table
from grants.models.funds import Fund


@dataclass(frozen=True)
class BudgetStep:
    """By how much the budget rose (or fell, negative) on a day; the first is what it was when it was entered."""

    on: date
    minor: int
    reason: str = ""
    is_first: bool = False


def steps_of_budget(session: Session, fund: Fund) -> list[BudgetStep]:
    """They add up to the budget that the fund has now."""
    t = table(FactChange).c
    query = sa.select(t.old, t.value, t.counted_on, t.reason).where(
        *(t.programme_id == fund.programme_id, t.sheet == "funds"),
        *(t.code == fund.code, t.column == "budget"),
    )
    rows = session.execute(query.order_by(t.seq)).all()
    held = _minor(rows[0].old, fund) if rows else fund.budget_minor
    steps = [BudgetStep(fund.opens_on, held, is_first=True)]
    for row in rows:
        value = _minor(row.value, fund)
        steps.append(BudgetStep(row.counted_on, value - held, row.reason or ""))
        held = value
    return steps


def until(steps: Sequence[BudgetStep], day: date) -> list[BudgetStep]:
    """Those that hold at the end of a day: the first always does."""
    return [step for step in steps if step.is_first or step.on <= day]


def _minor(text: str | None, fund: Fund) -> int:
    return to_minor(Decimal(text or "0"), fund.currency)
