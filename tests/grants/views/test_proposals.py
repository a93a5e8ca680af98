"""The queue of proposals: in words, with what would come of each, and the second person's decision."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from core.database import transaction
from core.journal.append import open_head
from core.programmes import Programme
from grants.entering.typed import Rows
from grants.models.proposals import ProposalKind
from grants.proposing import propose
from tests.grants import programme as p
from tests.grants.test_proposing import BACK, PAID, proposed
from tests.grants.verification.waiting import AT, books
from tests.grants.views.money_pages import AWKWARD_TEXTS, NOT_TEXTS
from tests.grants.views.verifying_pages import (
    DONOR,
    MANAGER,
    OFFICER,
    VERIFIER,
    Reader,
    reading,
    signed_in,
    standing,
    words_of,
)
from tests.pages import as_told
from tests.web import opened

LIST = "/proposals"
ONE = "/proposals/1"
SETTLED: Rows = {"projects": [{"code": "W-1", "settled_on": "2026-08-30", "final_cost": "150.00"}]}
RULE: Rows = {
    "rules": [
        {
            "code": "NEW", "fund": "F", "version": "1", "effective_from": "2027-01-01", "priority": "2",
            "ratio": "0.5", "match_per_project": "5 000,50",
        }
    ]
}  # fmt: skip


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    """100.00 given and matched; Zarina proposed to take 40.00 back."""
    books(sqlite_engine, tmp_path, p.contribution())
    proposed(sqlite_engine)
    with opened(sqlite_engine) as app:
        yield app


@pytest.fixture(scope="module")
def still(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """nigora at books that nothing changes, for all that is refused."""

    def fill(engine: Engine, folder: Path) -> None:
        books(engine, folder, p.contribution())
        proposed(engine)

    with (
        standing(sqlite_template, tmp_path_factory, fill) as engine,
        reading(engine, "nigora", MANAGER) as reader,
    ):
        yield reader


@pytest.fixture
def nigora(app: Flask, sqlite_engine: Engine) -> Iterator[Reader]:
    with signed_in(app, sqlite_engine, "nigora", MANAGER) as reader:
        yield reader


def decide(reader: Reader, how: str, path: str = ONE, **fields: str) -> Any:
    data = {"csrf_token": reader.token(), **fields}
    return reader.post(f"{path}/{how}", data)


def states(engine: Engine) -> list[str]:
    return p.rows(engine, "proposal", "state")


def test_the_list_says_who_what_since_when_and_open_ones_first(sqlite_engine: Engine, nigora: Reader) -> None:
    proposed(sqlite_engine, PAID, ProposalKind.DISBURSEMENTS)
    decide(nigora, "decline", "/proposals/2", reason="Not so")
    page = nigora.words(LIST)
    assert page.index("Reversal of C-1") < page.index("Payment D-1 of F for W-1")
    assert "Zarina" in page
    assert "1 Sep 2026" in page
    assert "Payment D-1" not in nigora.words(LIST, state="open")
    assert "Reversal of C-1" not in nigora.words(LIST, kind="disbursements")
    assert nigora.get(LIST, kind="nonsense").status_code == 422


def test_many_proposals_come_in_pages(sqlite_engine: Engine, nigora: Reader) -> None:
    def work(writing: Any) -> None:
        for _ in range(60):
            propose(writing, 1, ProposalKind.REVERSALS, BACK, by="Zarina", at=AT)

    transaction(sqlite_engine, work)
    assert "51 to 61 of 61" in nigora.words(LIST, page="2")


@pytest.mark.parametrize("member", [OFFICER, VERIFIER, DONOR])
def test_who_may_not_propose_finds_none(
    app: Flask, sqlite_engine: Engine, member: tuple[object, ...]
) -> None:
    with signed_in(app, sqlite_engine, "rustam", member) as rustam:
        for path in (LIST, ONE):
            assert rustam.get(path).status_code == 404
        fields = {"csrf_token": rustam.token("/projects"), "reason": "Not so"}
        for how in ("confirm", "decline", "withdraw"):
            assert rustam.post(f"{ONE}/{how}", fields).status_code == 404
    assert states(sqlite_engine) == ["open"]


def test_a_proposal_of_another_programme_is_not_there(sqlite_engine: Engine, nigora: Reader) -> None:
    others = transaction(sqlite_engine, _another_programme)
    answers = [nigora.get(f"/proposals/{id}") for id in (others, 99)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert as_told(answers[0].text) == as_told(answers[1].text)
    assert decide(nigora, "confirm", f"/proposals/{others}").status_code == 404
    assert decide(nigora, "decline", f"/proposals/{others}", reason="Not so").status_code == 404
    assert decide(nigora, "withdraw", f"/proposals/{others}").status_code == 404
    assert states(sqlite_engine) == ["open", "open"]


def _another_programme(writing: Any) -> int | None:
    other = Programme(
        code="Q", name="Other", country="TJ", currency="TJS", starts_on=p.day("2026-01-01"), time_zone="UTC"
    )
    writing.add(other)
    writing.flush()
    assert other.id is not None
    open_head(writing, other.id)
    return propose(writing, other.id, ProposalKind.REVERSALS, BACK, by="Zarina", at=AT).id


def test_a_reversal_says_what_is_taken_back_and_released(nigora: Reader) -> None:
    page = nigora.words(ONE)
    assert "40.00 TJS go back to F." in page
    assert "40.00 of 100.00 is released because 40.00 of 100.00 TJS was reversed." in page
    assert "Taken back on" not in page
    assert "Amount 40.00 TJS" in page
    assert "Reason Lent" in page
    assert "As agreed" in page
    assert "Confirm and book" in page


def test_a_payment_says_what_is_matched_paid_and_left(sqlite_engine: Engine, nigora: Reader) -> None:
    proposed(sqlite_engine, PAID, ProposalKind.DISBURSEMENTS)
    page = nigora.words("/proposals/2")
    assert "The fund pays A water pipe" in page
    assert (
        "Matched so far 100.00 TJS Paid so far 0.00 TJS This payment 60.00 TJS Left to pay 40.00 TJS" in page
    )


def test_a_settlement_says_what_is_released_and_what_it_was_before(
    sqlite_engine: Engine, nigora: Reader
) -> None:
    proposed(sqlite_engine, SETTLED, ProposalKind.SETTLEMENT)
    page = nigora.words("/proposals/2")
    assert "Settlement of W-1" in page
    assert "50.00 TJS go back to F." in page
    assert "Final cost – 150.00 TJS" in page


def test_a_rule_is_told_in_words(sqlite_engine: Engine, nigora: Reader) -> None:
    proposed(sqlite_engine, RULE, ProposalKind.RULES)
    page = nigora.words("/proposals/2")
    assert "Rule NEW, version 1" in page
    assert "0.50 for each 1.00." in page
    assert "At most for a project 5,000.50 TJS" in page


def test_what_cannot_be_booked_any_more_says_why_and_stays_open(
    sqlite_engine: Engine, nigora: Reader
) -> None:
    more = {"disbursements": [{**PAID["disbursements"][0], "amount": "160.00"}]}
    proposed(sqlite_engine, more, ProposalKind.DISBURSEMENTS)
    page = nigora.words("/proposals/2")
    assert "As things stand it cannot be booked:" in page
    assert "160.00 TJS would be paid" in page
    assert "Confirm and book" not in page
    answer = decide(nigora, "confirm", "/proposals/2")
    assert answer.status_code == 422
    assert "160.00 TJS would be paid" in words_of(answer)
    assert states(sqlite_engine) == ["open", "open"]


def test_confirming_books_it(sqlite_engine: Engine, nigora: Reader) -> None:
    answer = decide(nigora, "confirm")
    assert (answer.status_code, answer.location) == (303, "/programmes/P/proposals")
    assert "Confirmed: it is booked." in nigora.words(LIST)
    assert p.granted(sqlite_engine, "C-1") == (10_000, 4_000, "full")
    page = nigora.words(ONE)
    assert "Decided by nigora" in page
    assert "What would be booked" not in page
    assert "Decline with this reason" not in page
    assert p.differences(sqlite_engine) == []


def test_the_proposer_is_refused_by_the_server(app: Flask, sqlite_engine: Engine) -> None:
    with signed_in(app, sqlite_engine, "zarina", MANAGER) as zarina:
        page = zarina.words(ONE)
        assert "You proposed this yourself" in page
        assert "Confirm and book" not in page
        for how in ("confirm", "decline"):
            answer = decide(zarina, how, reason="Mine")
            assert answer.status_code == 403
            assert "somebody else has to decide on it" in words_of(answer)
        assert states(sqlite_engine) == ["open"]
        assert decide(zarina, "withdraw").status_code == 303
    assert states(sqlite_engine) == ["withdrawn"]


def test_somebody_else_does_not_withdraw_it(sqlite_engine: Engine, nigora: Reader) -> None:
    assert decide(nigora, "withdraw").status_code == 403
    assert states(sqlite_engine) == ["open"]


@pytest.mark.parametrize("reason", ["", "  ", "\t\n", *NOT_TEXTS])
def test_declining_needs_a_reason_that_can_be_read(
    sqlite_engine: Engine, nigora: Reader, reason: str
) -> None:
    before = p.count_rows(sqlite_engine)
    assert decide(nigora, "decline", reason=reason).status_code == 422
    assert p.count_rows(sqlite_engine) == before


@pytest.mark.parametrize("reason", AWKWARD_TEXTS)
def test_awkward_reasons_are_kept_as_they_are(still: Reader, reason: str) -> None:
    id = proposed(still.engine)
    assert decide(still, "decline", f"/proposals/{id}", reason=reason).status_code == 303
    assert (id, reason) in p.rows(still.engine, "proposal", "id", "reason")
    assert "<script>alert" not in still.get(f"/proposals/{id}").get_data(as_text=True)


@pytest.mark.parametrize("how", ["confirm", "decline", "withdraw"])
@pytest.mark.parametrize("forged", [{"csrf_token": ""}, {"csrf_token": "forged"}])
def test_a_decision_without_its_token_is_refused(still: Reader, how: str, forged: dict[str, str]) -> None:
    assert still.post(f"{ONE}/{how}", {"reason": "Not so", **forged}).status_code == 400
    assert (1, "open") in p.rows(still.engine, "proposal", "id", "state")


def test_looking_and_asking_decide_nothing(sqlite_engine: Engine, nigora: Reader) -> None:
    before = p.count_rows(sqlite_engine), p.journal(sqlite_engine)
    nigora.words(ONE)
    for how in ("confirm", "decline", "withdraw"):
        assert nigora.get(f"{ONE}/{how}").status_code == 405
    assert (p.count_rows(sqlite_engine), p.journal(sqlite_engine)) == before


def test_a_button_pressed_twice_books_once(sqlite_engine: Engine, nigora: Reader) -> None:
    assert [decide(nigora, "confirm").status_code for _ in range(2)] == [303, 303]
    assert p.rows(sqlite_engine, "reversal", "amount_minor") == [4_000]


def test_who_comes_second_is_told(app: Flask, sqlite_engine: Engine, nigora: Reader) -> None:
    decide(nigora, "confirm")
    with signed_in(app, sqlite_engine, "farrukh", MANAGER) as farrukh:
        answer = decide(farrukh, "confirm")
        assert answer.status_code == 409
        assert "nigora has decided on this already." in words_of(answer)


def test_two_confirmations_at_one_moment_book_once(engine: Engine, tmp_path: Path) -> None:
    books(engine, tmp_path, p.contribution())
    proposed(engine)
    barrier, answers = threading.Barrier(2), list[int]()

    def press(reader: Reader, token: str) -> None:
        barrier.wait()
        answers.append(reader.post(f"{ONE}/confirm", {"csrf_token": token}).status_code)

    with reading(engine, "nigora", MANAGER) as nigora, reading(engine, "farrukh", MANAGER) as farrukh:
        readers = [(reader, reader.token()) for reader in (nigora, farrukh)]
        threads = [threading.Thread(target=press, args=each) for each in readers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(answers) == [303, 409]
    assert p.rows(engine, "reversal", "amount_minor") == [4_000]
    assert p.differences(engine) == []
