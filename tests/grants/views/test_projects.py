"""Projects: the list, the money of one, what a donor may know of it, its approval."""

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
import sqlalchemy as sa
from sqlmodel import select

from core.calendar import parse_span
from core.database import make_engine, session
from core.programmes import Programme
from core.roles import Role, ScopeKind
from grants.showing.project_money import ProjectMoney, money_of
from household_groups.models.projects import Project
from reports.quarterly import quarterly_report
from tests.grants import programme as p
from tests.grants.recording.desk import DONOR, OF_HILOLI, OFFICER, Desk, at_desk, errors_in, form_in, text_of
from tests.web import MANAGER, import_example

BASE = "/programmes/TJ-KHT"
P_MANAGER = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
P_OFFICER = (Role.OFFICER, ScopeKind.PROGRAMME, "P")


@pytest.fixture(scope="module")
def manager(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("projects")
    path = folder / "hashar.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    import_example(engine, "khatlon_water")
    import_example(engine, "corners")
    with at_desk(engine, folder, "zarina", MANAGER, (Role.MANAGER, ScopeKind.PROGRAMME, "CORNERS")) as desk:
        yield desk
    engine.dispose()


@pytest.fixture
def held(engine: sa.Engine, tmp_path: Path) -> Iterator[Desk]:
    """A project that is not approved, with two verified contributions."""
    sheets = p.programme(
        projects=[p.unapproved()], contributions=[p.contribution(), p.contribution("C-2", 50)]
    )
    p.booked(engine, tmp_path, sheets)
    with at_desk(engine, tmp_path, "zarina", P_MANAGER) as desk:
        yield desk


def figures(money: ProjectMoney) -> tuple[int | None, ...]:
    standing = money.standing
    return (
        *(money.contributed, money.in_kind, standing.other_funding, standing.matched),
        *(money.gap, money.paid, money.spent),
    )


@pytest.mark.parametrize("code", ["TJ-KHT", "CORNERS"])
def test_the_money_of_a_project_is_that_of_the_report_of_the_same_day(manager: Desk, code: str) -> None:
    with session(manager.engine) as books:
        programme = books.exec(select(Programme).where(Programme.code == code)).one()
        rows = {row.code: row for row in quarterly_report(books, code, parse_span("2026-Q4")).projects}
        for project in books.exec(select(Project).where(Project.programme_id == programme.id)):
            money, row = money_of(books, project), rows[project.code]
            assert money.contributed + money.in_kind == money.standing.given
            assert sum(funded.value for funded in money.funds) == money.standing.matched
            assert sum(partner.agreed for partner in money.partners) == money.standing.other_funding
            if project.currency == programme.currency:
                assert figures(money) == (
                    *(row.contributed_total_minor, row.in_kind_total_minor, row.other_funding_minor),
                    *(row.matched_total_minor, row.funding_gap_minor, row.disbursed_total_minor),
                    row.spent_total_minor,
                )


def test_the_list_shows_given_matched_and_missing(manager: Desk) -> None:
    page = lxml.html.fromstring(manager.get(f"{BASE}/projects").text)
    [first, second] = page.xpath("//main//tbody/tr")
    cells = [" ".join(cell.text_content().split()) for cell in first.xpath("./td")]
    assert cells == ["Approved", "120,000.00 TJS", "84,047.27", "55,952.73", "0.00", "–"]
    assert "School roof" in second.text_content()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("search=pipe", ["FAK-WATER"]),
        ("search=%25", []),
        ("state=approved", ["FAK-WATER", "HIL-SCHOOL"]),
        ("state=proposed", []),
        ("state=nonsense", ["FAK-WATER", "HIL-SCHOOL"]),
        ("community=HILOLI", ["HIL-SCHOOL"]),
        ("sector=14031", ["FAK-WATER"]),
        ("page=99", ["FAK-WATER", "HIL-SCHOOL"]),
    ],
)
def test_the_list_is_filtered(manager: Desk, filters: str, expected: list[str]) -> None:
    page = lxml.html.fromstring(manager.get(f"{BASE}/projects?{filters}").text)
    codes = [code.text_content().split()[0] for code in page.xpath("//main//th//span[@class='code']")]
    assert codes == expected


def test_the_page_tells_money_works_and_story(manager: Desk) -> None:
    said = text_of(manager.get(f"{BASE}/projects/FAK-WATER"))
    assert "Development fund" in said
    assert "IOMDF · 5,416.48 USD" in said
    assert "The project was approved." in said
    assert "4,000.00 TJS of FAK-006 was taken back." in said
    assert "No progress has been entered yet." in said
    assert "All 11 contributions" in said


def test_contributions_of_a_month_are_one_line_of_the_story(manager: Desk) -> None:
    page = lxml.html.fromstring(manager.get(f"{BASE}/projects/FAK-WATER").text)
    said = [line.text_content() for line in page.xpath("//ol[@class='story']//p[@class='what']")]
    given = [line for line in said if "came in" in line]
    assert len(given) == 6
    assert given[0] == "3 contributions of together 7,200.00 TJS and 45,000.00 RUB came in since 3 Oct 2019."


def test_settlement_and_payments_are_in_the_story(manager: Desk) -> None:
    said = text_of(manager.get("/programmes/CORNERS/projects/PAID"))
    assert "The project was settled at a final cost of" in said
    assert "paid 100.00 USD" in said
    assert "became Completed" not in said
    raised = text_of(manager.get("/programmes/CORNERS/projects/RAISED"))
    assert "Budget: 600.00 USD became 900.00 USD." in raised
    assert "Second bid round" in raised


def test_a_donor_reads_of_other_funders_by_name_and_one_total(manager: Desk) -> None:
    donor = manager.beside("donor", DONOR)
    said = text_of(donor.get(f"{BASE}/projects/FAK-WATER"))
    assert "Jamoat budget" in said
    assert "3,233.24" in said
    assert "Others: IOM" in said
    assert "IOMDF" not in said
    assert "Development fund" not in said
    assert "Change the project" not in said


def test_a_donor_sees_the_projects_of_their_fund_only(manager: Desk) -> None:
    donor = manager.beside("donor", DONOR)
    assert donor.get(f"{BASE}/projects/HIL-SCHOOL").status_code == 404
    assert "HIL-SCHOOL" not in donor.get(f"{BASE}/projects").text
    assert "HILOLI" not in donor.get(f"{BASE}/projects").text


def test_an_officer_sees_the_projects_of_their_communities_only(manager: Desk) -> None:
    officer = manager.beside("anvar", OFFICER)
    other = manager.beside("zuhra", OF_HILOLI)
    assert other.get(f"{BASE}/projects/FAK-WATER").status_code == 404
    page = officer.get(f"{BASE}/projects/FAK-WATER")
    assert "Record a contribution" in page.text
    assert "Enter progress" not in page.text
    assert "School roof" not in officer.get(f"{BASE}/projects").text


# Approval


def test_an_approval_shows_what_it_would_match_then_matches_it(held: Desk) -> None:
    address = "/programmes/P/projects/W-1/approve"
    said = text_of(held.get("/programmes/P/projects/W-1"))
    assert "2 contributions wait. They wait until the project is approved." in said
    looked_at = held.client.post(address, data=form_in(held.get(address)) | {"approved_on": "2026-05-01"})
    said = text_of(looked_at)
    assert "Approved on 1 May 2026" in said
    assert "C-2" in said
    assert p.entries(held.engine) == []
    response = held.client.post(address, data=form_in(looked_at))
    assert response.location.endswith("/programmes/P/projects/W-1")
    with session(held.engine) as books:
        project = books.exec(select(Project)).one()
    assert (str(project.approved_on), project.status) == ("2026-05-01", "approved")
    assert len(p.entries(held.engine)) == 2
    assert p.differences(held.engine) == []
    assert "already" in text_of(held.get(address))
    assert held.client.post(address, data=form_in(looked_at)).status_code == 409


@pytest.mark.parametrize("day", ["", "2126-01-01", "1990-01-01", "2026-02-30", "01/02/2026", "20260101"])
def test_an_approval_needs_a_day_that_has_come(held: Desk, day: str) -> None:
    address = "/programmes/P/projects/W-1/approve"
    response = held.client.post(address, data=form_in(held.get(address)) | {"approved_on": day})
    assert response.status_code == 422
    assert errors_in(response)
    assert p.entries(held.engine) == []


def test_only_a_manager_approves(held: Desk) -> None:
    officer = held.beside("anvar", P_OFFICER)
    address = "/programmes/P/projects/W-1/approve"
    assert officer.get(address).status_code == 404
    assert officer.client.post(address).status_code == 404
    assert held.get("/programmes/P/projects/NONE/approve").status_code == 404
