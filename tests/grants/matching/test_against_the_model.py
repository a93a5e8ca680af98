"""The engine against the independent model of the contract, on random programmes, entry by entry.

A normal run tries 40 programmes; `HASHAR_SEEDS=2000 pytest tests/grants/matching/test_against_the_model.py`
tries as many as it says, and `HASHAR_SEEDS=2000-2500` the seeds from the first up to the last.
"""

import os
from typing import NamedTuple

import pytest

from grants.matching import accounts
from grants.matching.terms import Entry, Reason
from tests.grants.matching.feeding import eventful_sheets, programme_of
from tests.oracle import model


def seeds() -> range:
    first, _, last = os.environ.get("HASHAR_SEEDS", "40").rpartition("-")
    return range(int(first or 0), int(last))


class Line(NamedTuple):
    """What both say of an entry."""

    booked_on: str
    contribution: str
    rule: str
    version: int
    desired: int
    granted: int
    released: int
    reason: str


def by_engine(entry: Entry) -> Line:
    return Line(
        entry.booked_on.isoformat(),
        entry.contribution.reference,
        entry.rule.code,
        entry.rule.version,
        entry.desired,
        entry.granted,
        entry.released,
        entry.reason.value,
    )


def by_model(entry: model.Entry) -> Line:
    return Line(
        entry.booked_on.isoformat(),
        entry.contribution,
        entry.rule,
        entry.version,
        entry.desired,
        entry.granted,
        entry.released,
        entry.reason,
    )


@pytest.mark.parametrize("seed", seeds())
def test_the_engine_and_the_model_book_the_same_entries(seed: int) -> None:
    sheets = eventful_sheets(seed)
    programme = programme_of(sheets)
    books = programme.books()
    booked = [by_engine(entry) for each in programme.feed(books) for entry in each.entries]
    assert booked == [by_model(entry) for entry in model.entries_of(sheets)]
    due = {key[1:3]: minor for key, minor in books.balances.items() if key[0] == accounts.UNRELEASED}
    assert due == model.refunds_due(sheets)


def test_the_programmes_of_a_normal_run_meet_every_reason_and_event() -> None:
    reasons = set()
    kinds = set()
    for seed in range(40):
        programme = programme_of(eventful_sheets(seed))
        for booked in programme.feed(programme.books()):
            reasons |= {entry.reason.value for entry in booked.entries}
            kinds |= {type(booked.event).__name__ for _ in booked.entries}
    out_of_scope = {"not_in_force", "fund_closed", "project", "sector", "community", "marginality"}
    assert reasons == {reason.value for reason in Reason} - out_of_scope
    deciding = {"ProjectApproved", "ContributionVerified", "FundRematched"}
    assert kinds == deciding | {"ContributionReversed", "ProjectSettled"}
