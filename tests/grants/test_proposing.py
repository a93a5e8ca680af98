"""What one person proposed is booked once, by another."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core.database import transaction
from core.errors import Refusal
from grants.correcting.refusals import CorrectionReason
from grants.entering.entering import NotEntered
from grants.entering.typed import Rows
from grants.importing.problems import RowProblem
from grants.models.proposals import Proposal, ProposalKind
from grants.proposing import ProposalReason as Why
from grants.proposing import confirm, decline, propose, withdraw
from tests.grants import programme as p
from tests.grants.verification.waiting import AT, books

BACK: Rows = {
    "reversals": [{"contribution": "C-1", "reversed_on": "2026-08-30", "amount": "40.00", "reason": "Lent"}]
}
PAID: Rows = {
    "disbursements": [
        {"reference": "D-1", "fund": "F", "project": "W-1", "paid_on": "2026-08-30", "amount": "60.00"}
    ]
}

Decision = Callable[[Session, int], Proposal]


def confirms(by: str) -> Decision:
    return lambda writing, id: confirm(writing, id, by=by, at=AT)


def declines(by: str, reason: str = "Not so") -> Decision:
    return lambda writing, id: decline(writing, id, by=by, at=AT, reason=reason)


def withdraws(by: str) -> Decision:
    return lambda writing, id: withdraw(writing, id, by=by, at=AT)


def proposed(engine: sa.Engine, rows: Rows = BACK, kind: ProposalKind = ProposalKind.REVERSALS) -> int:
    def work(writing: Session) -> int | None:
        return propose(writing, 1, kind, rows, by="Zarina", at=AT, remark="As agreed").id

    id = transaction(engine, work)
    assert id is not None
    return id


def decided(engine: sa.Engine, id: int, decision: Decision) -> None:
    transaction(engine, lambda writing: decision(writing, id))


def refusal(engine: sa.Engine, id: int, decision: Decision) -> Refusal:
    before = p.count_rows(engine)
    with pytest.raises(Refusal) as refused:
        decided(engine, id, decision)
    assert p.count_rows(engine) == before
    return refused.value


def state(engine: sa.Engine) -> list[tuple[str, str | None, str | None]]:
    return p.rows(engine, "proposal", "state", "decided_by", "reason")


@pytest.fixture
def engine_with_books(engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    return books(engine, tmp_path, p.contribution())


@pytest.fixture
def books_of_sqlite(sqlite_engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    return books(sqlite_engine, tmp_path, p.contribution())


def test_nothing_is_booked_before_a_second_person_confirms(engine_with_books: sa.Engine) -> None:
    engine = engine_with_books
    id = proposed(engine)
    assert p.granted(engine, "C-1") == (10_000, 0, "full")
    decided(engine, id, confirms("nigora"))
    assert p.granted(engine, "C-1") == (10_000, 4_000, "full")
    assert state(engine) == [("confirmed", "nigora", None)]
    assert p.differences(engine) == []


@pytest.mark.parametrize("name", ["Zarina", "zarina", "ＺＡＲＩＮＡ", " zarina "])
def test_the_proposer_neither_confirms_nor_declines(books_of_sqlite: sa.Engine, name: str) -> None:
    id = proposed(books_of_sqlite)
    for decision in (confirms(name), declines(name)):
        assert refusal(books_of_sqlite, id, decision).reason == Why.OWN
    decided(books_of_sqlite, id, withdraws(name))
    assert state(books_of_sqlite) == [("withdrawn", name, None)]


def test_only_the_proposer_withdraws(books_of_sqlite: sa.Engine) -> None:
    assert refusal(books_of_sqlite, proposed(books_of_sqlite), withdraws("nigora")).reason == Why.NOT_OWN


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_is_declined_with_a_reason(books_of_sqlite: sa.Engine, reason: str) -> None:
    id = proposed(books_of_sqlite)
    assert refusal(books_of_sqlite, id, declines("nigora", reason)).reason == Why.NO_REASON
    decided(books_of_sqlite, id, declines("nigora", "The money was not lent"))
    assert state(books_of_sqlite) == [("declined", "nigora", "The money was not lent")]


@pytest.mark.parametrize("decision", [confirms("nigora"), declines("nigora"), withdraws("zarina")])
@pytest.mark.parametrize("then", [confirms("farrukh"), declines("farrukh"), withdraws("zarina")])
def test_what_is_decided_stays_so(books_of_sqlite: sa.Engine, decision: Decision, then: Decision) -> None:
    id = proposed(books_of_sqlite)
    decided(books_of_sqlite, id, decision)
    assert refusal(books_of_sqlite, id, then).reason == Why.DECIDED


def test_what_can_no_longer_be_booked_stays_open(books_of_sqlite: sa.Engine) -> None:
    first, second = proposed(books_of_sqlite, PAID, ProposalKind.DISBURSEMENTS), proposed(books_of_sqlite)
    decided(books_of_sqlite, second, confirms("nigora"))
    more = {"disbursements": [{**PAID["disbursements"][0], "reference": "D-2"}]}
    decided(books_of_sqlite, first, confirms("nigora"))
    third = proposed(books_of_sqlite, more, ProposalKind.DISBURSEMENTS)
    with pytest.raises(NotEntered) as refused:
        decided(books_of_sqlite, third, confirms("nigora"))
    assert [problem.kind for problem in refused.value.problems] == [RowProblem.BEYOND_MATCHED]
    assert [each for each, *_ in state(books_of_sqlite)] == ["confirmed", "confirmed", "open"]


@pytest.mark.parametrize(
    ("rows", "kind", "why"),
    [
        (BACK, ProposalKind.REVERSALS, CorrectionReason.TAKEN_BACK_SINCE),
        (PAID, ProposalKind.DISBURSEMENTS, Why.NOTHING_NEW),
    ],
)
def test_what_is_on_the_books_already_is_not_confirmed_again(
    books_of_sqlite: sa.Engine, rows: Rows, kind: ProposalKind, why: str
) -> None:
    first, second = (proposed(books_of_sqlite, rows, kind) for _ in range(2))
    decided(books_of_sqlite, first, confirms("nigora"))
    assert refusal(books_of_sqlite, second, confirms("nigora")).reason == why


@pytest.mark.parametrize(
    "decisions",
    [
        (confirms("nigora"), confirms("farrukh")),
        (confirms("nigora"), confirms("nigora")),
        (confirms("nigora"), withdraws("zarina")),
        (confirms("nigora"), declines("farrukh")),
    ],
)
def test_of_two_decisions_at_one_moment_one_wins_and_the_other_is_told(
    engine_with_books: sa.Engine, decisions: tuple[Decision, Decision]
) -> None:
    engine = engine_with_books
    id = proposed(engine)
    barrier, refused = threading.Barrier(2), list[Refusal]()

    def at_once(decision: Decision) -> None:
        barrier.wait()
        try:
            decided(engine, id, decision)
        except Refusal as refusal:
            refused.append(refusal)

    threads = [threading.Thread(target=at_once, args=(decision,)) for decision in decisions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [told] = refused
    [(now, by, _)] = state(engine)
    assert (told.reason, told.details) == (Why.DECIDED, {"by": by})
    released = 4_000 if now == "confirmed" else 0
    assert p.granted(engine, "C-1") == (10_000, released, "full")
    assert p.differences(engine) == []
