"""A re-match: its list, and the person who confirms it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from core.database import transaction
from grants.entering.entering import enter
from grants.importing.importing import Occasion
from tests.grants import programme as p
from tests.grants.views.money_pages import (
    DONOR_OF_F,
    MANAGER,
    OFFICER,
    Site,
    at_site,
    filled,
    state,
)

PATH = "/funds/F/re-match"


def held_back(engine: Engine, folder: Path) -> Engine:
    """The budget of 600.00 held the second contribution back; then it was raised to 900.00."""
    given = [p.contribution(amount=500), p.contribution("C-2", 500, verified_on="2026-03-06")]
    p.booked(engine, folder, p.programme(funds=[p.fund(budget=600)], contributions=given))
    raise_budget(engine, "900")
    return engine


def raise_budget(engine: Engine, budget: str) -> None:
    rows = {"funds": [{"code": "F", "budget": budget}]}
    occasion = Occasion("bakhrom", p.TODAY, reason="The donor agreed")
    transaction(engine, lambda writing: enter(writing, "P", rows, occasion))


@pytest.fixture
def both(engine: Engine, tmp_path: Path) -> Iterator[Site]:
    with at_site(held_back(engine, tmp_path), MANAGER) as site:
        yield site


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Site]:
    with at_site(held_back(sqlite_engine, tmp_path), MANAGER) as site:
        yield site


def test_the_list_says_what_would_be_granted_and_why(site: Site) -> None:
    before = state(site.engine)
    page = site.text(PATH)
    assert "300.00 TJS could be granted to 1 contribution now." in page
    assert ">C-2</a>" in page
    assert "The match had 100.00 of the 500.00 desired and lacked 400.00; cut from 400.00 to 300.00" in page
    assert "budget" in page.split('data-label="Was held back by">')[1].split("</td>")[0]
    assert state(site.engine) == before


def test_who_has_looked_at_the_list_grants_it(both: Site) -> None:
    response = both.client.post(f"/programmes/P{PATH}", data=filled(both.text(PATH)) | {"looked": "y"})
    assert response.status_code == 303
    assert p.granted(both.engine, "C-2") == (40_000, 0, "fund_budget")
    assert p.rows(both.engine, "rematch", "booked_by") == ["zarina"]
    noted = p.rows(both.engine, "audit_entry", "sheet", "by", "new")
    assert ("rematches", "zarina", "F: 300.00 TJS") in noted
    assert p.differences(both.engine) == []
    assert "There is nothing that this fund could grant" in both.text(PATH)


def test_nothing_is_granted_before_somebody_looked(site: Site) -> None:
    before = state(site.engine)
    response = site.client.post(f"/programmes/P{PATH}", data=filled(site.text(PATH)))
    assert response.status_code == 422
    assert "Tick this once you have looked at the list." in response.get_data(as_text=True)
    assert state(site.engine) == before


def test_a_list_that_is_out_of_date_is_shown_anew(both: Site) -> None:
    old = filled(both.text(PATH)) | {"looked": "y"}
    raise_budget(both.engine, "950")
    before = state(both.engine)
    response = both.client.post(f"/programmes/P{PATH}", data=old)
    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "Something was booked since the list was made" in page
    assert "350.00 TJS could be granted" in page
    assert "checked" not in page
    assert state(both.engine) == before
    again = both.client.post(f"/programmes/P{PATH}", data=filled(page) | {"looked": "y"})
    assert again.status_code == 303


def test_a_list_is_granted_once(both: Site) -> None:
    fields = filled(both.text(PATH)) | {"looked": "y"}
    answers = [both.client.post(f"/programmes/P{PATH}", data=fields).status_code for _ in range(2)]
    assert answers == [303, 409]
    assert p.granted(both.engine, "C-2") == (40_000, 0, "fund_budget")


def test_of_two_who_grant_it_at_once_one_does(both: Site) -> None:
    answers = both.send_at_once(PATH, {"looked": "y"}, {"looked": "y"})
    assert answers == [303, 409]
    assert p.granted(both.engine, "C-2") == (40_000, 0, "fund_budget")
    assert p.differences(both.engine) == []


@pytest.mark.parametrize("seen", ["", "x", "-1", "1e3", "٣", "9" * 30, "0", "1 OR 1=1"])
def test_a_forged_list_grants_nothing(site: Site, seen: str) -> None:
    before = state(site.engine)
    fields = filled(site.text(PATH)) | {"looked": "y", "seen": seen}
    assert site.client.post(f"/programmes/P{PATH}", data=fields).status_code in {409, 422}
    assert state(site.engine) == before


@pytest.mark.parametrize("membership", [DONOR_OF_F, OFFICER])
def test_only_managers_rematch(sqlite_engine: Engine, tmp_path: Path, membership: Any) -> None:
    with at_site(held_back(sqlite_engine, tmp_path), membership, name="other") as site:
        assert site.get(PATH).status_code == 404


def test_a_form_without_its_token_grants_nothing(site: Site) -> None:
    before = state(site.engine)
    fields = filled(site.text(PATH)) | {"looked": "y", "csrf_token": "forged"}
    assert site.client.post(f"/programmes/P{PATH}", data=fields).status_code == 400
    assert site.get("/funds/NOPE/re-match").status_code == 404
    assert state(site.engine) == before
