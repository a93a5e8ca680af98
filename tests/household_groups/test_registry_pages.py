"""Communities, groups and the key, each as far as a person's reach goes."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import lxml.html
import pytest
from sqlmodel import Session, select

from core.database import make_engine, transaction
from core.programmes import Programme
from household_groups.models.registry import Community, Household, HouseholdGroup
from tests.days import today
from tests.grants.recording.desk import DONOR, OFFICER, VERIFIER, Desk, at_desk, text_of
from tests.web import MANAGER, import_example

BASE = "/programmes/TJ-KHT"
PAGES = (
    "communities",
    "communities/FAKHROBOD",
    "groups",
    "groups/FAK-1",
    "groups/FAK-1/key",
    "groups/FAK-1/passbook",
)


@pytest.fixture(scope="module")
def manager(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("registry")
    path = folder / "hashar.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    import_example(engine, "khatlon_water")
    transaction(engine, add_some)
    with at_desk(engine, folder, "zarina", MANAGER) as desk:
        yield desk
    engine.dispose()


def add_some(session: Session) -> None:
    """Groups whose certificates ended and end soon, and 60 communities more."""
    programme = session.exec(select(Programme)).one()
    now = today()
    hiloli = session.exec(select(Community).where(Community.code == "HILOLI")).one()
    assert programme.id is not None
    assert hiloli.id is not None
    for code, until in (("ENDED", now - timedelta(days=3)), ("ENDING", now + timedelta(days=9))):
        session.add(
            HouseholdGroup(
                programme_id=programme.id,
                code=code,
                community_id=hiloli.id,
                name=f"100% of {code.lower()}",
                registered_on=date(2019, 1, 1),
                certificate_until=until,
            )
        )
    session.flush()
    ended = session.exec(select(HouseholdGroup).where(HouseholdGroup.code == "ENDED")).one()
    assert ended.id is not None
    for number in range(30):
        session.add(Household(programme_id=programme.id, code=f"E-{number:02}", group_id=ended.id))
    for number in range(60):
        session.add(
            Community(
                programme_id=programme.id, code=f"V-{number:02}", name=f"Village {number}", admin1="Sughd"
            )
        )


def names(desk: Desk, address: str) -> list[str]:
    page = lxml.html.fromstring(desk.get(f"{BASE}/{address}").text)
    return [link.text_content() for link in page.xpath("//main//th[contains(@class,'main')]/a")]


def test_the_list_of_communities_is_searched_filtered_and_paged(manager: Desk) -> None:
    assert len(names(manager, "communities")) == 50
    assert len(names(manager, "communities?page=2")) == 12
    assert names(manager, "communities?search=hilo") == ["Hiloli"]
    assert names(manager, "communities?search=V-0%25") == []
    assert len(names(manager, "communities?region=Sughd&page=2")) == 10
    assert "No community is like that." in text_of(manager.get(f"{BASE}/communities?search=zzz"))
    assert "Show all" in text_of(manager.get(f"{BASE}/communities?search=zzz"))


def test_a_community_shows_how_many_groups_households_and_projects_it_has(manager: Desk) -> None:
    said = text_of(manager.get(f"{BASE}/communities?search=FAKH"))
    assert "Groups1Households6Projects1" in said.replace(" ", "")
    page = text_of(manager.get(f"{BASE}/communities/FAKHROBOD"))
    assert "People12,264" in page.replace(" ", "")
    assert "Piped water, 4.2 km" in page


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("search=obi", ["Obi Hayot"]),
        ("search=100%25", ["100% of ended", "100% of ending"]),
        ("search=_", []),
        ("community=FAKHROBOD", ["Obi Hayot"]),
        ("leader=m", ["Hamkori"]),
        ("certificate=ended", ["100% of ended"]),
        ("certificate=ending", ["100% of ending"]),
        ("certificate=valid", ["100% of ending"]),
        ("certificate=none", ["Obi Hayot", "Hamkori"]),
        ("certificate=nonsense", ["100% of ended", "100% of ending", "Obi Hayot", "Hamkori"]),
    ],
)
def test_the_list_of_groups_is_filtered(manager: Desk, filters: str, expected: list[str]) -> None:
    assert names(manager, f"groups?{filters}") == expected


def test_a_group_says_that_its_certificate_ended_or_soon_will(manager: Desk) -> None:
    assert "The certificate ended on" in text_of(manager.get(f"{BASE}/groups/ENDED"))
    assert "The certificate ends in 9 days" in text_of(manager.get(f"{BASE}/groups/ENDING"))


def test_the_key_has_every_code_an_empty_line_and_twenty_five_on_a_page(manager: Desk) -> None:
    page = lxml.html.fromstring(manager.get(f"{BASE}/groups/ENDED/key").text)
    sheets = page.xpath("//table[@class='key']")
    assert [len(sheet.xpath(".//tbody/tr")) for sheet in sheets] == [25, 5]
    assert all(cell.text_content() == "" for cell in page.xpath("//td"))
    assert [sheet.xpath("count(.//thead)") for sheet in sheets] == [1, 1]
    assert "Page 2 of 2" in page.text_content()


@pytest.mark.parametrize("page", PAGES)
def test_an_officer_and_a_verifier_see_their_own_community(manager: Desk, page: str) -> None:
    for name, membership in (("anvar", OFFICER), ("bahrom", VERIFIER)):
        theirs = manager.beside(name, membership)
        response = theirs.get(f"{BASE}/{page}")
        assert response.status_code == 200
        assert "Hiloli" not in response.text
        assert "HIL-1" not in response.text


@pytest.mark.parametrize(
    "address", ["communities/HILOLI", "groups/HIL-1", "groups/HIL-1/key", "groups/HIL-1/passbook"]
)
def test_what_is_in_another_community_answers_like_what_does_not_exist(manager: Desk, address: str) -> None:
    officer = manager.beside("anvar", OFFICER)
    missing = officer.get(f"{BASE}/communities/NOWHERE")
    response = officer.get(f"{BASE}/{address}")
    assert response.status_code == missing.status_code == 404
    assert text_of(response) == text_of(missing)


@pytest.mark.parametrize("page", PAGES)
def test_the_registry_is_not_a_donors(manager: Desk, page: str) -> None:
    assert manager.beside("donor", DONOR).get(f"{BASE}/{page}").status_code == 404


def test_only_who_may_register_is_offered_to(manager: Desk) -> None:
    verifier, officer = manager.beside("bahrom", VERIFIER), manager.beside("anvar", OFFICER)
    assert "Add 12 households" in officer.get(f"{BASE}/groups/FAK-1").text
    page = verifier.get(f"{BASE}/groups/FAK-1").text
    assert "Add 12 households" not in page
    assert "Change the group" not in page
