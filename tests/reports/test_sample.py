"""Accepting a quarter by a sample: both sides draw the same one, and one bad voucher forbids the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.reviewing.desk import Desk, at_desk, books

SAMPLE = "/funds/F/reviews/sample?quarter=2026-Q2"


@pytest.fixture
def desk(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    vouchers = [p.voucher(f"E-{number:02}", 10, fund="F") for number in range(1, 9)]
    with at_desk(books(sqlite_engine, tmp_path, expenditures=vouchers)) as desk:
        yield desk


def links(desk: Desk, name: str) -> list[str]:
    page = html.fromstring(desk.text(name, SAMPLE))
    return [link.get("href").removeprefix("/programmes/P") for link in page.xpath("//th[@class='main']/a")]


def test_both_sides_draw_the_same_list_and_the_donor_accepts_the_rest(desk: Desk) -> None:
    drawn = links(desk, "ingrid")
    assert len(drawn) == 5
    assert [link.split("?")[0] for link in drawn] == links(desk, "zarina")
    assert "Vouchers of the sample are not looked at yet" in desk.text("ingrid", SAMPLE)
    for link in drawn:
        address = link.split("?")[0]
        assert desk.send("ingrid", link, f"{address}/verdict", verdict="accepted").status_code == 303
    assert links(desk, "ingrid") == drawn, "the sample moved while it was looked at"
    assert desk.send("ingrid", SAMPLE, "/sample/2026-Q2").status_code == 303
    assert {row[3] for row in desk.reviews()} == {"accepted"}
    assert len(desk.reviews()) == 8
    assert "Every voucher of this quarter was looked at." in desk.text("ingrid", SAMPLE)
    assert p.differences(desk.engine) == []


def test_one_that_is_queried_forbids_the_rest(desk: Desk) -> None:
    drawn = links(desk, "ingrid")
    address = drawn[0].split("?")[0]
    desk.send("ingrid", drawn[0], f"{address}/verdict", verdict="queried", words="Why?")
    first = drawn[0].split("/")[2]
    assert f"are queried or disallowed: {first}." in desk.text("ingrid", SAMPLE)
    digest = drawn[0].split("sample=")[1].split("&")[0]
    _, form = desk.form("ingrid", drawn[0], "/verdict")
    sent = {"csrf_token": form.get("csrf_token", ""), "digest": digest, "drawn": "5"}
    answer = desk.clients["ingrid"].post("/programmes/P/funds/F/reviews/sample/2026-Q2", data=sent)
    assert answer.status_code == 422
    assert len(desk.reviews()) == 1


def test_a_report_that_changed_meanwhile_draws_anew(desk: Desk) -> None:
    known = {"digest": "0" * 64, "drawn": "5"}
    _, form = desk.form("ingrid", links(desk, "ingrid")[0], "/verdict")
    sent = known | {"csrf_token": form.get("csrf_token", "")}
    answer = desk.clients["ingrid"].post("/programmes/P/funds/F/reviews/sample/2026-Q2", data=sent)
    assert answer.status_code == 409
    assert "another sample is drawn" in answer.text
    assert desk.reviews() == []
