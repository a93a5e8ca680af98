"""From a voucher to its acceptance, or to the money that came back, as donors and managers do it."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.reviewing.desk import Desk, at_desk, books


@pytest.fixture
def desk(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with at_desk(books(sqlite_engine, tmp_path), EVIDENCE_FOLDER=str(tmp_path / "evidence")) as desk:
        yield desk


def photo() -> tuple[BytesIO, str]:
    content = BytesIO()
    Image.new("RGB", (40, 30), "grey").save(content, "JPEG")
    content.seek(0)
    return content, "invoice.jpg"


def waits(desk: Desk, name: str) -> set[str]:
    """Of what the home page says, that of queries."""
    return set(re.findall(r"\d+ quer[^<:]*", desk.clients[name].get("/").text))


THREAD = "/expenditures/E-1/reviews/F"


def test_a_voucher_is_queried_answered_with_a_photo_and_accepted(desk: Desk) -> None:
    assert "Nobody has said anything of it yet." in desk.text("ingrid", "/expenditures/E-1")
    refused = desk.says("ingrid", "E-1", "queried")
    assert (refused.status_code, "Say in a few words why." in refused.text) == (422, True)
    assert desk.says("ingrid", "E-1", "queried", "Where is the invoice?").status_code == 303
    assert "Where is the invoice?" in desk.text("zarina", "/expenditures/E-1")
    assert waits(desk, "zarina") == {"1 query waits for an answer"}
    assert waits(desk, "lars") == waits(desk, "hans") == set()
    assert desk.send("zarina", THREAD, "/answer", words="Here it is.", file=photo()).status_code == 303
    shown = desk.text("lars", "/expenditures/E-1")
    assert "Here it is." in shown
    assert "Photo, " in shown
    assert (waits(desk, "lars"), waits(desk, "zarina")) == ({"1 query was answered"}, set())
    assert desk.says("lars", "E-1", "accepted").status_code == 303
    assert desk.reviews() == [
        *(("E-1", "ingrid", 1, "queried"), ("E-1", "lars", 3, "accepted")),
        ("E-1", "zarina", 2, "answered"),
    ]
    assert desk.steps() == []
    assert p.differences(desk.engine) == []


def test_a_disallowed_voucher_is_claimed_for_each_funder_and_repaid_in_parts(desk: Desk) -> None:
    assert desk.says("ingrid", "E-1", "disallowed", "No such work was done").status_code == 303
    opened = {source: minor for _voucher, source, _number, _step, minor in desk.steps()}
    assert opened == {"fund F": 60_00, "fund G": 40_00, "group money": 100_01}
    claims = desk.text("zarina", "/clawbacks")
    assert "/clawbacks/" in claims
    [claim] = [
        link.split('"')[0].removeprefix("/programmes/P")
        for link in desk.text("ingrid", "/clawbacks").split('href="')
        if link.startswith("/programmes/P/clawbacks/")
    ]
    repaid = {"ending": "/repaid", "payment": "BANK-7"}
    too_much = desk.send("zarina", claim, amount="60.01", **repaid)
    assert (too_much.status_code, "No more than 60 TJS is open." in too_much.text) == (422, True)
    assert desk.send("zarina", claim, amount="25", **repaid).status_code == 303
    assert desk.send("zarina", claim, amount="35", **repaid).status_code == 303
    assert "Nothing of the fund" not in desk.text("ingrid", claim)
    assert "settled" in desk.text("ingrid", claim)
    assert "Nothing is claimed back." in desk.text("ingrid", "/clawbacks")
    assert p.differences(desk.engine) == []


def test_what_is_accepted_after_all_is_waived(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    assert desk.says("ingrid", "E-1", "accepted", "It was: I have seen it").status_code == 303
    assert [step[2:4] for step in desk.steps()] == [(1, "opened"), (2, "waived")] * 3
    assert desk.says("ingrid", "E-1", "disallowed", "It was another one").status_code == 303
    assert sum(step[4] for step in desk.steps() if step[3] == "opened") == 2 * 200_01
    assert p.differences(desk.engine) == []


def test_a_claim_stays_while_another_fund_disallows_the_voucher(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    desk.says("hans", "E-1", "disallowed", "Nor for us", fund="G")
    assert len(desk.steps()) == 3
    desk.says("ingrid", "E-1", "accepted", "It was")
    assert len(desk.steps()) == 3
    desk.says("hans", "E-1", "accepted", "It was", fund="G")
    assert len(desk.steps()) == 6


def test_corrections_lessen_what_is_claimed(sqlite_engine: Engine, tmp_path: Path) -> None:
    vouchers = [p.voucher(amount=200), p.voucher("E-9", -50, corrects="E-1", spent_on="2026-05-01")]
    with at_desk(books(sqlite_engine, tmp_path, expenditures=vouchers)) as desk:
        desk.says("ingrid", "E-1", "disallowed", "No such work was done")
        assert {step[1]: step[4] for step in desk.steps()} == {
            "fund F": 45_00,
            "fund G": 30_00,
            "group money": 75_00,
        }
        assert desk.says("ingrid", "E-9", "disallowed", "Nor this").status_code == 422


def test_only_whom_it_is_owed_waives_a_claim(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "disallowed", "No such work was done")
    first = min(p.rows(desk.engine, "clawback", "id", "source"), key=lambda row: row[1] != "fund F")[0]
    of_groups = next(
        id for id, source in p.rows(desk.engine, "clawback", "id", "source") if "group" in source
    )
    token = desk.form("ingrid", f"/clawbacks/{first}", "/waived")[1]
    address = "/programmes/P/clawbacks/{}/waived"
    said = token | {"reason": "It is little"}
    assert desk.clients["zarina"].post(address.format(first), data=said).status_code in (400, 404)
    assert desk.clients["ingrid"].post(address.format(of_groups), data=said).status_code == 404
    assert desk.clients["hans"].get(f"/programmes/P/clawbacks/{first}").status_code == 404
    assert desk.send("ingrid", f"/clawbacks/{first}", "/waived", reason="It is little").status_code == 303
    assert desk.send("zarina", f"/clawbacks/{of_groups}", "/waived", reason="They agreed").status_code == 303
    assert [step[1] for step in desk.steps() if step[3] == "waived"] == ["fund F", "group money"]


def test_who_speaks_second_is_shown_what_was_said_and_loses_nothing(desk: Desk) -> None:
    address, stale = desk.form("lars", THREAD, "/verdict")
    desk.says("ingrid", "E-1", "queried", "Where is the invoice?")
    answer = desk.clients["lars"].post(address, data=stale | {"verdict": "accepted", "words": "Seen on site"})
    assert answer.status_code == 409
    assert "Where is the invoice?" in answer.text
    assert "Seen on site" in answer.text
    assert len(desk.reviews()) == 1


def test_a_donor_reads_nothing_of_another_funds_thread(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "disallowed", "CANARY of F")
    for path in ("/expenditures/E-1", "/clawbacks", "/funds/G/reviews"):
        shown = desk.text("hans", path)
        assert "CANARY" not in shown
        assert "ingrid" not in shown
    [(own, *_)] = [row for row in p.rows(desk.engine, "clawback", "id", "source") if row[1] == "fund G"]
    shown = desk.text("hans", f"/clawbacks/{own}")
    assert "another funder of the project" in shown
    assert "CANARY" not in shown
    assert "ingrid" not in shown
    for path in (THREAD, "/funds/F/reviews", "/funds/F/reviews/sample", "/expenditures/E-2/reviews/G"):
        assert desk.get("hans", path).status_code == 404


def test_payees_who_are_persons_are_initials_to_donors(desk: Desk) -> None:
    for path in ("/expenditures", "/expenditures/E-1", THREAD):
        assert "Saida" in desk.text("zarina", path) or path == THREAD
        assert "Saida" not in desk.text("ingrid", path)
    assert "S. R." in desk.text("ingrid", "/expenditures")
    assert "ООО Сохтмон" in desk.text("ingrid", "/expenditures")
    found = desk.text("ingrid", "/expenditures?text=Rahimova")
    assert "E-1" not in found
    assert "E-1" in desk.text("zarina", "/expenditures?text=Rahimova")


def test_the_list_tells_how_much_of_the_share_is_in_each_state(desk: Desk) -> None:
    desk.says("ingrid", "E-1", "queried", "Why?")
    shown = desk.text("ingrid", "/funds/F/reviews")
    assert "60.00" in shown
    assert "30.00" in shown
    assert "E-3" not in shown
    only = desk.text("ingrid", "/funds/F/reviews?standing=queried&quarter=2026-Q2&project=w-1")
    assert "E-1</a>" in only
    assert "E-2</a>" not in only
