"""Events booked one by one, or all at once: the same entries, the same balances."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core import guards
from core.database import transaction
from core.programmes import Rate
from core.tables import table
from grants.ledger import events as ev
from grants.ledger.booking import book_since
from grants.models.matches import Balance, MatchEntry
from tests.grants.programme import Sheets, balances, booked, differences, entries, reversal, rows, take
from tests.oracle.programmes import random_programme, with_rematches


def awkward(seed: int) -> Sheets:
    return with_rematches(random_programme(seed, contributions=40), seed)


def forget_decisions(session: Session) -> None:
    """As if everything was recorded and nothing decided yet."""
    guards.take_down(session.connection())
    session.execute(sa.delete(table(MatchEntry)))
    guards.put_up(session.connection())
    session.execute(sa.delete(table(Balance)))
    session.execute(sa.update(table(Rate)).values(is_used=False))


def book_in_steps(engine: sa.Engine, most: int, draw: random.Random) -> None:
    """Book everything again, a few events at a time; those that come later are in the tables already."""
    (last,) = rows(engine, "journal_head", "seq")
    transaction(engine, forget_decisions)
    seq = 0
    all_events = ev.events_since
    with pytest.MonkeyPatch.context() as patch:
        while seq < last:
            until = min(seq + draw.randint(1, most), last)

            def some(
                session: Session, programme_id: int, after: int, _kinds: None = None, until: int = until
            ) -> Iterator[ev.Event]:
                events = all_events(session, programme_id, after)
                return (event for event in events if event.seq <= until)

            patch.setattr(ev, "events_since", some)
            transaction(engine, partial(book_since, programme_id=1, seq=seq))
            seq = until


@pytest.mark.parametrize("seed", range(12))
def test_events_fed_one_by_one_give_what_they_give_at_once(
    seed: int, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, awkward(seed))
    at_once = entries(sqlite_engine), balances(sqlite_engine), rows(sqlite_engine, "rate", "is_used")
    book_in_steps(sqlite_engine, 1 + seed % 4, random.Random(seed))
    one_by_one = entries(sqlite_engine), balances(sqlite_engine), rows(sqlite_engine, "rate", "is_used")
    assert one_by_one == at_once


@pytest.mark.parametrize("seed", range(12, 15))
def test_so_they_do_on_postgresql(seed: int, postgresql_engine: sa.Engine, tmp_path: Path) -> None:
    booked(postgresql_engine, tmp_path, awkward(seed))
    at_once = entries(postgresql_engine), balances(postgresql_engine)
    book_in_steps(postgresql_engine, 6, random.Random(seed))
    assert (entries(postgresql_engine), balances(postgresql_engine)) == at_once


NET = {
    *("fund_granted", "fund_year_granted", "fund_project_granted", "rule_project_granted"),
    *("rule_household_granted", "rule_group_granted", "rule_community_granted"),
    *("counted", "counted_in_kind", "counted_household", "base", "contributed", "matched"),
}
"""Accounts that count grants and contributions net of what was reversed."""


def not_wholly_reversed(engine: sa.Engine) -> list[str]:
    reversed_minor: Counter[int] = Counter()
    for contribution, minor in rows(engine, "reversal", "contribution_id", "amount_minor"):
        reversed_minor[contribution] += minor
    verified = rows(engine, "contribution", "id", "reference", "amount_minor", "verified_seq")
    return [reference for id, reference, minor, seq in verified if seq and reversed_minor[id] < minor]


@pytest.mark.parametrize("seed", range(20, 28))
def test_reversing_everything_in_any_order_brings_every_balance_to_nothing(
    seed: int, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, awkward(seed))
    assert NET & {key[0] for key in balances(sqlite_engine)}
    everything = not_wholly_reversed(sqlite_engine)
    random.Random(seed).shuffle(everything)
    days = (date(2022, 1, 1) + timedelta(days=number) for number in range(len(everything)))
    all_of_it = [
        reversal(None, reference, reversed_on=on) for reference, on in zip(everything, days, strict=True)
    ]
    result = take(sqlite_engine, tmp_path, {"reversals": all_of_it}, about="PROG")
    assert result.events == len(everything)
    assert {key: minor for key, minor in balances(sqlite_engine).items() if key[0] in NET} == {}
    assert differences(sqlite_engine) == []


@pytest.mark.parametrize("seed", range(30, 34))
def test_no_balance_is_ever_negative(seed: int, sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    """The table refuses it as well; here the books are opened after every few events."""
    booked(sqlite_engine, tmp_path, awkward(seed))
    seen: list[int] = []
    sa.event.listen(
        sqlite_engine,
        "commit",
        lambda connection: seen.append(
            connection.execute(sa.select(sa.func.min(table(Balance).c.minor))).scalar_one() or 0
        ),
    )
    book_in_steps(sqlite_engine, 10, random.Random(seed))
    assert len(seen) > 5
    assert min(seen) >= 0
