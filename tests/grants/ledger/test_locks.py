"""Whoever books locks the head of the journal first; what stands behind the lock holds without it too."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from core.database import session, transaction
from core.journal.append import lock_head
from core.tables import table
from grants.ledger import opening
from grants.ledger.booking import book_since
from grants.ledger.storing import BalanceMoved
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry
from grants.rematches import confirm, get_fund
from household_groups.models.contributions import Contribution, ContributionStatus
from tests.grants.programme import (
    TODAY,
    balances,
    booked,
    contribution,
    differences,
    fund,
    programme,
    recorded,
    rows,
    take,
)
from tests.locking import watched_locks

FUND = ("fund_granted", "", "F", "")


def look(session: Session) -> None:
    session.execute(sa.select(table(Fund).c.id))


def change(session: Session) -> None:
    session.execute(sa.update(table(Fund)).values(name="Another"))


@pytest.mark.parametrize(
    ("steps", "is_right"),
    [
        ([lambda books: lock_head(books, 1), look, change], True),
        ([look, lambda books: lock_head(books, 1), change], False),
        ([change], False),
        ([look], True),
    ],
)
def test_the_watch_tells_who_looks_before_the_lock(
    engine: sa.Engine, tmp_path: Path, steps: list[Callable[[Session], object]], is_right: bool
) -> None:
    booked(engine, tmp_path, programme())
    with watched_locks() as found:
        transaction(engine, lambda books: [step(books) for step in steps])
    assert (found == []) is is_right


def test_an_import_and_a_rematch_lock_first(engine: sa.Engine, tmp_path: Path) -> None:
    with watched_locks() as found:
        booked(engine, tmp_path, programme(funds=[fund(budget=150)]))
        booked(engine, tmp_path, {"contributions": [contribution("C-1"), contribution("C-2")]})
        take(engine, tmp_path, {"funds": [fund(budget=500)]}, about="P", at=TODAY)
        with session(engine) as reading:
            of = get_fund(reading, "F")
        transaction(engine, lambda books: confirm(books, of, by="manager", at=TODAY))
    assert found == []
    assert balances(engine)[FUND] == 20_000
    assert differences(engine) == []


def verify_beside_the_lock(books: Session, reference: str, seq: int) -> None:
    """What booking does, by somebody who forgot to ask for the lock."""
    t = table(Contribution)
    verified = {"status": ContributionStatus.VERIFIED, "verified_on": TODAY.date(), "verified_seq": seq}
    books.execute(sa.update(t).where(t.c.reference == reference).values(counted_on=TODAY.date(), **verified))
    book_since(books, 1, seq - 1)


@pytest.fixture
def two_wait(engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    """A fund of 150 that has granted 50, and two that nobody has verified, each of which would get the rest."""
    first = contribution("C-0", 50)
    waiting = [recorded(f"C-{n}") for n in (1, 2)]
    booked(engine, tmp_path, programme(funds=[fund(budget=150)], contributions=[first, *waiting]))
    return engine


def test_of_two_who_decide_on_the_same_money_without_the_lock_the_second_stores_nothing(
    two_wait: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read the fund before either commits."""
    (seq,) = rows(two_wait, "journal_head", "seq")
    before = len(rows(two_wait, "match_entry", "seq"))
    with session(two_wait) as reading:
        stale = opening.load_balances(reading, 1, ["W-1", "G-1", "COM"])
    transaction(two_wait, lambda books: verify_beside_the_lock(books, "C-1", seq + 1))
    assert balances(two_wait)[FUND] == 15_000

    monkeypatch.setattr(opening, "load_balances", lambda *_: stale)
    with pytest.raises(BalanceMoved):
        transaction(two_wait, lambda books: verify_beside_the_lock(books, "C-2", seq + 2))
    assert balances(two_wait)[FUND] == 15_000
    assert len(rows(two_wait, "match_entry", "seq")) == before + 1
    assert rows(two_wait, "contribution", "status").count("verified") == 2


def test_no_balance_falls_below_nothing(two_wait: sa.Engine) -> None:
    with pytest.raises(IntegrityError):
        transaction(two_wait, lambda books: books.execute(sa.update(table(Balance)).values(minor=-1)))
    assert min(balances(two_wait).values()) > 0


def test_no_place_in_the_sequence_is_taken_twice(two_wait: sa.Engine) -> None:
    taken = sa.select(sa.func.max(table(MatchEntry).c.seq)).scalar_subquery()
    t = table(Contribution)
    with pytest.raises(IntegrityError):
        transaction(
            two_wait,
            lambda books: books.execute(
                sa.update(t).where(t.c.reference == "C-1").values(verified_seq=taken)
            ),
        )
