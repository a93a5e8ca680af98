"""The queue of verification and its decision, as a second person meets them."""

import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from markupsafe import escape
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.verification.test_duplicates import OTHER_VILLAGE
from tests.grants.verification.waiting import add_evidence, books, entered, get, recorded, status, verified
from tests.grants.views.money_pages import AWKWARD_TEXTS, NOT_DAYS, NOT_TEXTS
from tests.grants.views.verifying_pages import (
    DONOR,
    MANAGER,
    OF_COM,
    OF_OTHER,
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

LIST = "/verification"
ONE = "/verification/C-1"
IN_CASH = {"verification_method": "cash_count"}


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    books(sqlite_engine, tmp_path)
    with opened(sqlite_engine) as app:
        yield app


@pytest.fixture
def zarina(app: Flask, sqlite_engine: Engine) -> Iterator[Reader]:
    with signed_in(app, sqlite_engine, "zarina", VERIFIER) as reader:
        yield reader


@pytest.fixture(scope="module")
def still(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """zarina at books that nothing changes, for all that is refused."""
    with (
        standing(sqlite_template, tmp_path_factory, books) as engine,
        reading(engine, "zarina", VERIFIER) as reader,
    ):
        yield reader


def filled(reader: Reader, path: str = ONE, **fields: str) -> dict[str, str]:
    """The form of a page as it stands now, filled in."""
    return {**reader.hidden(path), **IN_CASH, "verified_on": "2026-03-05", **fields}


def test_the_queue_says_what_waits_and_for_how_long(sqlite_engine: Engine, tmp_path: Path) -> None:
    later = recorded("C-2", 250, recorded_on="2026-03-06", recorded_by="nigora", kind="mobile_money")
    books(
        sqlite_engine, tmp_path, later, recorded(), p.contribution("C-3"), recorded("C-4", status="withdrawn")
    )
    add_evidence(sqlite_engine, "C-2", "a" * 64)
    with reading(sqlite_engine, "zarina", VERIFIER) as zarina:
        page = zarina.words(LIST)
        assert page.index("C-1") < page.index("C-2")
        assert "C-3" not in page
        assert "C-4" not in page
        assert "Waiting 2" in page
        assert "Amount, TJS 350.00" in page
        assert "No evidence" in page
        assert "1 file" in page
        assert "C-1" not in zarina.words(LIST, kind="mobile_money")
        assert "C-1" not in zarina.words(LIST, recorded_by="nigora")
        assert "C-2" in zarina.words(LIST, project="W-1", group="G-1")
        assert zarina.get(LIST, project="NOPE").status_code == 422


def test_the_queue_of_many_comes_in_pages(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, *(recorded(f"C-{number:03}", number + 1) for number in range(60)))
    with reading(sqlite_engine, "zarina", VERIFIER) as zarina:
        assert "1 to 50 of 60" in zarina.words(LIST)
        assert "C-059" in zarina.words(LIST, page="2")


def test_an_empty_queue_says_so(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, p.contribution())
    with reading(sqlite_engine, "zarina", VERIFIER) as zarina:
        assert "Nothing waits for verification." in zarina.words(LIST)


@pytest.mark.parametrize("member", [VERIFIER, OFFICER, MANAGER, OF_COM])
def test_another_officer_a_verifier_and_a_manager_verify(
    sqlite_engine: Engine, tmp_path: Path, member: tuple[object, ...]
) -> None:
    books(sqlite_engine, tmp_path)
    with reading(sqlite_engine, "zarina", member) as zarina:
        assert zarina.post(ONE, filled(zarina)).status_code == 303
    assert status(sqlite_engine) == "verified"


def test_who_may_not_verify_finds_no_queue(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), **OTHER_VILLAGE)
    with reading(sqlite_engine, "donor", DONOR) as donor:
        assert donor.get(LIST).status_code == 404
        assert donor.get(ONE).status_code == 404


def test_what_is_of_another_community_is_not_there(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(), recorded("C-2"), **OTHER_VILLAGE)
    with reading(sqlite_engine, "zarina", OF_OTHER) as zarina:
        assert "C-1" not in zarina.words(LIST)
        assert "Waiting" not in zarina.words(LIST)
        hidden = {**zarina.hidden("/verification/C-1"), **IN_CASH}
        for path in (ONE, "/verification/NOPE"):
            assert zarina.get(path).status_code == 404
            assert zarina.post(path, hidden).status_code == 404
            assert zarina.post(f"{path}/return", {**hidden, "reason": "Not mine"}).status_code == 404
        assert as_told(zarina.get(ONE).text) == as_told(zarina.get("/verification/NOPE").text)
        assert zarina.get("/duplicates/C-1/C-2").status_code == 404
    assert status(sqlite_engine) == "recorded"


def test_one_page_holds_all_that_a_verifier_needs(sqlite_engine: Engine, tmp_path: Path) -> None:
    transfer: dict[str, Any] = {
        "kind": "money_transfer", "source": "remittance", "origin_country": "RU", "sent_amount": 900,
        "sent_currency": "RUB", "transfer_operator": "Unistream", "transfer_reference": "MTCN-7",
        "household": "H-1",
    }  # fmt: skip
    books(sqlite_engine, tmp_path, recorded(**transfer), recorded("C-2"))
    add_evidence(sqlite_engine, "C-1", "a" * 64)
    with reading(sqlite_engine, "zarina", VERIFIER) as zarina:
        page = zarina.words(ONE)
        for said in (
            *("100.00 TJS from The first group", "A water pipe, W-1", "2 Mar 2026", "H-1", "rustam"),
            *("Money transfer", "Remittance from abroad", "900.00 RUB", "Unistream", "MTCN-7"),
            *("File 1 (photo, 1.0 kB)", "Compare with C-2", "Nearly the same amount and day"),
            *("Rule R: 100.00 TJS from F", "1.00 for each 1.00: 100.00 for 100.00.", "Verify and match"),
        ):
            assert said in page
        assert "/evidence/1" in zarina.get(ONE).get_data(as_text=True)


def test_verifying_leads_to_the_next_and_says_what_was_matched(sqlite_engine: Engine, tmp_path: Path) -> None:
    mine = recorded("C-2", 70, recorded_by="Zarina")
    books(sqlite_engine, tmp_path, recorded(), mine, recorded("C-3", 900), projects=[p.project(budget=180)])
    with reading(sqlite_engine, "zarina", VERIFIER) as zarina:
        answer = zarina.post(ONE, filled(zarina))
        assert answer.status_code == 303
        assert answer.location == "/programmes/P/verification/C-3"
        page = zarina.words("/verification/C-3")
        assert "C-1: 80.00 TJS matched by F; the project is then fully funded." in page
        answer = zarina.post("/verification/C-3", filled(zarina, "/verification/C-3"))
        assert answer.location == "/programmes/P/verification"
    contribution = get(sqlite_engine)
    assert contribution.verified_by == "zarina"
    assert p.differences(sqlite_engine) == []


def test_the_day_is_filled_in_with_that_of_the_programme(zarina: Reader) -> None:
    today = datetime.now(ZoneInfo("Asia/Dushanbe")).date().isoformat()
    assert f'value="{today}"' in zarina.get(ONE).get_data(as_text=True)


@pytest.mark.parametrize("name", ["rustam", "Rustam", "tester"])
def test_who_recorded_it_is_refused_by_the_server(
    app: Flask, sqlite_engine: Engine, zarina: Reader, name: str
) -> None:
    """Also with a role that may verify, and with what was shown to somebody else."""
    with signed_in(app, sqlite_engine, name, OFFICER, VERIFIER) as own:
        assert "Recorded by you" in own.words(LIST)
        page = own.words(ONE)
        assert "You recorded or mended this yourself" in page
        assert "Verify and match" not in page
        fields = {**filled(zarina), "csrf_token": own.token(), "reason": "It is mine"}
        for path in (ONE, f"{ONE}/return"):
            answer = own.post(path, fields)
            assert answer.status_code == 403
            assert "somebody else has to verify or return it" in words_of(answer)
    assert status(sqlite_engine) == "recorded"


def test_a_missing_rate_is_said_with_who_adds_it(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, recorded(currency="RUB"))
    with opened(sqlite_engine) as app:
        with signed_in(app, sqlite_engine, "zarina", VERIFIER) as zarina:
            page = zarina.words(ONE)
            assert "There is no rate of RUB for Mar 2026" in page
            assert "A programme manager adds it." in page
            assert "Verify and match" not in page
            answer = zarina.post(ONE, filled(zarina))
            assert answer.status_code == 422
            assert "There is no rate of RUB for" in words_of(answer)
        with signed_in(app, sqlite_engine, "nigora", MANAGER) as nigora:
            assert 'href="/programmes/P/rates"' in nigora.get(ONE).get_data(as_text=True)
    assert status(sqlite_engine) == "recorded"


def test_it_is_returned_with_a_reason(sqlite_engine: Engine, zarina: Reader) -> None:
    answer = zarina.post(f"{ONE}/return", filled(zarina, reason="The slip says 90"))
    assert answer.status_code == 303
    assert "C-1 was returned to rustam." in zarina.words(LIST)
    assert status(sqlite_engine) == "returned"
    page = zarina.words(ONE)
    assert "The slip says 90" in page
    assert "it is no longer waiting" in page


@pytest.mark.parametrize("reason", ["", "  ", "no", "\t\n", *NOT_TEXTS])
def test_a_return_needs_a_reason_that_can_be_read(still: Reader, reason: str) -> None:
    before = p.count_rows(still.engine)
    answer = still.post(f"{ONE}/return", filled(still, reason=reason))
    assert answer.status_code == 422
    assert p.count_rows(still.engine) == before
    assert status(still.engine) == "recorded"


@pytest.mark.parametrize("reason", AWKWARD_TEXTS)
def test_awkward_reasons_are_kept_and_shown_as_they_are(
    sqlite_engine: Engine, zarina: Reader, reason: str
) -> None:
    answer = zarina.post(f"{ONE}/return", filled(zarina, reason=f"{reason} !"))
    assert answer.status_code == 303
    assert f"{reason} !" in p.rows(sqlite_engine, "audit_entry", "reason")
    html = zarina.get(ONE).get_data(as_text=True)
    assert "<script>alert" not in html
    assert str(escape(reason)) in html


@pytest.mark.parametrize("day", [*NOT_DAYS, "", "  ", "2026-03-01", "a\x00b"])
def test_days_that_cannot_be_are_refused(still: Reader, day: str) -> None:
    before = p.count_rows(still.engine)
    answer = still.post(ONE, filled(still, verified_on=day))
    assert answer.status_code == 422
    assert p.count_rows(still.engine) == before
    assert status(still.engine) == "recorded"


@pytest.mark.parametrize("days", [1, 365])
def test_days_to_come_are_refused(still: Reader, days: int) -> None:
    to_come = datetime.now(ZoneInfo("Asia/Dushanbe")).date() + timedelta(days=days)
    answer = still.post(ONE, filled(still, verified_on=to_come.isoformat()))
    assert answer.status_code == 422
    assert "This day is still to come." in words_of(answer)
    assert status(still.engine) == "recorded"


@pytest.mark.parametrize("method", ["", "telepathy", "\ud800", "cash_count\x00", "None"])
def test_a_way_to_see_it_has_to_be_chosen(still: Reader, method: str) -> None:
    fields = filled(still, verification_method=method.encode("utf-8", "replace").decode())
    answer = still.post(ONE, fields)
    assert answer.status_code == 422
    assert status(still.engine) == "recorded"


def test_what_was_typed_is_not_lost_on_an_error(still: Reader) -> None:
    answer = still.post(ONE, filled(still, verified_on="05.03.2026")).get_data(as_text=True)
    assert 'value="05.03.2026"' in answer
    assert re.search(r'<input checked[^>]*value="cash_count"', answer)


@pytest.mark.parametrize(
    "token", [{}, {"csrf_token": ""}, {"csrf_token": "forged"}, {"csrf_token": "IjEi.Zg.x"}]
)
@pytest.mark.parametrize("path", [ONE, f"{ONE}/return"])
def test_a_form_without_its_token_is_refused(still: Reader, path: str, token: dict[str, str]) -> None:
    fields = {**filled(still), "reason": "The slip says 90"}
    fields.pop("csrf_token")
    assert still.post(path, fields | token).status_code == 400
    assert status(still.engine) == "recorded"


@pytest.mark.parametrize("seen", ["", "0" * 64, "x" * 3_000, "\x00"])
def test_nothing_is_verified_without_the_digest_of_what_was_shown(still: Reader, seen: str) -> None:
    assert still.post(ONE, filled(still, seen=seen)).status_code in {409, 422}
    assert status(still.engine) == "recorded"


def test_fields_that_the_form_does_not_ask_for_are_ignored(sqlite_engine: Engine, zarina: Reader) -> None:
    forged = {"amount": "9999.00", "verified_by": "rustam", "status": "withdrawn", "recorded_by": "x"}
    assert zarina.post(ONE, filled(zarina, **forged)).status_code == 303
    contribution = get(sqlite_engine)
    assert (contribution.amount_minor, contribution.verified_by) == (10_000, "zarina")
    assert (contribution.recorded_by, contribution.status.value) == ("rustam", "verified")


def test_what_changed_meanwhile_is_shown_and_not_verified(sqlite_engine: Engine, zarina: Reader) -> None:
    fields = filled(zarina)
    entered(sqlite_engine, "rustam", reference="C-1", amount="1000.00")
    answer = zarina.post(ONE, fields)
    assert answer.status_code == 409
    page = words_of(answer)
    assert "C-1 was changed after this page was shown to you" in page
    assert "1,000.00 TJS" in page
    assert status(sqlite_engine) == "recorded"


def test_who_comes_second_sees_who_did_it(sqlite_engine: Engine, zarina: Reader) -> None:
    fields = filled(zarina)
    verified(sqlite_engine, "nigora")
    answer = zarina.post(ONE, fields)
    assert answer.status_code == 409
    assert "nigora has verified C-1 already." in words_of(answer)
    answer = zarina.post(f"{ONE}/return", {**fields, "reason": "The slip says 90"})
    assert answer.status_code == 409
    assert len(p.entries(sqlite_engine)) == 1


def test_a_button_pressed_twice_verifies_once(engine: Engine, tmp_path: Path) -> None:
    """One after the other, and both at one moment."""
    books(engine, tmp_path, recorded(), recorded("C-2", 500))
    with opened(engine) as app, signed_in(app, engine, "zarina", VERIFIER) as zarina:
        fields = filled(zarina)
        assert [zarina.post(ONE, fields).status_code for _ in range(2)] == [303, 303]
        barrier, answers = threading.Barrier(2), list[int]()

        def press(reader: Reader, fields: dict[str, str]) -> None:
            barrier.wait()
            answers.append(reader.post("/verification/C-2", fields).status_code)

        with signed_in(app, engine, "zarina", VERIFIER) as again:
            both = [(reader, filled(reader, "/verification/C-2")) for reader in (zarina, again)]
            threads = [threading.Thread(target=press, args=each) for each in both]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    assert answers == [303, 303]
    assert len(p.entries(engine)) == 2
    assert p.differences(engine) == []


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_stores_nothing(still: Reader, method: str) -> None:
    still.get(ONE)
    before = p.count_rows(still.engine), p.journal(still.engine)
    getattr(still.client, method)(f"/programmes/P{ONE}")
    assert (p.count_rows(still.engine), p.journal(still.engine)) == before


@pytest.mark.parametrize(
    "path",
    ["/verification/..%2f..", "/verification/%2e%2e", "/verification/C-1%00", "/verification/' OR 1=1--"],
)
def test_addresses_that_name_nothing_are_not_found(still: Reader, path: str) -> None:
    assert still.client.get(f"/programmes/P{path}").status_code == 404
