"""Likely duplicates side by side, and the decision on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.days import today
from tests.grants import programme as p
from tests.grants.verification.test_duplicates import OTHER_VILLAGE
from tests.grants.verification.waiting import add_evidence, books, entered, get, recorded, status
from tests.grants.views.verifying_pages import (
    DONOR,
    MANAGER,
    OF_COM,
    VERIFIER,
    Reader,
    reading,
    signed_in,
    words_of,
)
from tests.web import opened

LIST = "/duplicates"
PAIR = "/duplicates/C-1/C-2"


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2", 105, kind="mobile_money"))
    with opened(sqlite_engine) as app:
        yield app


@pytest.fixture
def zarina(app: Flask, sqlite_engine: Engine) -> Iterator[Reader]:
    with signed_in(app, sqlite_engine, "zarina", VERIFIER) as reader:
        yield reader


def test_the_list_names_each_pair_and_why(zarina: Reader) -> None:
    page = zarina.words(LIST)
    assert "Pairs to decide on 1" in page
    assert "C-1 and C-2" in page
    assert "Nearly the same amount and day, from the same group" in page
    assert "Likely duplicate" in zarina.words("/verification")


def test_the_two_stand_side_by_side_with_their_differences_in_words(zarina: Reader) -> None:
    page = zarina.words(PAIR)
    assert "Amount 100.00 TJS 105.00 TJS Differs" in page
    assert "Kind Cash Mobile money Differs" in page
    assert "Recorded by rustam rustam Same" in page
    assert zarina.words("/duplicates/C-2/C-1") == page


def test_no_pair_says_so(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    with reading(sqlite_engine, "zarina", VERIFIER) as zarina:
        assert "No two contributions look like the same money." in zarina.words(LIST)


def test_many_pairs_come_in_pages(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, *(recorded(f"C-{number:02}") for number in range(11)))
    with reading(sqlite_engine, "zarina", VERIFIER) as zarina:
        assert "1 to 50 of 55" in zarina.words(LIST)
        assert "51 to 55 of 55" in zarina.words(LIST, page="2")


def test_who_may_not_verify_finds_none(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"))
    with reading(sqlite_engine, "donor", DONOR) as donor:
        assert donor.get(LIST).status_code == 404
        assert donor.get(PAIR).status_code == 404


def test_a_pair_of_which_one_is_of_another_community_is_not_there(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2", group="G-2", project="W-2"), **OTHER_VILLAGE)
    for reference in ("C-1", "C-2"):
        add_evidence(sqlite_engine, reference, "b" * 64)
    with reading(sqlite_engine, "zarina", OF_COM) as zarina:
        assert "C-2" not in zarina.words(LIST)
        assert "C-2" not in zarina.words("/verification/C-1")
        answers = [zarina.get(f"/duplicates/{pair}") for pair in ("C-1/C-2", "C-1/NOPE", "C-1/C-1")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.data for answer in answers}) == 1
        fields = {"csrf_token": zarina.token(), "says": "both", "seen": ""}
        assert zarina.post(PAIR, fields).status_code == 404


@pytest.mark.parametrize(
    ("says", "stays", "said", "states"),
    [
        ("both", "", "C-1 and C-2 are both real: they stay as they are.", ("recorded", "recorded")),
        ("same", "C-2", "are the same money: one of them is withdrawn.", ("withdrawn", "recorded")),
        ("correction", "", "C-2 corrects C-1, which is withdrawn.", ("withdrawn", "recorded")),
    ],
)
def test_a_decision_is_stored_and_said(
    sqlite_engine: Engine, zarina: Reader, says: str, stays: str, said: str, states: tuple[str, str]
) -> None:
    answer = zarina.post(PAIR, {**zarina.hidden(PAIR), "says": says, "stays": stays})
    assert answer.status_code == 303
    page = zarina.words(LIST)
    assert said in page
    assert "C-1 and C-2 are" in page or says == "correction"
    assert (status(sqlite_engine, "C-1"), status(sqlite_engine, "C-2")) == states
    assert "zarina decided on" in zarina.words(PAIR)
    assert zarina.get("/contributions/C-1").status_code == zarina.get("/verification/C-1").status_code == 200
    assert p.differences(sqlite_engine) == []


@pytest.mark.parametrize(
    "fields", [{}, {"says": ""}, {"says": "none"}, {"says": "same"}, {"says": "same", "stays": "C-9"}]
)
def test_a_decision_that_says_nothing_is_refused(
    sqlite_engine: Engine, zarina: Reader, fields: dict[str, str]
) -> None:
    before = p.count_rows(sqlite_engine)
    assert zarina.post(PAIR, {**zarina.hidden(PAIR), **fields}).status_code in {409, 422}
    assert p.count_rows(sqlite_engine) == before


@pytest.mark.parametrize("forged", [{"csrf_token": "forged"}, {"csrf_token": ""}])
def test_a_decision_without_its_token_is_refused(
    sqlite_engine: Engine, zarina: Reader, forged: dict[str, str]
) -> None:
    answer = zarina.post(PAIR, {**zarina.hidden(PAIR), "says": "both", **forged})
    assert answer.status_code == 400
    assert p.rows(sqlite_engine, "duplicate_decision", "verdict") == []


def test_who_recorded_one_is_not_offered_that_both_are_real(app: Flask, sqlite_engine: Engine) -> None:
    with signed_in(app, sqlite_engine, "rustam", VERIFIER) as rustam:
        page = rustam.words(PAIR)
        assert "somebody else has to say that both are real" in page
        assert "Both are real" not in page
        answer = rustam.post(PAIR, {**rustam.hidden(PAIR), "says": "both"})
        assert answer.status_code == 422
        assert p.rows(sqlite_engine, "duplicate_decision", "verdict") == []


def test_what_changed_meanwhile_is_shown_and_not_decided(sqlite_engine: Engine, zarina: Reader) -> None:
    fields = {**zarina.hidden(PAIR), "says": "both"}
    entered(sqlite_engine, "rustam", reference="C-2", amount="104.00")
    answer = zarina.post(PAIR, fields)
    assert answer.status_code == 409
    assert "One of the two was changed after this page was shown to you" in words_of(answer)
    assert "104.00 TJS" in words_of(answer)


def test_two_verified_ones_lead_to_a_reversal(sqlite_engine: Engine, tmp_path: Path) -> None:
    verified = {"verified_on": today().isoformat()}
    books(sqlite_engine, tmp_path, p.contribution("C-1", **verified), p.contribution("C-2", **verified))
    with opened(sqlite_engine) as app:
        with signed_in(app, sqlite_engine, "zarina", VERIFIER) as zarina:
            page = zarina.words(PAIR)
            assert "which a programme manager proposes" in page
            assert "The same money, entered twice" not in page
            assert "/reverse" not in zarina.get(PAIR).get_data(as_text=True)
        with signed_in(app, sqlite_engine, "nigora", MANAGER) as nigora:
            assert "/contributions/C-1/reverse" in nigora.get(PAIR).get_data(as_text=True)
    assert get(sqlite_engine).status.value == "verified"
