"""What lists say of how many contributions there are is what counting them says, for every reach."""

import pytest
from sqlalchemy import Engine

from core.accounts.person import Reach
from core.database import session
from grants.recording.totals import totals_of, totals_within
from grants.visible import contributions_within
from household_groups.models.contributions import ContributionStatus
from tests.web import import_example

REACHES = [
    Reach(1, is_whole=True),
    Reach(1, communities=frozenset({"HILOLI"})),
    Reach(1, communities=frozenset({"HILOLI", "FAKHROBOD"})),
    Reach(1, communities=frozenset({"NOWHERE"})),
    Reach(1, funds=frozenset({"IOMDF"})),
    Reach(1, communities=frozenset({"HILOLI"}), funds=frozenset({"IOMDF"})),
    Reach(2, is_whole=True),
    Reach(1),
]


@pytest.mark.parametrize("name", ["khatlon_water", "corners"])
def test_totals_are_those_of_the_rows(engine: Engine, name: str) -> None:
    import_example(engine, name)
    found = 0
    with session(engine) as reading:
        for reach in REACHES:
            counted = totals_of(reading, [contributions_within(reach)])
            assert totals_within(reading, reach) == counted
            for state in ContributionStatus:
                only = totals_within(reading, reach, state)
                assert (only.count(), only.sums()) == (counted.count(state), counted.sums(state))
            found += counted.count()
    assert found


def test_a_total_is_of_all_states_or_of_one(engine: Engine) -> None:
    import_example(engine, "khatlon_water")
    with session(engine) as reading:
        totals = totals_within(reading, REACHES[0])
    assert totals.count() == sum(totals.by_state.values())
    assert set(totals.by_state) == set(ContributionStatus)
    currencies = [currency for currency, _ in totals.sums()]
    assert currencies == sorted(set(currencies))
