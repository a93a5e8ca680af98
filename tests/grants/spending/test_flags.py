"""Prefinancing is flagged."""

from datetime import date

from grants.spending.flags import Flag, flags_of
from grants.spending.sources import GROUP_MONEY, UNFUNDED

DAY, LATER = date(2020, 3, 1), date(2020, 3, 2)


def test_before_the_approval_or_the_first_day_of_works_where_there_is_none() -> None:
    assert flags_of(DAY, LATER, None) == [Flag.BEFORE_APPROVAL]
    assert flags_of(LATER, LATER, None) == []
    assert flags_of(DAY, None, LATER) == [Flag.BEFORE_APPROVAL]
    assert flags_of(LATER, None, DAY) == []
    assert flags_of(DAY, None, None) == [Flag.BEFORE_APPROVAL]


def test_before_anything_was_brought() -> None:
    assert flags_of(LATER, DAY, None, [(UNFUNDED, 5)]) == [Flag.UNFUNDED]
    assert flags_of(LATER, DAY, None, [(GROUP_MONEY, 5), (UNFUNDED, 0)]) == []
