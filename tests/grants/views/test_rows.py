"""Any row by hand: entered as it stands, changed where the contract lets it, refused beside its field."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col, select
from werkzeug.test import TestResponse

from core.audit import AuditEntry
from core.database import make_engine, session
from core.journal.models import JournalHead
from core.programmes import FactChange, Programme
from core.roles import Role, ScopeKind
from grants.models.payments import Expenditure
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup
from tests.grants import programme as p
from tests.grants.programme import differences
from tests.grants.recording.desk import DONOR, OFFICER, Desk, at_desk, errors_in, form_in, text_of
from tests.grants.views.enterable import BASE, COLUMNS, NEW, bad_input
from tests.web import ADMINISTRATOR, MANAGER, import_example

GROUP = f"{BASE}/change/groups/FAK-1"


@pytest.fixture(scope="module")
def khatlon(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("khatlon") / "hashar.sqlite"))
    with on(path) as engine:
        import_example(engine, "khatlon_water")
    return path


@pytest.fixture(scope="module")
def desk(khatlon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A manager's, for all that stores nothing."""
    folder = tmp_path_factory.mktemp("desk")
    path = Path(shutil.copy(khatlon, folder))
    with on(path) as engine, at_desk(engine, folder, "zarina", MANAGER) as desk:
        enter(desk, "indicators", code="BENEF", name="People")
        yield desk


@pytest.fixture
def manager(khatlon: Path, tmp_path: Path) -> Iterator[Desk]:
    """For what books."""
    path = Path(shutil.copy(khatlon, tmp_path))
    with on(path) as engine, at_desk(engine, tmp_path, "zarina", MANAGER) as desk:
        yield desk


@contextmanager
def on(path: Path) -> Iterator[sa.Engine]:
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def address_of(sheet: str) -> str:
    return f"{BASE}/enter/{sheet}{NEW[sheet][0]}"


def send(desk: Desk, sheet: str, **typed: str) -> TestResponse:
    address = address_of(sheet)
    return desk.client.post(address, data=form_in(desk.get(address)) | NEW[sheet][1] | typed)


def enter(desk: Desk, sheet: str, **typed: str) -> TestResponse:
    """Past the summary, where there is one."""
    response = send(desk, sheet, **typed)
    if response.status_code == 200:
        response = desk.client.post(address_of(sheet), data=form_in(response))
    assert response.status_code == 303, text_of(response)
    return response


def change(desk: Desk, address: str, **typed: str) -> TestResponse:
    """The summary of a change."""
    return desk.client.post(address, data=form_in(desk.get(address)) | {"reason": "As agreed"} | typed)


def book(desk: Desk, address: str, **typed: str) -> TestResponse:
    looked_at = change(desk, address, **typed)
    assert looked_at.status_code == 200, text_of(looked_at)
    return desk.client.post(address, data=form_in(looked_at))


def position(desk: Desk) -> int:
    with session(desk.engine) as books:
        return int(books.execute(sa.select(sa.func.sum(col(JournalHead.position)))).scalar_one())


def group_of(desk: Desk, code: str = "FAK-1") -> HouseholdGroup:
    with session(desk.engine) as books:
        return books.exec(select(HouseholdGroup).where(HouseholdGroup.code == code)).one()


# New rows


def test_a_row_of_every_sheet_can_be_entered(engine: sa.Engine, tmp_path: Path) -> None:
    import_example(engine, "khatlon_water")
    with at_desk(engine, tmp_path, "zarina", MANAGER) as desk:
        enter(desk, "indicators", code="BENEF", name="People")
        for sheet in NEW:
            before = position(desk)
            enter(desk, sheet)
            assert position(desk) > before, sheet
    assert differences(engine) == []


def test_money_is_looked_at_before_it_is_booked(manager: Desk) -> None:
    before = position(manager)
    summary = send(manager, "expenditures", amount="1 234,50")
    assert "Nothing is booked yet" in text_of(summary)
    assert "1,234.50 TJS" in text_of(summary)
    assert position(manager) == before
    manager.client.post(address_of("expenditures"), data=form_in(summary))
    with session(manager.engine) as books:
        voucher = books.exec(select(Expenditure)).one()
    assert (voucher.reference, voucher.amount_minor) == ("V-1", 123_450)


def test_going_back_from_the_summary_keeps_what_was_typed(manager: Desk) -> None:
    summary = send(manager, "expenditures", payee="Сомон")
    before = position(manager)
    back = manager.client.post(address_of("expenditures"), data=form_in(summary) | {"back": "yes"})
    assert form_in(back)["payee"] == "Сомон"
    assert position(manager) == before


def test_what_the_row_belongs_to_is_asked_first(desk: Desk) -> None:
    page = desk.get(f"{BASE}/enter/receipts")
    assert "IOMDF · Development fund" in text_of(page)
    assert "Reference" not in text_of(page)


def test_without_anything_to_choose_the_page_says_what_comes_first(manager: Desk) -> None:
    page = manager.get(f"{BASE}/enter/measurements?project=FAK-WATER")
    assert "Add an indicator" in text_of(page)
    assert 'href="/programmes/TJ-KHT/enter/indicators?project=FAK-WATER"' in page.text


def test_the_address_chooses_beforehand(desk: Desk) -> None:
    assert form_in(desk.get(f"{BASE}/enter/groups?community=HILOLI"))["community"] == "HILOLI"
    assert form_in(desk.get(f"{BASE}/enter/expenditures?project=FAK-WATER"))["currency"] == "TJS"
    rate = form_in(desk.get(f"{BASE}/enter/rates?currency=KZT&month=2020-05&step=book"))
    assert (rate["currency"], rate["month"], rate["step"]) == ("KZT", "2020-05", "")


def test_a_new_project_is_proposed_whatever_is_sent(manager: Desk) -> None:
    enter(
        manager, "projects", status="approved", approved_on="2020-01-01", approved_seq="1", programme_id="7"
    )
    with session(manager.engine) as books:
        project = books.exec(select(Project).where(Project.code == "HIL-ROAD")).one()
    assert (project.status, project.approved_on, project.approved_seq) == ("proposed", None, None)


def test_a_code_that_is_taken_is_refused_without_telling_what_it_is(desk: Desk) -> None:
    officer = desk.beside("anvar", OFFICER)
    address = f"{BASE}/enter/groups"
    typed = {"community": "FAKHROBOD", "code": "HIL-1", "name": "Mine", "registered_on": "2020-01-01"}
    response = officer.client.post(address, data=form_in(officer.get(address)) | typed)
    assert response.status_code == 422
    assert errors_in(response) == "HIL-1 is taken already. Choose another one."


def test_the_same_household_is_not_registered_twice_by_a_second_click(manager: Desk) -> None:
    enter(manager, "households")
    assert send(manager, "households").status_code == 422


def test_an_administrator_makes_a_programme(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    typed = {
        "code": "KG-OSH",
        "name": "Osh",
        "country": "KG",
        "currency": "KGS",
        "starts_on": "2026-01-01",
        "time_zone": "Asia/Bishkek",
    }
    with at_desk(sqlite_engine, tmp_path, "root", ADMINISTRATOR) as desk:
        address = "/programmes/new"
        summary = desk.client.post(address, data=form_in(desk.get(address)) | typed)
        assert "Osh" in text_of(summary)
        assert desk.client.post(address, data=form_in(summary)).status_code == 303
        again = desk.client.post(address, data=form_in(summary))
        assert again.status_code == 422
        assert "taken" in errors_in(again)
    with session(sqlite_engine) as books:
        assert books.exec(select(Programme.code)).all() == ["KG-OSH"]


# Bad input


@pytest.mark.parametrize(("sheet", "column", "typed"), list(bad_input()))
def test_what_cannot_be_read_is_refused_beside_its_field(
    desk: Desk, sheet: str, column: str, typed: str
) -> None:
    refused(desk, sheet, column, typed)


@pytest.mark.parametrize(("sheet", "column"), [part for part in COLUMNS["days"] if part[0] != "funds"])
def test_what_is_still_to_come_did_not_happen(desk: Desk, sheet: str, column: str) -> None:
    refused(desk, sheet, column, "2126-01-01")


@pytest.mark.parametrize("sheet", ["receipts", "expenditures", "progress"])
def test_nothing_happened_before_the_programme(desk: Desk, sheet: str) -> None:
    [column] = [column for of, column in COLUMNS["days"] if of == sheet]
    refused(desk, sheet, column, "2019-06-30")


@pytest.mark.parametrize("amount", ["0", "-0", "0.00", "-5", "\u22125"])
@pytest.mark.parametrize("sheet", ["other_funding", "expenditures"])
def test_nothing_and_less_is_no_amount_of_money(desk: Desk, sheet: str, amount: str) -> None:
    refused(desk, sheet, "amount", amount)


@pytest.mark.parametrize(
    ("sheet", "column", "typed"),
    [
        ("groups", "community", "NOWHERE"),
        ("groups", "members", "many"),
        ("groups", "members", "-3"),
        ("groups", "leader_sex", "x"),
        ("communities", "latitude", "91"),
        ("projects", "sector", "140"),
        ("projects", "currency", "somoni"),
        ("households", "host_country", "Russia"),
        ("progress", "actual", "101"),
        ("progress", "actual", "1e5"),
        ("funds", "year_starts_month", "13"),
        ("rates", "month", "2020-5"),
        ("rates", "units_per_usd", "0"),
        ("rates", "units_per_usd", "9,6"),
        ("expenditures", "budget_line", "NONE"),
        ("expenditures", "category", "gold"),
        ("expenditures", "corrects", "V-0"),
        ("measurements", "indicator", "NONE"),
        ("other_funding", "currency", "KZT"),
    ],
)
def test_other_nonsense_is_refused_beside_its_field(desk: Desk, sheet: str, column: str, typed: str) -> None:
    refused(desk, sheet, column, typed)


def refused(desk: Desk, sheet: str, column: str, typed: str) -> None:
    before = position(desk)
    response = send(desk, sheet, **{column: typed})
    assert response.status_code == 422, text_of(response)
    assert f'id="{column}-error"' in response.text
    assert position(desk) == before
    again = form_in(response)
    kept = {name: value for name, value in NEW[sheet][1].items() if name != column}
    assert {name: again[name].strip() for name in kept} == kept
    if not re.search(f'<select[^>]* id="{column}"', response.text) and "\x00" not in typed:
        assert again[column].strip() == typed.strip()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img onerror=x>', "{{7*7}}", "' OR 1=1--", "%s%n"]
)
def test_what_looks_like_code_is_text(manager: Desk, text: str) -> None:
    enter(manager, "communities", name=text)
    page = manager.get(f"{BASE}/communities/NEW-C")
    assert text in text_of(page)
    assert "<script>alert" not in page.text
    assert "<img" not in page.text


def test_a_name_in_two_spellings_of_unicode_is_one_key(manager: Desk) -> None:
    enter(manager, "households", code="\u0439-1")
    response = send(manager, "households", code="\u0438\u0306-1")
    assert "taken" in errors_in(response)


def test_a_name_that_looks_like_another_is_stored_and_pointed_out(manager: Desk) -> None:
    response = enter(manager, "groups", name="Oбi Hayоt".replace("б", "b"))
    said = text_of(manager.get(response.location))
    assert "The name looks the same as that of FAK-1. Is it really another?" in said


def test_a_forged_form_changes_nothing(desk: Desk) -> None:
    before = position(desk)
    address = address_of("communities")
    typed = form_in(desk.get(address)) | NEW["communities"][1]
    for token in ("", "forged"):
        response = desk.client.post(address, data=typed | {"csrf_token": token})
        assert response.status_code == 400
        assert form_in(response)["name"] == typed["name"]
    assert position(desk) == before


# Changes


def test_a_change_is_said_in_words_then_booked_with_its_day_and_reason(manager: Desk) -> None:
    looked_at = change(manager, GROUP, members="77", changed_on="2020-11-22", reason="New families")
    said = text_of(looked_at)
    assert "Members: 31 becomes 77 from 22 Nov 2020." in said
    assert "Contributions decided from now on see the new value; nothing already matched changes." in said
    assert group_of(manager).members == 31
    response = manager.client.post(GROUP, data=form_in(looked_at))
    assert response.location.endswith("/programmes/TJ-KHT/groups/FAK-1")
    assert group_of(manager).members == 77
    history = text_of(manager.get(GROUP)).partition("History")[2]
    assert "Members: 31 becomes 77 from 22 Nov 2020. zarina New families" in history
    with session(manager.engine) as books:
        fact = books.exec(select(FactChange)).one()
    assert (fact.column, fact.old, fact.value, str(fact.effective_on)) == (
        "members",
        "31",
        "77",
        "2020-11-22",
    )
    assert differences(manager.engine) == []


def test_a_change_is_booked_once_whatever_the_database(engine: sa.Engine, tmp_path: Path) -> None:
    import_example(engine, "khatlon_water")
    with at_desk(engine, tmp_path, "zarina", MANAGER) as desk:
        fund = f"{BASE}/change/funds/IOMDF"
        looked_at = form_in(change(desk, fund, budget="8000", closes_on=""))
        assert desk.client.post(fund, data=looked_at).status_code == 303
        assert desk.client.post(fund, data=looked_at).status_code == 409
        history = text_of(desk.get(fund)).partition("History")[2]
        assert "Budget: 9,000.00 USD becomes 8,000.00 USD" in history
        assert "Closes on: 31 Dec 2020 becomes not given" in history
    assert differences(engine) == []


def test_a_change_needs_a_reason_and_a_day_that_has_come(desk: Desk) -> None:
    response = change(desk, GROUP, members="40", changed_on="2126-01-01", reason=" ")
    assert response.status_code == 422
    assert 'id="reason-error"' in response.text
    assert 'id="changed_on-error"' in response.text
    assert form_in(response)["members"] == "40"


def test_a_change_does_not_begin_before_an_earlier_one(manager: Desk) -> None:
    book(manager, GROUP, members="40", changed_on="2020-06-01")
    response = change(manager, GROUP, members="50", changed_on="2020-05-31")
    assert response.status_code == 422
    assert "has changed on" in errors_in(response)
    assert book(manager, GROUP, members="50", changed_on="2020-06-01").status_code == 303


def test_nothing_changed_is_said(desk: Desk) -> None:
    response = change(desk, GROUP)
    assert response.status_code == 422
    assert "Nothing is changed yet" in text_of(response)


def test_what_decisions_stand_on_is_a_fact_and_no_field(desk: Desk) -> None:
    page = desk.get(GROUP)
    assert {"community", "registered_on", "code"}.isdisjoint(form_in(page))
    assert "Decisions stand on it." in text_of(page)
    sent = change(desk, GROUP, members="32", registered_on="2018-01-01", community="HILOLI")
    assert "Registered on" not in text_of(sent)


def test_a_frozen_rate_is_a_fact_and_its_source_a_field(desk: Desk) -> None:
    page = desk.get(f"{BASE}/change/rates/TJS/2019-10")
    assert "units_per_usd" not in form_in(page)
    assert "source" in form_in(page)
    assert "changed_on" not in form_in(page)
    assert "Decisions have used it, so it is frozen." in text_of(page)


def test_somebody_elses_change_meanwhile_is_shown_beside_mine_and_nothing_is_lost(manager: Desk) -> None:
    other = manager.beside("anvar", MANAGER)
    mine = form_in(manager.get(GROUP)) | {"members": "50", "reason": "Counted again"}
    book(other, GROUP, members="40")
    response = manager.client.post(GROUP, data=mine)
    assert response.status_code == 409
    assert "anvar has made this “40” meanwhile. You typed “50”." in errors_in(response)
    kept = form_in(response)
    assert (kept["members"], kept["reason"].strip()) == ("50", "Counted again")
    assert group_of(manager).members == 40
    again = manager.client.post(GROUP, data=form_in(response))
    assert "Members: 40 becomes 50" in text_of(again)


def test_two_who_book_at_the_same_time_do_not_overwrite_each_other(manager: Desk) -> None:
    other = manager.beside("anvar", MANAGER)
    mine = form_in(change(manager, GROUP, members="50"))
    theirs = form_in(change(other, GROUP, members="40"))
    assert other.client.post(GROUP, data=theirs).status_code == 303
    assert manager.client.post(GROUP, data=mine).status_code == 409
    assert group_of(manager).members == 40


def test_a_change_of_a_budget_is_in_the_currency_of_its_row(manager: Desk) -> None:
    address = f"{BASE}/change/projects/HIL-SCHOOL"
    said = text_of(change(manager, address, budget="65 000,00", changed_on="2020-06-01"))
    assert "Budget: 60,000.00 TJS becomes 65,000.00 TJS from 1 Jun 2020." in said
    book(manager, address, budget="65 000,00", changed_on="2020-06-01")
    assert differences(manager.engine) == []


def test_an_approved_project_does_not_become_proposed_or_cancelled(desk: Desk) -> None:
    page = desk.get(f"{BASE}/change/projects/FAK-WATER")
    assert 'value="in_progress"' in page.text
    assert 'value="proposed"' not in page.text
    assert 'value="cancelled"' not in page.text


def test_a_row_with_several_key_columns_is_changed(manager: Desk) -> None:
    enter(manager, "progress")
    address = f"{BASE}/change/progress/FAK-WATER/2020-05-01"
    said = text_of(change(manager, address, actual="45"))
    assert "Done by then, in percent: 40 becomes 45" in said
    assert book(manager, address, actual="45").status_code == 303
    assert manager.get(f"{BASE}/change/progress/FAK-WATER").status_code == 404
    assert manager.get(f"{BASE}/change/progress/FAK-WATER/2020-05-01/more").status_code == 404
    assert differences(manager.engine) == []


def test_only_columns_that_are_no_money_change_of_a_voucher(manager: Desk) -> None:
    enter(manager, "expenditures")
    address = f"{BASE}/change/expenditures/V-1"
    page = manager.get(address)
    assert {"amount", "spent_on", "currency", "reference"}.isdisjoint(form_in(page))
    assert "It is booked and stays" in text_of(page)
    book(manager, address, payee="Sangin LLC")
    with session(manager.engine) as books:
        entry = books.exec(select(AuditEntry).where(AuditEntry.field == "payee")).one()
    assert (entry.by, entry.new, entry.reason) == ("zarina", "Sangin LLC", "As agreed")


def test_a_forged_place_in_the_history_is_a_stale_one(desk: Desk) -> None:
    for seen in ("-1", "x", "٣", "9" * 400, ""):
        assert change(desk, GROUP, members="40", seen=seen).status_code in (409, 422)
    assert group_of(desk).members == 31


def test_a_voucher_of_a_closed_quarter_stands(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    sheets = p.programme(expenditures=[p.voucher(spent_on="2026-02-01")], closings=[p.closing("2026-Q1")])
    p.booked(sqlite_engine, tmp_path, sheets)
    with at_desk(sqlite_engine, tmp_path, "zarina", (Role.MANAGER, ScopeKind.PROGRAMME, "P")) as desk:
        page = desk.get("/programmes/P/change/expenditures/E-1")
        assert "Nothing of this may change any more." in text_of(page)
        assert "Its quarter is closed." in text_of(page)
        assert 'method="post"' not in page.text.partition("<main")[2]
        response = desk.client.post("/programmes/P/change/expenditures/E-1", data={"payee": "Me"})
    assert "Nothing of this may change any more." in text_of(response)


# Who may


def test_an_officer_registers_in_their_own_communities_only(manager: Desk) -> None:
    officer = manager.beside("anvar", OFFICER)
    address = f"{BASE}/enter/groups"
    assert "HILOLI" not in officer.get(address).text
    typed = {"code": "G-9", "name": "Nine", "registered_on": "2020-01-01"}
    form = form_in(officer.get(address))
    response = officer.client.post(address, data=form | typed | {"community": "HILOLI"})
    assert response.status_code == 422
    assert officer.client.post(address, data=form | typed | {"community": "FAKHROBOD"}).status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "enter/groups?community=HILOLI",
        "enter/households?group=HIL-1",
        "change/groups/HIL-1",
        "enter/projects",
        "enter/funds",
        "enter/receipts?fund=IOMDF",
        "change/projects/FAK-WATER",
        "change/funds/IOMDF",
        "change/programmes/TJ-KHT",
    ],
)
def test_what_is_not_an_officers_answers_like_what_does_not_exist(desk: Desk, address: str) -> None:
    officer = desk.beside("anvar", OFFICER)
    missing = officer.get(f"{BASE}/change/groups/NOBODY")
    for response in (officer.get(f"{BASE}/{address}"), officer.client.post(f"{BASE}/{address}")):
        assert response.status_code == missing.status_code == 404
    assert text_of(officer.get(f"{BASE}/{address}")) == text_of(missing)


def test_an_officer_changes_the_households_of_their_own_groups(manager: Desk) -> None:
    enter(manager, "households", group="HIL-1", code="HIL-H1")
    officer = manager.beside("anvar", OFFICER)
    assert officer.get(f"{BASE}/change/households/HIL-H1").status_code == 404
    address = f"{BASE}/change/households/FAK-H1"
    assert book(officer, address, migrants_abroad="4").status_code == 303


@pytest.mark.parametrize(
    "sheet", ["rules", "disbursements", "contributions", "changes", "closings", "nonsense"]
)
def test_what_has_a_page_of_its_own_is_not_entered_here(desk: Desk, sheet: str) -> None:
    assert desk.get(f"{BASE}/enter/{sheet}").status_code == 404
    assert desk.get(f"{BASE}/change/{sheet}/X").status_code == 404


def test_a_donor_and_another_programmes_manager_enter_nothing(desk: Desk) -> None:
    donor = desk.beside("donor", DONOR)
    assert donor.get(f"{BASE}/enter/groups").status_code == 404
    stranger = desk.beside("far", (Role.ADMINISTRATOR, ScopeKind.SITE))
    assert stranger.get(f"{BASE}/enter/groups").status_code == 404
    assert desk.get("/programmes/new").status_code == 404


def test_all_that_is_wrong_is_said_at_once(desk: Desk) -> None:
    response = change(desk, GROUP, members="many", women="-1", changed_on="2126-01-01", reason="")
    assert all(f'id="{name}-error"' in response.text for name in ("members", "changed_on", "reason"))
    response = send(desk, "expenditures", spent_on="2126-01-01", amount="x", currency="somoni")
    assert all(f'id="{name}-error"' in response.text for name in ("spent_on", "amount", "currency"))


@pytest.mark.parametrize("column", ["name", "reason", "document"])
def test_what_no_workbook_may_hold_is_refused(manager: Desk, column: str) -> None:
    form = form_in(manager.get(GROUP))
    typed = form | {"name": "Umed", "reason": "Its own wish", "step": "book"}
    response = manager.client.post(GROUP, data=typed | {column: "Umed\uffff"})
    assert response.status_code == 422
    assert differences(manager.engine) == []
    assert manager.get(f"{BASE}/workbook.xlsx").status_code == 200
    assert manager.get(f"{BASE}/audit.xlsx").status_code == 200
