"""Whose money a voucher spent."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from grants.spending.attributing import Spending
from grants.spending.sources import GROUP_MONEY, UNFUNDED, Source, SourceKind
from reports.figures.sources import share_spending

FUND, PARTNER = Source(SourceKind.FUND, "F"), Source(SourceKind.OTHER, "P")


def on(day: int) -> date:
    return date(2026, 1, day)


def voucher(day: int, value: int, charged_to: Source | None = None, reference: str = "X") -> Spending:
    return Spending(on(day), reference, value, charged_to, is_before=False)


def shares(brought: dict[Source, dict[date, int]], *vouchers: Spending) -> dict[Source, int]:
    return {source: flow.total for source, flow in share_spending(brought, vouchers).items()}


def test_a_voucher_falls_on_the_sources_as_they_had_brought_by_that_day() -> None:
    brought = {GROUP_MONEY: {on(1): 100}, FUND: {on(2): 300, on(9): 9_000}}
    assert shares(brought, voucher(2, 40)) == {GROUP_MONEY: 10, FUND: 30}


def test_a_voucher_that_names_a_fund_falls_on_that_fund_alone() -> None:
    assert shares({GROUP_MONEY: {on(1): 100}}, voucher(2, 40, FUND)) == {FUND: 40}


def test_what_is_spent_before_anything_came_is_unfunded() -> None:
    assert shares({GROUP_MONEY: {on(5): 100}}, voucher(4, 40)) == {UNFUNDED: 40}


def test_the_odd_unit_goes_by_largest_remainder_then_by_the_order_of_the_rows() -> None:
    brought = {PARTNER: {on(1): 1}, FUND: {on(1): 1}, GROUP_MONEY: {on(1): 1}}
    assert shares(brought, voucher(2, 4)) == {GROUP_MONEY: 2, FUND: 1, PARTNER: 1}


def test_a_correction_is_shared_like_a_voucher() -> None:
    brought = {GROUP_MONEY: {on(1): 1}, FUND: {on(1): 3}}
    assert shares(brought, voucher(2, -40)) == {GROUP_MONEY: -10, FUND: -30}


def test_what_was_taken_back_pays_nothing_from_that_day_on() -> None:
    brought = {GROUP_MONEY: {on(1): 100, on(3): -100}, FUND: {on(1): 100}}
    assert shares(brought, voucher(2, 10, reference="A"), voucher(3, 10, reference="B")) == {
        GROUP_MONEY: 5,
        FUND: 15,
    }


days = st.integers(1, 28)
amounts = st.integers(-(10**6), 10**9)


@given(
    brought=st.dictionaries(
        st.sampled_from([GROUP_MONEY, FUND, PARTNER]), st.dictionaries(days.map(on), amounts, max_size=5)
    ),
    vouchers=st.lists(st.builds(voucher, days, amounts, st.sampled_from([None, None, FUND])), max_size=10),
)
def test_every_unit_that_was_spent_falls_on_somebody(
    brought: dict[Source, dict[date, int]], vouchers: list[Spending]
) -> None:
    assert sum(shares(brought, *vouchers).values()) == sum(each.value for each in vouchers)
