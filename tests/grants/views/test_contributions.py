"""The pages of contributions: what a list shows to whom, and what a contribution tells of itself."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import sqlalchemy as sa
from sqlmodel import Session

from grants.entering.entering import enter
from grants.evidence.files import add_files
from grants.evidence.folder import Kept
from grants.importing.importing import Occasion
from tests.grants.programme import count_rows
from tests.grants.recording.conftest import books, khatlon, officer
from tests.grants.recording.desk import (
    DONOR,
    LIST,
    MANAGER,
    NEW,
    OF_HILOLI,
    OFFICER,
    VERIFIER,
    Desk,
    at_desk,
    text_of,
)
from tests.pages import as_told
from tests.web import import_example

__all__ = ["books", "khatlon", "officer"]


@pytest.fixture
def donor(officer: Desk) -> Desk:
    return officer.beside("donor", DONOR)


def references(desk: Desk, query: str = "") -> list[str]:
    page = lxml.html.fromstring(desk.get(f"{LIST}?{query}").text)
    return [link.text_content() for link in page.xpath("//tbody//th//a")]


def test_the_latest_comes_first(officer: Desk) -> None:
    assert references(officer)[:3] == ["FAK-011", "FAK-010", "FAK-009"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=recorded", ["FAK-011"]),
        ("q=fak-01", ["FAK-011", "FAK-010"]),
        ("kind=labour", ["FAK-003"]),
        ("since=2020-04-06&until=2020-04-21", ["FAK-010", "FAK-009"]),
        ("project=FAK-WATER&kind=materials", ["FAK-005"]),
        ("group=FAK-1&state=recorded", ["FAK-011"]),
        ("mine=y", []),
        ("q=%25", []),
        ("q=_", []),
        ("state=nonsense&q=FAK-001", ["FAK-001"]),
    ],
)
def test_a_list_is_narrowed_by_its_address(officer: Desk, query: str, found: list[str]) -> None:
    assert references(officer, query) == found


def test_only_mine_are_those_that_i_recorded(officer: Desk) -> None:
    reference = officer.record()
    assert references(officer, "mine=y") == [reference]
    assert "My entries" in text_of(officer.get(f"{LIST}?mine=y"))


def test_totals_stand_above_the_table(officer: Desk) -> None:
    page = text_of(officer.get(f"{LIST}?kind=money_transfer"))
    assert "Contributions 3" in page
    assert "Together, RUB 133,000.00" in page
    assert "Together, TJS 4,200.00" in page
    assert "All (3) Recorded (0) Returned (0) Verified (3) Withdrawn (0)" in page


def test_a_returned_entry_says_why_and_how_to_mend_it(officer: Desk) -> None:
    reference = officer.record()
    row = {"reference": reference, "status": "returned"}
    occasion = Occasion("farrukh", datetime.now(UTC), reason="Where is the slip?")
    officer.write(lambda books: enter(books, "TJ-KHT", {"contributions": [row]}, occasion))
    page = officer.get(f"{LIST}?state=returned&mine=y")
    assert "Where is the slip?" in text_of(page)
    assert f"{LIST}/{reference}/mend" in page.text


def test_other_communities_are_not_there(officer: Desk) -> None:
    assert all(reference.startswith("FAK") for reference in references(officer))
    assert officer.get(f"{LIST}/HIL-001").status_code == 404
    assert as_told(officer.get(f"{LIST}/HIL-001").text) == as_told(officer.get(f"{LIST}/NO-SUCH").text)
    assert "HIL-0" not in text_of(officer.get(f"{LIST}?project=HIL-SCHOOL"))


def test_a_long_list_has_pages(engine: sa.Engine, tmp_path: Path) -> None:
    import_example(engine, "khatlon_water")
    with at_desk(engine, tmp_path, "nilufar", MANAGER) as manager:
        rows: list[dict[str, str]] = [
            {
                "reference": f"MORE-{number:03}",
                "project": "FAK-WATER",
                "group": "FAK-1",
                "received_on": "2020-05-05",
                "amount": "10",
                "currency": "TJS",
                "kind": "cash",
                "status": "recorded",
            }
            for number in range(60)
        ]
        occasion = Occasion("nilufar", datetime.now(UTC))
        manager.write(lambda books: enter(books, "TJ-KHT", {"contributions": rows}, occasion))
        assert len(references(manager, "q=MORE")) == 50
        assert len(references(manager, "q=MORE&page=2")) == 10
        assert "1 to 50 of 60" in text_of(manager.get(f"{LIST}?q=MORE"))


# for donors


def test_a_donor_sees_what_their_fund_decided_on_and_no_household(donor: Desk) -> None:
    assert references(donor) == [f"FAK-{number:03}" for number in range(10, 0, -1)]
    page = text_of(donor.get(f"{LIST}/FAK-006"))
    assert "12,000.00 TJS" in page
    for private in ("FAK-H3", "Household FAK", "Recorded by", "IOM-W", "Development fund", "Evidence"):
        assert private not in page, private
    assert "Jamoat budget" in page


def test_a_donor_cannot_find_a_contribution_by_its_bank_slip(officer: Desk, donor: Desk) -> None:
    reference = officer.record(transfer_reference="MTCN-77", bank_reference="BANK-78")
    row = {"reference": reference, "status": "verified", "verified_on": datetime.now(UTC).date().isoformat()}
    occasion = Occasion("farrukh", datetime.now(UTC))
    officer.write(lambda books: enter(books, "TJ-KHT", {"contributions": [row]}, occasion))
    for query in ("q=MTCN-77", "q=bank-78"):
        assert references(officer, query) == [reference]
        assert references(donor, query) == []
    assert reference in references(donor)


def test_the_forms_of_a_donor_offer_no_group(donor: Desk) -> None:
    page = donor.get(LIST)
    assert 'name="group"' not in page.text
    assert 'name="mine"' not in page.text


# one contribution


def test_a_contribution_tells_its_story(officer: Desk) -> None:
    page = officer.get(f"{LIST}/FAK-006")
    text = text_of(page)
    assert "700.00 of 1,238.08 counts because a household counts up to 700.00 a quarter" in text
    story = text[text.index("What happened") :]
    assert "Reversed: 4,000.00 TJS Half of the transfer was for another project" in story
    assert (
        story.index("matches it with 700.00 USD") < story.index("Reversed") < story.index("releases 233.33")
    )
    assert "/programmes/TJ-KHT/matches/" in page.text


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        (OFFICER, {"Verify"}),
        (VERIFIER, {"Verify"}),
        (MANAGER, {"Verify", "Mend", "Withdraw"}),
        (OF_HILOLI, None),
    ],
    ids=["officer", "verifier", "manager", "elsewhere"],
)
def test_what_can_be_done_depends_on_who_looks(officer: Desk, who: Any, offered: set[str] | None) -> None:
    response = officer.beside("farrukh", who).get(f"{LIST}/FAK-011")
    if offered is None:
        assert response.status_code == 404
        return
    page = lxml.html.fromstring(response.text)
    assert {link.text_content() for link in page.xpath("//main//a[contains(@class, 'button')]")} == offered


def test_whoever_recorded_it_does_not_verify_it(officer: Desk) -> None:
    reference = officer.record()
    page = lxml.html.fromstring(officer.get(f"{LIST}/{reference}").text)
    assert {link.text_content() for link in page.xpath("//main//a[contains(@class, 'button')]")} == {
        "Mend",
        "Withdraw",
    }


def test_an_empty_list_says_what_to_do(officer: Desk) -> None:
    assert "Take away a part of the filter" in text_of(officer.get(f"{LIST}?q=nowhere"))
    assert "Mend the filter" in text_of(officer.get(f"{LIST}?since=soon"))


def test_the_form_is_light_enough_for_a_village(officer: Desk) -> None:
    """Over the wire, compressed: the page below 14 kB, its stylesheet below 10 kB."""
    assert len(gzip.compress(officer.get(NEW).data)) < 14_000
    assert len(gzip.compress(Path(str(officer.app.static_folder), "hashar.css").read_bytes())) < 10_000


def test_reading_writes_nothing(officer: Desk) -> None:
    before = count_rows(officer.engine)
    for address in (LIST, f"{LIST}/FAK-010", NEW):
        assert officer.client.head(address).status_code == officer.get(address).status_code == 200
    assert count_rows(officer.engine) == before


def test_a_search_does_not_tell_that_another_community_has_a_project_of_this_code(officer: Desk) -> None:
    found = references(officer, "project=WATER")
    assert found
    project = {
        "code": "WATER",
        "community": "HILOLI",
        "name": "A well",
        "sector": "14030",
        "budget": "1000.00",
        "currency": "TJS",
        "status": "proposed",
    }
    at = datetime(2020, 6, 1, tzinfo=UTC)
    officer.write(lambda books: enter(books, "TJ-KHT", {"projects": [project]}, Occasion("munira", at)))
    assert references(officer, "project=WATER") == found


def test_the_same_photo_elsewhere_is_told_to_those_who_may_see_it_there(officer: Desk) -> None:
    at = datetime(2020, 6, 1, tzinfo=UTC)
    programme_id = officer.contribution("FAK-001").programme_id

    def add(books: Session) -> None:
        for number, key in enumerate(("FAK-001", "FAK-002", "HIL-001")):
            kept = Kept(f"{number}.jpg", "a" * 64, "image/jpeg", 1_000)
            add_files(books, programme_id, "contributions", key, [kept], by="rustam", at=at)

    officer.write(add)
    assert "Also added to FAK-002 " in text_of(officer.get(f"{LIST}/FAK-001"))
    manager = officer.beside("nilufar", MANAGER)
    assert "Also added to FAK-002, HIL-001" in text_of(manager.get(f"{LIST}/FAK-001"))
