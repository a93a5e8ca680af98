"""A reversal is proposed with its reason, after a look at what comes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape
from sqlalchemy import Engine

from core.database import transaction
from grants.proposing import confirm
from tests.grants import programme as p
from tests.grants.verification.waiting import AT, books, recorded
from tests.grants.views.money_pages import (
    AWKWARD_TEXTS,
    DONOR_OF_F,
    MANAGER,
    NOT_AMOUNTS,
    NOT_DAYS,
    NOT_POSITIVE,
    NOT_TEXTS,
    OFFICER,
    Site,
    a_site_of_its_own,
    at_site,
    state,
)

REVERSE = "/contributions/C-1/reverse"
WHOLE = {"amount": "", "reversed_on": "2026-08-30", "reason": "The bank took it back", "remark": "Letter 12"}


@pytest.fixture(scope="module")
def still(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The books for all that is refused."""
    with a_site_of_its_own(sqlite_template, tmp_path_factory) as site:
        yield site


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Site]:
    books(sqlite_engine, tmp_path, p.contribution(), recorded("C-2"))
    with at_site(sqlite_engine, MANAGER) as site:
        yield site


def test_what_comes_of_it_is_shown_before_it_is_proposed(site: Site) -> None:
    before = state(site.engine)
    page = site.send(REVERSE, WHOLE).get_data(as_text=True)
    assert "C-1: 100.00 TJS go back to F" in page
    assert state(site.engine) == before


def test_it_waits_for_a_second_person_who_books_it(site: Site) -> None:
    answer = site.send(REVERSE, WHOLE, step="propose")
    assert (answer.status_code, answer.location) == (303, "/programmes/P/proposals/1")
    assert site.proposed_rows() == {
        "reversals": [
            {
                "contribution": "C-1",
                "amount": "100.00",
                "reversed_on": "2026-08-30",
                "reason": "The bank took it back",
            }
        ]
    }
    assert "100.00 TJS" in site.text("/proposals/1")
    assert p.granted(site.engine, "C-1") == (10_000, 0, "full")
    transaction(site.engine, lambda writing: confirm(writing, 1, by="nigora", at=AT))
    assert p.granted(site.engine, "C-1") == (10_000, 10_000, "full")
    assert p.rows(site.engine, "reversal", "amount_minor", "reason") == [(10_000, "The bank took it back")]
    assert "Nothing is left of it" in site.text(REVERSE)
    assert p.differences(site.engine) == []


def test_a_part_is_taken_back(site: Site) -> None:
    page = site.send(REVERSE, {**WHOLE, "amount": "40,50"}).get_data(as_text=True)
    assert "C-1: 40.50 TJS go back to F" in page


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *(("amount", text) for text in (*NOT_AMOUNTS, *NOT_POSITIVE, "1000.01", "-5")),
        *(("reversed_on", text) for text in (*NOT_DAYS, "", "2026-03-04", "2126-03-04")),
        *(("reason", text) for text in (*NOT_TEXTS, "", "  ")),
        *(("remark", text) for text in NOT_TEXTS),
    ],
)
@pytest.mark.parametrize("step", ["look", "propose"])
def test_what_cannot_be_is_refused_and_not_lost(still: Site, field: str, text: str, step: str) -> None:
    before = state(still.engine)
    answer = still.send(REVERSE, {**WHOLE, "amount": "40", field: text}, step=step)
    assert answer.status_code == 422
    assert state(still.engine) == before
    assert "Letter 12" in answer.get_data(as_text=True) or field == "remark"


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_awkward_reasons_are_shown_as_they_are(still: Site, text: str) -> None:
    page = still.send(REVERSE, {**WHOLE, "reason": text}).get_data(as_text=True)
    assert "C-1: 1,000.00 TJS go back to F" in page
    assert str(escape(text)) in page
    assert "<script>alert" not in page


def test_the_same_reversal_is_not_proposed_a_second_time(site: Site) -> None:
    part = {**WHOLE, "amount": "40"}
    site.send(REVERSE, part, step="propose")
    transaction(site.engine, lambda writing: confirm(writing, 1, by="nigora", at=AT))
    answer = site.send(REVERSE, part, step="propose")
    assert answer.status_code == 422
    assert "with this day and amount is booked already" in answer.get_data(as_text=True)


def test_a_button_pressed_twice_makes_one_proposal(site: Site) -> None:
    for _ in range(2):
        assert site.send(REVERSE, WHOLE, step="propose").status_code == 303
    assert len(site.proposals()) == 1


def test_what_is_not_verified_has_nothing_to_reverse(site: Site) -> None:
    assert "there is nothing to take back" in site.text("/contributions/C-2/reverse")
    page = site.text("/contributions/C-2/reverse")
    assert "Show what comes of it" not in page


def test_nobody_but_a_manager_proposes_it(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, p.contribution())
    for name, member in (("officer", OFFICER), ("donor", DONOR_OF_F)):
        with at_site(sqlite_engine, member, name=name) as site:
            assert site.get(REVERSE).status_code == 404
            assert site.client.post(f"/programmes/P{REVERSE}", data=WHOLE).status_code == 404


def test_a_contribution_that_is_not_there_is_not_found(site: Site) -> None:
    assert site.get("/contributions/NOPE/reverse").status_code == 404
