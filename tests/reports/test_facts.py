"""What a row said at the end of a day."""

from datetime import date

import pytest

from reports.facts import Facts, Money, whole
from reports.queries.granting import FundRecord
from reports.queries.journal import ChangeRecord
from reports.queries.registry import CommunityRecord

FUND = FundRecord(1, "F", "Fund", "Donor", "TJS", 1_200_00)
BUDGET = {"budget": Money("TJS")}


def raised(old: str, value: str, on: str, seq: int) -> ChangeRecord:
    return ChangeRecord("funds", "F", "budget", old, value, seq, date.fromisoformat(on))


CHANGES = [raised("800", "1000", "2026-05-01", 1), raised("1000", "1200.5", "2026-08-01", 2)]


@pytest.mark.parametrize(
    ("day", "budget"),
    [
        ("2026-04-30", 800_00),  # what the first of the later changes replaced
        ("2026-05-01", 1_000_00),
        ("2026-07-31", 1_000_00),
        ("2026-08-01", 1_200_50),
    ],
)
def test_the_last_change_up_to_a_day_tells_what_held_then(day: str, budget: int) -> None:
    facts = Facts(CHANGES, date.fromisoformat(day))
    assert facts.then("funds", "F", FUND, BUDGET).budget_minor == budget


def test_of_two_changes_of_one_day_the_one_booked_last_holds() -> None:
    facts = Facts([raised("1", "2", "2026-05-01", 1), raised("2", "3", "2026-05-01", 2)], date(2026, 5, 1))
    assert facts.then("funds", "F", FUND, BUDGET).budget_minor == 3_00


def test_what_never_changed_is_what_the_tables_say() -> None:
    facts = Facts(CHANGES, date(2026, 1, 1))
    assert facts.then("funds", "G", FUND, BUDGET) is FUND
    assert facts.then("projects", "F", FUND, BUDGET) is FUND


def test_a_cell_may_have_been_empty() -> None:
    change = ChangeRecord("communities", "C", "households", None, "90", 1, date(2026, 5, 1))
    community = CommunityRecord(1, "C", "C", None, None, None, 90, None, None, None)
    facts = Facts([change], date(2026, 4, 30))
    assert facts.then("communities", "C", community, {"households": whole}).households is None
