"""Corrections show where one looks: on the match, the fund and the project."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from core.database import transaction
from core.journal.append import lock_head
from grants import rematches
from grants.models.funds import Fund
from tests.grants import programme as p
from tests.grants.correcting.limited import alone, books, confirmed, contribution, proposed, rows_of
from tests.grants.verification.waiting import AT
from tests.grants.views.money_pages import DONOR_OF_F, DONOR_OF_G, MANAGER, Site, at_site
from tests.grants.views.verifying_pages import words_of


@pytest.fixture
def corrected(sqlite_engine: Engine, tmp_path: Path) -> Engine:
    """The fund holds 150: C-3 took 20, C-1 100, and C-2 the 30 that were left of the 60 that it could have.

    C-3 released its 20 in a settlement, C-1 twice 20; of that C-2 was granted what it lacked.
    """
    funds = [p.fund(budget=150), p.fund("G", name="The other fund", donor="Another")]
    given = [
        contribution(),
        contribution("C-2", 60, verified_on="2026-03-06"),
        contribution("C-3", 20, project="W-3", received_on="2026-03-01", verified_on="2026-03-03"),
    ]
    projects = [p.project(), p.project("W-3", settled_on="2026-04-01", final_cost=20, status="completed")]
    rules = [p.rule(), p.rule("GR", fund="G", priority=2, ratio="0.1", projects="W-1")]
    engine = books(sqlite_engine, tmp_path, *given, funds=funds, projects=projects, rules=rules)
    confirmed(engine, proposed(engine, rows_of("20.00")))
    alone(engine, "20.00", seen=2_000, on="2026-08-31")
    transaction(engine, _rematch)
    assert p.differences(engine) == []
    return engine


def _rematch(writing: Session) -> None:
    lock_head(writing, 1)
    rematches.confirm(writing, writing.get_one(Fund, 1), by="nigora", at=AT)


@pytest.fixture
def site(corrected: Engine) -> Iterator[Site]:
    with at_site(corrected, MANAGER) as site:
        yield site


def words(site: Site, path: str) -> str:
    return words_of(site.get(path))


def test_a_match_names_the_event_behind_each_entry_with_its_page(site: Site) -> None:
    entry = next(
        each for each in p.rows(site.engine, "match_entry", "seq", "line", "reason") if each[2] == "reversed"
    )
    page = site.text(f"/matches/{entry[0]}/{entry[1]}")
    assert "Verification of C-1" in page
    assert page.count("Reversal of C-1") == 2
    assert "/programmes/P/contributions/C-1#corrections" in page


def test_a_fund_tells_what_came_back_and_what_was_granted_again(site: Site) -> None:
    page = words(site, "/funds/F")
    assert "40.00 TJS by contributions that were taken back, 20.00 TJS by settlements." in page
    for cause in ("Reversal of C-1", "Settlement of W-3", "Re-match of F"):
        assert cause in page


def test_a_fund_without_corrections_says_nothing_of_them(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, MANAGER) as site:
        assert "What came back" not in site.text("/funds/F")


def test_a_project_tells_its_corrections_its_settlement_and_what_was_granted_again(site: Site) -> None:
    page = words(site, "/projects/W-1")
    assert "2 times a contribution was taken back" in page
    assert "a re-match of The fund granted" in page
    settled = words(site, "/projects/W-3")
    assert "What the settlement did, at a final cost of 20.00 TJS" in settled


def test_a_donor_reads_of_their_own_fund_alone(corrected: Engine) -> None:
    with at_site(corrected, DONOR_OF_G, name="donor of G") as donor:
        page = words(donor, "/projects/W-1")
        assert "The fund granted" not in page
        assert "4.00 TJS by contributions that were taken back, 0.00 TJS by settlements." in words(
            donor, "/funds/G"
        )
        assert "go back to The fund" not in words(donor, "/contributions/C-1")
    with at_site(corrected, DONOR_OF_F, name="donor of F") as donor:
        page = words(donor, "/funds/F")
        assert "Re-match of F" in page
        assert "nigora" not in page
        assert "zarina" not in words(donor, "/contributions/C-1")
