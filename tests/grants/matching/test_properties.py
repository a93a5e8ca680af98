"""What holds for every programme, whatever its rules."""

import ast
import random
import sys
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.money import to_major
from grants.ledger.applying import apply_all
from grants.matching import accounts, engine
from grants.matching.terms import Entry, Reason
from tests.architecture.code import modules
from tests.grants.matching.bookkeeping import Ledger
from tests.grants.matching.feeding import Programme, eventful_sheets, programme_of
from tests.grants.matching.village import Village

LASTING = {accounts.REACHED, accounts.OTHER_FUNDING, accounts.UNRELEASED}
"""Accounts that reversals do not bring back."""


class Which(NamedTuple):
    """A random programme."""

    seed: int
    contributions: int

    def made(self) -> Programme:
        return programme_of(eventful_sheets(self.seed, self.contributions))


programmes = st.builds(Which, st.integers(0, 10**9), st.integers(1, 30))
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def said(entry: Entry) -> tuple[Any, ...]:
    """All that is stored of an entry."""
    of = None if entry.of is None else (entry.of.seq, entry.of.line)
    return (
        *(entry.seq, entry.line, entry.booked_on, entry.contribution.reference, entry.rule.code),
        *(entry.rule.version, entry.desired, entry.granted, entry.released, entry.reason),
        *(entry.counted, entry.base, entry.reversed, entry.steps, of),
    )


@few
@given(programmes)
def test_nothing_is_ever_negative(which: Which) -> None:
    programme = which.made()
    books = programme.books()
    for booked in programme.feed(books):
        assert min(books.balances.values(), default=0) >= 0
        for entry in booked.entries:
            amounts = (entry.desired, entry.granted, entry.released, entry.counted, entry.base, entry.left)
            assert min(amounts) >= 0


@few
@given(programmes)
def test_no_grant_passes_a_limit_as_it_stood_at_its_place(which: Which) -> None:
    programme = which.made()
    books = programme.books()
    ledger = Ledger(books)
    for booked in programme.feed(books):
        for unit in decisions(booked.entries):
            grants = [entry for entry in unit if entry.granted]
            assert not grants or list(ledger.passed(grants)) == []
            ledger.entries += unit


def decisions(entries: list[Entry]) -> Iterator[list[Entry]]:
    """The entries of an event, those of a scheme for one contribution together."""
    for _, unit in groupby(entries, key=lambda entry: (entry.contribution.reference, entry.rule.scheme)):
        yield list(unit)


@few
@given(programmes)
def test_nothing_is_granted_beyond_what_is_desired(which: Which) -> None:
    for entry in which.made().entries():
        assert entry.granted <= entry.desired
        assert entry.granted == 0 or entry.released == 0
        assert (entry.reason is Reason.WAITING) <= (entry.desired == 0)


@few
@given(programmes, st.integers(0, 10**9))
def test_fed_bit_by_bit_the_entries_are_those_of_all_at_once(which: Which, seed: int) -> None:
    """Between the bits the books are put away and taken out again."""
    programme, draw = which.made(), random.Random(seed)
    books, left = programme.books(), programme.events
    entries: list[Entry] = []
    while left:
        some = draw.randint(1, len(left))
        books = deepcopy(books)
        fed = apply_all(books, left[:some], programme.payments)
        entries += [entry for booked in fed for entry in booked.entries]
        left = left[some:]
    assert [said(entry) for entry in entries] == [said(entry) for entry in programme.entries()]


@few
@given(programmes)
def test_the_same_events_give_the_same_entries(which: Which) -> None:
    programme = which.made()
    first, second = programme.books(), programme.books()
    once = [said(entry) for booked in programme.feed(first) for entry in booked.entries]
    again = [said(entry) for booked in programme.feed(second) for entry in booked.entries]
    assert once == again
    assert first.balances == second.balances


@few
@given(programmes, st.randoms(use_true_random=False))
def test_when_everything_is_reversed_nothing_is_left_on_any_account(
    which: Which, draw: random.Random
) -> None:
    programme = which.made()
    books = programme.books()
    granted = [entry for booked in programme.feed(books) for entry in booked.entries if entry.granted]
    seq = len(programme.events)
    contributions = list(books.contributions.values())
    while contributions:
        contribution = draw.choice(contributions)
        left = contribution.amount - contribution.reversed
        if left:
            part = left if draw.random() < 0.5 else draw.randint(1, left)
            seq += 1
            engine.reverse(books, contribution, part, seq, contribution.received_on)
        else:
            contributions.remove(contribution)
    assert {key: minor for key, minor in books.balances.items() if minor and key[0] not in LASTING} == {}
    assert [entry for entry in granted if entry.left] == []
    assert not any(books.waiting.values())


@few
@given(programmes)
def test_thresholds_that_were_reached_stay_reached(which: Which) -> None:
    programme = which.made()
    books = programme.books()
    reached: set[accounts.Key] = set()
    for _ in programme.feed(books):
        now = {key for key, minor in books.balances.items() if key[0] == accounts.REACHED and minor}
        assert reached <= now
        reached = now


USED = st.integers(0, 20_000)
CAP_KEYS: dict[str, accounts.Key] = {
    "match_per_household": (accounts.RULE_HOUSEHOLD, "H", "R", ""),
    "match_per_group": (accounts.RULE_GROUP, "G", "R", ""),
    "match_per_project": (accounts.RULE_PROJECT, "W", "R", ""),
    "match_share_of_cost": (accounts.FUND_PROJECT, "W", "F", ""),
    "match_per_community": (accounts.RULE_COMMUNITY, "V", "R", ""),
    "yearly_envelope": (accounts.FUND_YEAR, "", "F", "2020"),
    "fund_budget": (accounts.FUND, "", "F", ""),
    "counted_per_household": (accounts.COUNTED_HOUSEHOLD, "H", "R", ""),
}


def granted(limits: dict[str, int], used: dict[str, int]) -> int:
    """To 100.00 at 1.5, under these limits and with so much of each used up before."""
    village = Village(fund=str(to_major(limits["fund_budget"], "USD")))
    village.set_fund("yearly_envelope", to_major(limits["yearly_envelope"], "USD"))
    of_rule = {
        name: to_major(limit, "USD")
        for name, limit in limits.items()
        if name not in ("fund_budget", "yearly_envelope", "match_share_of_cost")
    }
    terms: dict[str, Any] = of_rule | {
        "match_share_of_cost": Decimal(limits["match_share_of_cost"]) / 100_000
    }
    village.rule(ratio="1.5", **terms)
    for name, minor in used.items():
        village.books.accounts[CAP_KEYS[name]].post(minor)
    village.give(100, household="H")
    return village.entries[-1].granted


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(dict.fromkeys(CAP_KEYS, USED)),
    st.fixed_dictionaries(dict.fromkeys(CAP_KEYS, USED)),
    st.sampled_from(sorted(CAP_KEYS)),
    st.integers(1, 20_000),
)
def test_more_use_of_one_cap_never_raises_the_grant(
    limits: dict[str, int], used: dict[str, int], cap: str, more: int
) -> None:
    assert granted(limits, used | {cap: used[cap] + more}) <= granted(limits, used)


def test_the_engine_imports_the_standard_library_and_three_modules_of_the_core() -> None:
    allowed = {"core.calendar", "core.exchange", "core.money"}
    for path, tree in modules().items():
        if path.startswith("grants/matching/"):
            for name in imported(tree):
                top = name.split(".")[0]
                inside = name.startswith("grants.matching") or name in allowed
                assert inside or top in sys.stdlib_module_names, f"{path} imports {name}"


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_no_binary_floating_point_touches_money() -> None:
    for path, tree in modules().items():
        if path.startswith("grants/matching/"):
            for node in ast.walk(tree):
                assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path
                assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), path
                assert not (isinstance(node, ast.Name) and node.id == "float"), path
