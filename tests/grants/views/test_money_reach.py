"""Who sees which payments, receipts, vouchers and other funding."""

from pathlib import Path

from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.views.money_pages import (
    DONOR_OF_F,
    MANAGER,
    OFFICER,
    Site,
    at_site,
    books,
    with_vouchers,
)
from tests.grants.views.paying_pages import NEW
from tests.pages import as_told


def listed(site: Site, path: str, references: str) -> set[str]:
    page = site.text(path)
    return {each for each in references.split() if f">{each}</a>" in page or f">{each}</th>" in page}


VOUCHERS = "E-F E-G E-0 E-C"


def test_a_donor_sees_what_their_fund_paid_and_what_no_other_did(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with_vouchers(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, DONOR_OF_F, name="donor") as site:
        assert listed(site, "/expenditures", VOUCHERS) == {"E-F", "E-0"}
        assert listed(site, "/disbursements", "D-1 D-2") == {"D-1"}
        assert listed(site, "/receipts", "RC-1 RC-2") == {"RC-1"}
        assert "A mason" not in site.text("/expenditures/E-F")
        assert "A. M." in site.text("/expenditures/E-F")
        assert "E-C" not in site.text("/expenditures/E-0")
        for path in ("/expenditures/E-G", "/expenditures/E-C", "/disbursements/D-2"):
            nowhere = site.get(f"{path.rpartition('/')[0]}/NOPE")
            assert site.get(path).status_code == nowhere.status_code == 404
            assert as_told(site.get(path).text) == as_told(nowhere.text)
        for path in ("/other-funding", "/rates"):
            assert site.get(path).status_code == 404
        for path in (NEW, "/disbursements/D-1/refund", "/disbursements/D-1/arrival"):
            assert site.get(path).status_code == 404


def test_an_officer_sees_the_vouchers_of_their_communities_and_no_fund(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with_vouchers(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, OFFICER, name="officer") as site:
        assert listed(site, "/expenditures", VOUCHERS) == set(VOUCHERS.split())
        for path in ("/disbursements", "/disbursements/D-1", "/receipts", "/other-funding", "/rates"):
            assert site.get(path).status_code == 404


def test_a_manager_sees_all_of_it(sqlite_engine: Engine, tmp_path: Path) -> None:
    with_vouchers(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, MANAGER) as site:
        assert listed(site, "/expenditures", VOUCHERS) == set(VOUCHERS.split())
        assert "E-C" in site.text("/expenditures/E-0")
        assert "E-0" in site.text("/expenditures/E-C")
        assert "names another fund or none" in site.text("/expenditures/E-C")
        assert "The jamoat" in site.text("/other-funding")
        assert listed(site, "/receipts", "RC-1 RC-2") == {"RC-1", "RC-2"}


def test_a_donor_reads_no_name_of_a_person_in_what_became_of_a_payment(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path, disbursements=[p.payment(paid_to="Rahimov Sherali")])
    p.booked(sqlite_engine, tmp_path, {"disbursements": [p.payment(paid_to="Nazarova Gulnora")]})
    with at_site(sqlite_engine, MANAGER) as site:
        assert "Rahimov Sherali becomes Nazarova Gulnora" in site.text("/disbursements/D-1")
    with at_site(sqlite_engine, DONOR_OF_F, name="donor") as site:
        page = site.text("/disbursements/D-1")
        assert "R. S. becomes N. G." in page
        assert "Rahimov" not in page
        assert "Nazarova" not in page
