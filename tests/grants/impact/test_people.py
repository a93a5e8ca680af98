"""What a work costs for each person whom it serves."""

from datetime import date

from grants.impact.people import PeopleOf, ReachedBy
from household_groups.models.registry import Community


def reached(people: int, has_stopped: bool = False) -> ReachedBy:
    village = Community(programme_id=1, code="V", name="Village")
    place = PeopleOf(village, people, None, None, None, date(2026, 5, 1), source=None)
    return ReachedBy([place], has_stopped)


def test_money_is_shared_in_whole_units_however_large_it_is() -> None:
    assert reached(1).cost_each(9_007_199_254_740_993) == 9_007_199_254_740_993
    assert reached(2).cost_each(5) == 2, "half a unit goes to the even one, as in the report"


def test_nobody_served_has_no_cost() -> None:
    assert reached(40, has_stopped=True).cost_each(100) is None
    assert reached(0).cost_each(100) is None
