"""A verified contribution is set right on a page, which shows what comes of it before it is booked."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.database import transaction
from grants.proposing import confirm
from tests.grants import programme as p
from tests.grants.correcting.limited import alone, books, contribution, get
from tests.grants.verification.waiting import AT, shown, verified
from tests.grants.views.money_pages import DONOR_OF_F, MANAGER, OFFICER, Site, at_site, filled

CORRECT = "/contributions/C-1/correct"
RIGHT = {"amount": "150", "reason": "The slip says 150"}


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Site]:
    """100.00 of C-1 matched 1 : 1; one person may take back up to 500.00."""
    projects = [p.project(), p.project("W-2"), p.project("E-1", community="ELSE")]
    communities = [{"code": code, "programme": "P", "name": code} for code in ("COM", "ELSE")]
    groups = [p.group(), p.group("G-E", community="ELSE")]
    more = {"projects": projects, "communities": communities, "groups": groups}
    books(sqlite_engine, tmp_path, contribution(), limit=500, **more)
    with at_site(sqlite_engine, MANAGER) as site:
        yield site


def test_it_is_filled_with_all_that_the_contribution_says(site: Site) -> None:
    page = site.text(CORRECT)
    assert re.search(r'name="amount"[^>]* value="100(.00)?"', page)
    assert 'value="2026-03-02"' in page
    assert '<option selected value="cash">' in page


def test_what_changes_and_what_comes_of_it_is_shown_before_anything_is_booked(site: Site) -> None:
    before = p.count_rows(site.engine)
    page = site.send(CORRECT, RIGHT).get_data(as_text=True)
    assert "150.00 TJS" in page
    assert "C-1: 100.00 TJS go back to F" in page
    assert "Rule R: 150.00 TJS from F" in page
    assert "You can book this alone" in page
    assert p.count_rows(site.engine) == before


def test_one_person_books_it_within_the_limit_and_another_verifies_the_new_one(site: Site) -> None:
    answer = site.send(CORRECT, RIGHT, step="book")
    assert (answer.status_code, answer.location) == (303, "/programmes/P/contributions/C-1-A")
    assert "takes the place of" in site.text("/contributions/C-1-A")
    old = site.text("/contributions/C-1")
    assert "C-1-A" in old
    assert "Booked by zarina" in old
    assert "100.00 TJS go back to The fund" in old
    verified(site.engine, "mavluda", shown(site.engine, "C-1-A"))
    assert p.granted(site.engine, "C-1-A") == (15_000, 0, "full")
    assert p.differences(site.engine) == []


def test_a_button_pressed_twice_books_it_once(site: Site) -> None:
    page = site.send(CORRECT, RIGHT).get_data(as_text=True)
    for _ in range(2):
        answer = site.go_on(page, CORRECT, "book")
        assert (answer.status_code, answer.location) == (303, "/programmes/P/contributions/C-1-A")
    assert p.rows(site.engine, "contribution", "reference") == ["C-1", "C-1-A"]


def test_it_can_be_left_to_a_second_person_all_the_same(site: Site) -> None:
    page = site.send(CORRECT, RIGHT).get_data(as_text=True)
    for _ in range(2):
        assert site.go_on(page, CORRECT, "propose").location == "/programmes/P/proposals/1"
    page = site.text("/proposals/1")
    assert "Correction of C-1" in page
    assert "Rule R: 150.00 TJS from F" in page
    assert "zarina has proposed something here" in site.text(CORRECT)
    transaction(site.engine, lambda writing: confirm(writing, 1, by="nigora", at=AT))
    assert get(site.engine, "C-1-A").recorded_by == "zarina"
    assert "Proposed by zarina, confirmed by nigora" in site.text("/contributions/C-1")


@pytest.mark.parametrize("step", ["look", "propose", "book"])
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": " "}, "Say what was wrong"),
        ({"amount": "100"}, "It says what it said before"),
        ({"amount": "0"}, ""),
        ({"amount": "1.234"}, ""),
        ({"received_on": "2126-01-01"}, "still to come"),
        ({"group": "G-E"}, ""),
    ],
)
def test_what_cannot_be_is_refused(site: Site, fields: dict[str, str], said: str, step: str) -> None:
    before = p.count_rows(site.engine)
    answer = site.send(CORRECT, {**RIGHT, **fields}, step=step)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert p.count_rows(site.engine) == before


def test_it_may_have_been_for_another_project_even_elsewhere(site: Site) -> None:
    assert "W-2" in site.text(CORRECT)
    assert "G-E" not in site.text(CORRECT)
    page = site.text(CORRECT, project="E-1")
    assert "G-E" in page
    assert site.get(CORRECT, project="NOPE").status_code == 404
    fields = {**filled(page), "amount": "100", "group": "G-E", "reason": "For the other one", "step": "book"}
    answer = site.client.post(f"/programmes/P{CORRECT}?project=E-1", data=fields)
    assert answer.status_code == 303
    assert p.rows(site.engine, "contribution", "reference", "project_id") == [("C-1", 1), ("C-1-A", 3)]
    assert p.differences(site.engine) == []


def test_what_was_taken_back_since_one_looked_is_told(site: Site) -> None:
    page = site.send(CORRECT, RIGHT).get_data(as_text=True)
    alone(site.engine, "30.00", by="nigora")
    for step in ("book", "propose"):
        answer = site.go_on(page, CORRECT, step)
        assert answer.status_code == 409
        assert "30.00 TJS of C-1 were taken back" in answer.get_data(as_text=True)
    assert "begins with the" in site.text(CORRECT)
    assert 'value="70.00"' in site.text(CORRECT)


def test_one_that_was_corrected_is_not_corrected_again(site: Site) -> None:
    site.send(CORRECT, RIGHT, step="book")
    page = site.text(CORRECT)
    assert "C-1-A takes its place" in page
    assert "Show what comes of it" not in page
    assert "Correct this contribution" not in site.text("/contributions/C-1")
    fields = {"csrf_token": "", "step": "book", **RIGHT}
    assert site.client.post(f"/programmes/P{CORRECT}", data=fields).status_code == 409


def test_nobody_but_a_manager_corrects(site: Site) -> None:
    site.send(CORRECT, RIGHT, step="book")
    for name, member in (("officer", OFFICER), ("donor", DONOR_OF_F)):
        with at_site(site.engine, member, name=name) as other:
            assert other.get(CORRECT).status_code == 404
            assert other.client.post(f"/programmes/P{CORRECT}", data=RIGHT).status_code == 404


def test_a_donor_sees_that_it_was_taken_back_and_by_how_much_but_not_by_whom_nor_why(site: Site) -> None:
    site.send(CORRECT, RIGHT, step="book")
    with at_site(site.engine, DONOR_OF_F, name="donor") as donor:
        page = donor.text("/contributions/C-1")
    assert "100.00 TJS go back to The fund" in page
    for hidden in ("zarina", "The slip says 150", "C-1-A"):
        assert hidden not in page
