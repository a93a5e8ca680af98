"""Accepting a quarter by a sample: both sides draw the same one, and one bad voucher forbids the rest."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from sqlalchemy import Engine

from core.database import make_engine, session
from reports.closing.check_list import check_list
from reports.closing.closing import Order, close_quarter
from tests.grants import programme as p
from tests.grants.reviewing.desk import Desk, at_desk, books
from tests.reports.closing.books import all_said
from tests.web import opened

SAMPLE = "/funds/F/reviews/sample?quarter=2026-Q2"


@pytest.fixture(scope="module")
def closed(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books whose second quarter is sealed."""
    folder = tmp_path_factory.mktemp("sample")
    path = folder / "hashar.sqlite"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    vouchers = [p.voucher(f"E-{number:02}", 10, fund="F") for number in range(1, 9)]
    with at_desk(books(engine, folder, expenditures=vouchers)) as desk:
        assert "The sample is drawn once the quarter is closed." in desk.text("ingrid", SAMPLE)
        assert links(desk, "ingrid") == []
        close(engine)
    engine.dispose()
    return path


@pytest.fixture
def desk(closed: Path, tmp_path: Path) -> Iterator[Desk]:
    engine = make_engine(f"sqlite:///{shutil.copy(closed, tmp_path / 'hashar.sqlite')}")
    with at_desk(engine) as desk:
        yield desk
    engine.dispose()


def close(engine: Engine) -> None:
    with opened(engine) as app, app.app_context():
        for quarter in ("2026-Q1", "2026-Q2"):
            with session(engine) as reading:
                found = check_list(reading, "P", quarter, p.TODAY)
            close_quarter(engine, Order("P", quarter, "zarina", p.TODAY, all_said(found)))


def links(desk: Desk, name: str, path: str = SAMPLE) -> list[str]:
    page = html.fromstring(desk.text(name, path))
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


def test_nobody_draws_again_until_they_like_the_list(desk: Desk) -> None:
    """Neither by asking for more and then for fewer, nor by looking at vouchers one by one before."""
    more = [link.split("?")[0] for link in links(desk, "ingrid", f"{SAMPLE}&n=6")]
    assert more[:5] == [link.split("?")[0] for link in links(desk, "ingrid")]
    sixth = links(desk, "ingrid", f"{SAMPLE}&n=6")[5]
    desk.send("ingrid", sixth, f"{more[5]}/verdict", verdict="queried", words="Why?")
    for link in more[:5]:
        desk.says("ingrid", link.split("/")[2], "accepted")
    assert [link.split("?")[0] for link in links(desk, "ingrid")] == more[:5]
    shown = desk.text("ingrid", SAMPLE)
    assert f"are queried or disallowed: {more[5].split('/')[2]}." in shown
    assert "Accept the rest" not in shown


def test_another_sample_than_the_reports_accepts_nothing(desk: Desk) -> None:
    _, form = desk.form("ingrid", links(desk, "ingrid")[0], "/verdict")
    sent = {"csrf_token": form.get("csrf_token", ""), "digest": "0" * 64, "drawn": "5"}
    answer = desk.clients["ingrid"].post("/programmes/P/funds/F/reviews/sample/2026-Q2", data=sent)
    assert answer.status_code == 409
    assert "This is not the sample that the report of the quarter draws now." in answer.text
    assert desk.reviews() == []
