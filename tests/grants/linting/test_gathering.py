"""What waits, out of the books: what is left of it after reversals."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import session
from grants.linting.gathering import facts_of
from grants.linting.linting import warnings_of
from tests.grants import programme as p


def waiting_and_warned(engine: sa.Engine) -> tuple[dict[tuple[str, int], int], list[str]]:
    with session(engine) as reading:
        facts = facts_of(reading, 1, date(2026, 6, 1))
        [rule] = facts.rules
        return dict(facts.waiting), [found.kind.value for found in warnings_of(facts, rule)]


@pytest.mark.parametrize(
    ("reversals", "left"), [([], 10_000), ([p.reversal(70)], 3_000), ([p.reversal()], None)]
)
def test_what_was_taken_back_of_a_held_contribution_waits_no_more(
    sqlite_engine: sa.Engine, tmp_path: Path, reversals: list[p.Row], left: int | None
) -> None:
    """100.00 held until the approval, 50.00 in the fund."""
    funds, projects = [p.fund(budget=50)], [p.unapproved()]
    p.booked(
        sqlite_engine, tmp_path, p.programme(funds=funds, projects=projects, contributions=[p.contribution()])
    )
    if reversals:
        p.booked(sqlite_engine, tmp_path, {"reversals": reversals})
    waiting, warned = waiting_and_warned(sqlite_engine)
    assert waiting == ({} if left is None else {("R", 1): left})
    assert warned == (["budget_below_waiting"] if left == 10_000 else [])
