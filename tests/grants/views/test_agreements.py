"""The donor's desk: what waits for their yes, on which sentence, example and warnings, and what they say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from core.database import transaction
from grants.models.proposals import ProposalKind
from grants.proposing import propose
from tests.grants import programme as p
from tests.grants.verification.waiting import AT, books
from tests.grants.views.verifying_pages import DONOR, MANAGER, OFFICER, Reader, signed_in, words_of
from tests.web import opened

ONE = "/agreements/1"
RULE = {
    "code": "NEW", "fund": "F", "version": "1", "effective_from": "2027-01-01", "priority": "2", "ratio": "0.5",
    "match_per_contribution": "900", "match_per_project": "500",
}  # fmt: skip


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    """100.00 given by H-1 and matched; Zarina has proposed a rule of the fund."""
    books(sqlite_engine, tmp_path, p.contribution(household="H-1"))
    waits(sqlite_engine, RULE)
    with opened(sqlite_engine) as app:
        yield app


def waits(engine: Engine, rule: dict[str, str]) -> None:
    rows: Any = {"rules": [rule]}
    transaction(engine, lambda s: propose(s, 1, ProposalKind.RULES, rows, by="Zarina", at=AT).id)


@pytest.fixture
def ingrid(app: Flask, sqlite_engine: Engine) -> Iterator[Reader]:
    with signed_in(app, sqlite_engine, "ingrid", DONOR) as reader:
        yield reader


def pressed(reader: Reader, path: str, **fields: str) -> Any:
    return reader.post(path, {"csrf_token": reader.token("/projects"), **fields})


def agrees(reader: Reader) -> Any:
    return pressed(reader, f"{ONE}/agree", read=reader.read(ONE))


def test_the_donor_reads_the_sentence_the_example_and_the_warnings(ingrid: Reader) -> None:
    page = ingrid.words(ONE)
    assert "0.50 for each 1.00." in page
    assert "At most 500.00 for a project." in page
    assert "“At most for a contribution” of 900.00 TJS is never reached" in page
    assert "Rule R of the same fund pays the same contributions too" in page
    assert "100.00 TJS, cash, received on" in page
    assert "Under them it would get" in page
    assert "it is taken to come in on 1 Jan 2027" in page
    assert "H-1" not in page


def test_it_waits_on_the_home_page_until_it_is_agreed_to(ingrid: Reader) -> None:
    said = "Rule NEW, version 1 waits for your agreement"
    assert said in words_of(ingrid.client.get("/"))
    assert "Waits for you" in ingrid.words("/agreements")
    read = ingrid.read(ONE)
    assert pressed(ingrid, f"{ONE}/agree", read=read).status_code == 303
    assert said not in words_of(ingrid.client.get("/"))
    page = ingrid.words("/rules/NEW")
    assert "ingrid agreed on" in page
    assert "Zarina agreed on" in page
    assert pressed(ingrid, f"{ONE}/agree", read=read).status_code == 303  # pressed twice
    assert len(p.rows(ingrid.engine, "rule_agreement", "side")) == 2
    assert p.differences(ingrid.engine) == []


@pytest.mark.parametrize("read", ["", "0" * 64])
def test_nobody_agrees_to_what_they_did_not_read(ingrid: Reader, read: str) -> None:
    before = p.count_rows(ingrid.engine)
    answer = pressed(ingrid, f"{ONE}/agree", read=read)
    assert answer.status_code == 409
    assert "would not be booked as you read it" in words_of(answer)
    assert p.count_rows(ingrid.engine) == before
    assert agrees(ingrid).status_code == 303


def test_nor_does_a_manager_on_their_behalf(app: Flask, sqlite_engine: Engine) -> None:
    with signed_in(app, sqlite_engine, "bakhrom", MANAGER) as bakhrom:
        said = {"document": "E-mail of 3 March"}
        answer = pressed(bakhrom, "/proposals/1/confirm", **said, read="0" * 64)
        assert answer.status_code == 409
        shown = answer.get_data(as_text=True)
        assert "E-mail of 3 March" in shown
        assert bakhrom.read("/proposals/1") in shown


def test_of_a_rule_that_came_by_a_file_no_agreement_is_on_record(ingrid: Reader) -> None:
    assert "No agreement of manager and donor to this version is on record." in ingrid.words("/rules/R")


def test_the_donor_declines_with_a_reason(ingrid: Reader) -> None:
    answer = pressed(ingrid, f"{ONE}/decline", reason="")
    assert answer.status_code == 422
    assert "Say why" in words_of(answer)
    assert pressed(ingrid, f"{ONE}/decline", reason="Too much for one project").status_code == 303
    assert p.rows(ingrid.engine, "proposal", "state", "reason") == [("declined", "Too much for one project")]
    assert "Too much for one project" in ingrid.words(ONE)
    assert pressed(ingrid, f"{ONE}/agree").status_code == 409


def test_what_is_of_another_fund_or_of_no_fund_is_not_there(ingrid: Reader, tmp_path: Path) -> None:
    p.booked(ingrid.engine, tmp_path, {"funds": [p.fund("G", name="Another")]})
    waits(ingrid.engine, RULE | {"code": "GR", "fund": "G"})
    rows: Any = {"projects": [{"code": "W-1", "settled_on": "2026-08-30", "final_cost": "150.00"}]}
    transaction(ingrid.engine, lambda s: propose(s, 1, ProposalKind.SETTLEMENT, rows, by="Zarina", at=AT).id)
    assert "GR" not in ingrid.words("/agreements")
    for id in (2, 3, 99):
        assert ingrid.get(f"/agreements/{id}").status_code == 404
        for how in ("agree", "decline"):
            assert pressed(ingrid, f"/agreements/{id}/{how}", reason="No").status_code == 404


def test_an_officer_and_a_manager_have_no_such_desk(app: Flask, sqlite_engine: Engine) -> None:
    for name, membership in (("olim", OFFICER), ("bakhrom", MANAGER)):
        with signed_in(app, sqlite_engine, name, membership) as reader:
            assert reader.get("/agreements").status_code == 404
            assert reader.get(ONE).status_code == 404
            assert pressed(reader, f"{ONE}/agree").status_code == 404


def test_a_manager_sees_who_has_to_agree_and_may_decline(
    app: Flask, ingrid: Reader, sqlite_engine: Engine
) -> None:
    with signed_in(app, sqlite_engine, "bakhrom", MANAGER) as bakhrom:
        page = bakhrom.words("/proposals/1")
        assert "Fund F has a donor here who agrees to its rules: ingrid." in page
        assert "Confirm" not in page.partition("Your decision")[2]
        assert "waits for your agreement" not in words_of(bakhrom.client.get("/"))
        assert pressed(bakhrom, "/proposals/1/decline", reason="Not now").status_code == 303


def test_without_a_donor_here_the_manager_is_asked_for_the_document(
    app: Flask, sqlite_engine: Engine
) -> None:
    with signed_in(app, sqlite_engine, "bakhrom", MANAGER) as bakhrom:
        assert "In which document did the donor agree?" in bakhrom.words("/proposals/1")
        answer = pressed(bakhrom, "/proposals/1/confirm", document=" ")
        assert answer.status_code == 422
        assert "Say in which letter or e-mail" in words_of(answer)
        said = {"document": "E-mail of 3 March", "read": bakhrom.read("/proposals/1")}
        assert pressed(bakhrom, "/proposals/1/confirm", **said).status_code == 303
        assert "document: E-mail of 3 March" in bakhrom.words("/rules/NEW")
    assert p.differences(sqlite_engine) == []


def test_the_command_prints_the_warnings_of_the_rules_that_hold(app: Flask, sqlite_engine: Engine) -> None:
    with signed_in(app, sqlite_engine, "ingrid", DONOR) as ingrid:
        agrees(ingrid)
    printed = app.test_cli_runner().invoke(args=["check-rules", "P"])
    assert printed.exit_code == 0
    assert "NEW, version 1: “At most for a contribution” of 900.00 TJS is never reached" in printed.output
    assert printed.output.endswith("3 warnings\n")
    assert "There is no programme NOPE." in app.test_cli_runner().invoke(args=["check-rules", "NOPE"]).output
