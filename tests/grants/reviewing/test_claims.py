"""What is claimed adds up, stands until the fund that claimed it accepts, and tells nobody another's words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from tests.grants import programme as p
from tests.grants.reviewing.desk import PEOPLE, Desk, at_desk, books
from tests.web import sign_in

OF_G = "fund G"


@pytest.fixture
def desk(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with at_desk(books(sqlite_engine, tmp_path)) as desk:
        yield desk


def open_of(desk: Desk) -> dict[str, int]:
    """Minor units that are open, by source."""
    found: dict[str, int] = {}
    for _voucher, source, _number, step, minor in desk.steps():
        found[source] = found.get(source, 0) + (minor if step == "opened" else -minor)
    return found


def claim(desk: Desk, source: str) -> str:
    ids = [id for id, of, number in p.rows(desk.engine, "clawback", "id", "source", "number") if of == source]
    return f"/clawbacks/{min(ids)}"


def waive(desk: Desk, name: str, source: str, **fields: str) -> int:
    return desk.send(name, claim(desk, source), "/waived", reason="It is little", **fields).status_code


WHOLE = {"fund F": 60_00, OF_G: 40_00, "group money": 100_01}


def test_what_one_fund_claims_another_does_not_let_go_by_accepting(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    desk.says("ingrid", "E-1", "queried", "Or was it elsewhere?")
    assert desk.says("hans", "E-1", "accepted", fund="G").status_code == 303
    assert open_of(desk) == WHOLE
    desk.says("ingrid", "E-1", "accepted", "It was")
    assert set(open_of(desk).values()) == {0}


def test_saying_it_again_claims_anew_only_what_the_fund_itself_had_waived(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    assert (waive(desk, "hans", OF_G), waive(desk, "ingrid", "fund F")) == (303, 303)
    desk.says("ingrid", "E-1", "disallowed", "Still not")
    assert open_of(desk) == WHOLE | {OF_G: 0}
    desk.says("hans", "E-1", "disallowed", "Nor for us", fund="G")
    assert open_of(desk) == WHOLE
    assert p.differences(desk.engine) == []


def test_claims_add_up_to_the_voucher_though_its_shares_have_moved(desk: Desk, tmp_path: Path) -> None:
    """The groups brought more by that day than was known: a share that shrank is repaid, one that grew is open."""
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    desk.send("zarina", claim(desk, "fund F"), "/repaid", amount="60", payment="BANK-7")
    desk.says("ingrid", "E-1", "accepted", "It was")
    late = {"contributions": [p.contribution("C-2", 1_000)]}
    assert p.take(desk.engine, tmp_path, late, about="P").problems == []
    desk.says("ingrid", "E-1", "disallowed", "It was another one")
    assert open_of(desk)["fund F"] == -0
    assert sum(open_of(desk).values()) + 60_00 == 200_01


def test_a_correction_that_comes_later_is_shown_and_waived_in_part(desk: Desk, tmp_path: Path) -> None:
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    credit = {"expenditures": [p.voucher("E-9", -50, corrects="E-1", spent_on="2026-05-01")]}
    assert p.take(desk.engine, tmp_path, credit, about="P").problems == []
    shown = desk.text("hans", claim(desk, OF_G))
    assert "10.00 TJS of this claim is more than corrections have left" in shown
    assert desk.form("hans", claim(desk, OF_G), "/waived")[1]["amount"] == "10"
    assert waive(desk, "hans", OF_G, amount="40.01") == 422
    assert waive(desk, "hans", OF_G) == 303
    assert open_of(desk)[OF_G] == 30_00
    assert "more than corrections have left" not in desk.text("hans", claim(desk, OF_G))
    assert desk.form("hans", claim(desk, OF_G), "/waived")[1]["amount"] == "30"


@pytest.mark.parametrize("after", ["queried", "accepted"])
def test_a_claim_tells_no_other_funds_words_whatever_was_said_later(desk: Desk, after: str) -> None:
    desk.says("ingrid", "E-1", "disallowed", "CANARY one")
    desk.says("ingrid", "E-1", after, "CANARY two")
    for path in (claim(desk, OF_G), "/expenditures/E-1"):
        shown = desk.text("hans", path)
        assert "CANARY" not in shown
        assert "ingrid" not in shown
    assert "CANARY one" in desk.text("ingrid", claim(desk, "fund F"))
    assert "CANARY one" in desk.text("zarina", claim(desk, OF_G))


def test_who_waives_is_named_to_whom_it_was_owed(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    waive(desk, "hans", OF_G)
    shown = desk.text("hans", claim(desk, OF_G))
    assert "by hans" in shown
    assert "It is little" in shown


def test_a_form_for_what_was_settled_meanwhile_says_so(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    path = claim(desk, "fund F")
    address, stale = desk.form("zarina", path, "/repaid")
    waive(desk, "ingrid", "fund F")
    answer = desk.clients["zarina"].post(address, data=stale | {"amount": "1", "payment": "BANK-7"})
    assert answer.status_code == 409
    assert "Somebody else said something meanwhile" in answer.text


def test_nobody_speaks_for_both_sides_of_a_thread(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "queried", "Where is the invoice?")
    both = PEOPLE_OF_BOTH
    client = desk.clients["zarina"]
    sign_in(client, desk.engine, "zarina", *both)
    assert desk.send("zarina", THREAD, "/answer", words="Here").status_code == 303
    refused = desk.says("zarina", "E-1", "accepted")
    assert (refused.status_code, "You have spoken for the other side" in refused.text) == (422, True)
    assert desk.says("lars", "E-1", "accepted").status_code == 303


THREAD = "/expenditures/E-1/reviews/F"
PEOPLE_OF_BOTH = (PEOPLE["zarina"], (Role.DONOR, ScopeKind.FUND, "P", "F"))
