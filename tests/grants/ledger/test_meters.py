"""A new rule version with a cap that no earlier one had: what was granted before counts under it."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.grants.programme import balances, booked, contribution, differences, fund, granted, programme, rule

CAPPED: dict[str, Any] = {"version": 2, "effective_from": "2026-03-03", "match_per_group": 150}
ENDED = rule(effective_to="2026-03-02")
NEXT = {"received_on": "2026-03-03"}


def test_what_earlier_versions_granted_counts_under_the_cap_of_a_new_one(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[contribution()]))
    booked(sqlite_engine, tmp_path, {"rules": [ENDED, rule(**CAPPED)]})
    assert balances(sqlite_engine)["rule_group_granted", "G-1", "R", ""] == 10_000
    booked(sqlite_engine, tmp_path, {"contributions": [contribution("C-2", **NEXT)]})
    assert granted(sqlite_engine, "C-2") == (5_000, 0, "match_per_group")
    assert differences(sqlite_engine) == []


def test_where_nothing_was_granted_before_a_new_cap_begins_without_an_account(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    """`verify` would find a balance that nothing led to."""
    booked(sqlite_engine, tmp_path, programme(funds=[fund(budget=0)], contributions=[contribution()]))
    booked(sqlite_engine, tmp_path, {"rules": [ENDED, rule(**CAPPED)]})
    assert differences(sqlite_engine) == []
