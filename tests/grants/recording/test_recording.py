"""Contributions are recorded once, under a reference of the server's, with what the officer was asked."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from core.roles import Role, ScopeKind
from grants.entering.entering import enter
from grants.importing.importing import Occasion
from grants.submissions.client_ids import read_client_id
from household_groups.models.contributions import ContributionKind, ContributionSource, ContributionStatus
from tests.grants.evidence.pictures import jpeg
from tests.grants.programme import booked, contribution, programme, project, rule, unapproved
from tests.grants.recording.desk import (
    MANAGER,
    NEW,
    OF_HILOLI,
    OFFICER,
    PLAIN,
    Desk,
    at_desk,
    errors_in,
    form_in,
    text_of,
)
from tests.pages import as_told
from tests.web import import_example


@pytest.fixture
def officer_of_both(engine: sa.Engine, tmp_path: Path) -> Iterator[Desk]:
    """Zarina, on a database of each kind."""
    import_example(engine, "khatlon_water")
    with at_desk(engine, tmp_path, "zarina", OFFICER) as desk:
        yield desk


def test_what_was_typed_is_recorded(officer_of_both: Desk) -> None:
    officer = officer_of_both
    typed = {
        **officer.fields(),
        **PLAIN,
        "amount": "1 240,50",
        "source": "remittance",
        "origin_country": "RU",
    }
    response = officer.send(typed)
    assert (response.status_code, response.location) == (
        303,
        "/programmes/TJ-KHT/contributions/FAK-WATER-001",
    )
    found = officer.contribution("FAK-WATER-001")
    assert (found.amount_minor, found.currency, found.kind) == (124050, "TJS", ContributionKind.CASH)
    assert (found.source, found.origin_country) == (ContributionSource.REMITTANCE, "RU")
    assert (found.status, found.recorded_by) == (ContributionStatus.RECORDED, "zarina")
    assert (found.received_on, found.client_id) == (date(2020, 5, 4), typed["client_id"])
    assert officer.found_by_verify() == []


def test_the_form_begins_with_what_is_likely(officer: Desk) -> None:
    fields = officer.fields()
    assert (fields["group"], fields["currency"], fields["kind"]) == ("FAK-1", "TJS", "")
    assert fields["received_on"] == date.today().isoformat()  # noqa: DTZ011
    officer.record(kind="bank_transfer", source="remittance", currency="RUB")
    fields = officer.fields()
    assert (fields["currency"], fields["kind"], fields["source"]) == ("RUB", "bank_transfer", "remittance")


def test_references_are_counted_for_each_project(officer: Desk) -> None:
    assert [officer.record(amount=amount) for amount in ("1", "2", "3")] == [
        "FAK-WATER-001",
        "FAK-WATER-002",
        "FAK-WATER-003",
    ]


def test_an_amount_in_kind_is_quantity_times_rate(officer: Desk) -> None:
    reference = officer.record(
        kind="labour", amount="", quantity="7.5", unit="person_day", unit_rate="33.40", quantity_female="2"
    )
    found = officer.contribution(reference)
    assert (found.amount_minor, found.quantity, found.unit_rate) == (25050, "7.5", "33.4")


def test_a_product_finer_than_the_currency_is_not_rounded(officer: Desk) -> None:
    typed = {
        **officer.fields(),
        **PLAIN,
        "kind": "labour",
        "amount": "",
        "quantity": "7.5",
        "unit_rate": "33.35",
    }
    response = officer.send(typed)
    assert response.status_code == 422
    assert "2 decimals" in errors_in(response)


def test_an_amount_that_is_not_the_product_is_refused(officer: Desk) -> None:
    typed = {
        **officer.fields(),
        **PLAIN,
        "kind": "labour",
        "quantity": "3",
        "unit_rate": "30",
        "amount": "91",
    }
    response = officer.send(typed)
    assert response.status_code == 422
    assert "90" in errors_in(response)
    assert "<details open>" in response.text


# sent twice


def test_the_same_form_sent_twice_records_once(officer_of_both: Desk) -> None:
    officer = officer_of_both
    before, typed = officer.count(), {**officer.fields(), **PLAIN}
    first, second = officer.send(typed), officer.send(typed)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert officer.count() == before + 1
    assert officer.found_by_verify() == []


def test_an_impatient_finger_records_once(officer_of_both: Desk) -> None:
    officer = officer_of_both
    before, typed = officer.count(), {**officer.fields(), **PLAIN}
    browsers = [officer.beside("zarina", OFFICER) for _ in range(6)]
    tokens = [form_in(browser.get(NEW))["csrf_token"] for browser in browsers]

    def send(number: int) -> Any:
        return browsers[number].send({**typed, "csrf_token": tokens[number]})

    with ThreadPoolExecutor(6) as pool:
        responses = list(pool.map(send, range(6)))
    assert {response.status_code for response in responses} == {303}
    assert len({response.location for response in responses}) == 1
    assert officer.count() == before + 1


def test_the_same_form_with_other_content_is_a_conflict(officer_of_both: Desk) -> None:
    officer = officer_of_both
    typed = {**officer.fields(), **PLAIN}
    officer.send(typed)
    before = officer.count()
    response = officer.send({**typed, "amount": "1001"})
    assert response.status_code == 409
    assert "FAK-WATER-001" in text_of(response)
    assert officer.count() == before
    assert officer.contribution("FAK-WATER-001").amount_minor == 100000


def test_the_same_form_finds_what_was_verified_since(officer: Desk) -> None:
    typed = {**officer.fields(), **PLAIN}
    location = officer.send(typed).location
    verify(officer, location.rpartition("/")[2])
    again = officer.send(typed)
    assert (again.status_code, again.location) == (303, location)


@pytest.mark.parametrize(
    "written", [str.upper, "{{{}}}".format, "urn:uuid:{}".format], ids=["64a", "64b", "64c"]
)
def test_a_number_of_a_form_has_one_spelling(officer: Desk, written: Any) -> None:
    typed = {**officer.fields(), **PLAIN}
    first = officer.send(typed)
    again = officer.send({**typed, "client_id": written(typed["client_id"])})
    assert again.location == first.location


@pytest.mark.parametrize("lost", ["", "0" * 32, "not a number", "1" * 5_000], ids=["65a", "63", "65b", "65c"])
def test_a_form_without_its_number_gets_a_new_one(officer: Desk, lost: str) -> None:
    before = officer.count()
    response = officer.send({**officer.fields(), **PLAIN, "client_id": lost})
    assert response.status_code == 422
    assert officer.count() == before
    shown = form_in(response)
    assert read_client_id(shown["client_id"])
    assert shown["amount"] == "1000"
    assert officer.send(shown).status_code == 303


def test_the_number_of_somebody_elses_form_tells_nothing_of_it(officer: Desk) -> None:
    """Number 66 of the catalogue: what another officer recorded is not shown, and stays as it is."""
    typed = {**officer.fields(), **PLAIN}
    officer.send(typed)
    other = officer.beside("bahrom", OF_HILOLI)
    address = "/programmes/TJ-KHT/projects/HIL-SCHOOL/contributions/new"
    mine = {**other.fields(address), **PLAIN, "household": "", "client_id": typed["client_id"]}
    response = other.send(mine, to=address)
    assert response.status_code == 409
    assert "FAK" not in text_of(response)
    assert "1,000" not in text_of(response)


# looked at first


def test_nothing_is_stored_by_looking(officer: Desk) -> None:
    before = officer.count()
    response = officer.send({**officer.fields(), **PLAIN}, step="look")
    assert response.status_code == 200
    assert "1,000.00 TJS" in text_of(response)
    assert officer.count() == before
    assert officer.found_by_verify() == []


def test_the_summary_has_all_that_was_typed(officer: Desk) -> None:
    sent = {
        "origin_country": "RU",
        "sent_amount": "9000,5",
        "sent_currency": "RUB",
        "transfer_operator": "Korona",
    }
    typed = {**PLAIN, **sent, "kind": "money_transfer", "transfer_reference": "ZK-777", "receipt_no": "R-7"}
    said = text_of(officer.send({**officer.fields(), **typed}, step="look"))
    assert "Household group Obi Hayot · FAK-1" in said
    for words in (
        "Sent from Russia",
        "Amount sent 9,000.50 RUB",
        "Transfer operator Korona",
        "Transfer reference ZK-777",
        "Number of the receipt R-7",
    ):
        assert words in said


def test_from_the_summary_one_goes_on_or_back(officer: Desk) -> None:
    looked = form_in(officer.send({**officer.fields(), **PLAIN, "receipt_no": "R-7"}, step="look"))
    back = officer.send(looked, step="change")
    assert back.status_code == 200
    assert form_in(back)["receipt_no"] == "R-7"
    assert officer.send(looked).status_code == 303


def test_a_missing_rate_is_said_and_hinders_nothing(officer: Desk) -> None:
    typed = {**officer.fields(), **PLAIN, "currency": "RUB", "received_on": "2026-04-20"}
    shown = officer.send(typed, step="look")
    assert shown.status_code == 200
    assert "There is no rate of RUB for" in text_of(shown)
    recorded = officer.send(typed)
    assert recorded.status_code == 303
    assert "There is no rate of RUB for" in text_of(officer.get(recorded.location))


def test_one_can_look_again_at_what_was_recorded(officer: Desk) -> None:
    typed = {**officer.fields(), **PLAIN, "amount": "321"}
    location = officer.send(typed).location
    assert officer.send(typed, step="look").status_code == 200
    assert officer.send(typed).location == location


def test_what_it_frees_is_told_too(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    """The second contribution reaches a threshold for which the first one waits."""
    sheets = programme(rules=[rule(counted_min=150)], contributions=[contribution()])
    booked(sqlite_engine, tmp_path, sheets)
    membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
    address = "/programmes/P/projects/W-1/contributions/new"
    with at_desk(sqlite_engine, tmp_path, "nilufar", membership) as manager:
        typed = {**manager.fields(address), "kind": "cash", "amount": "60", "received_on": "2026-03-03"}
        page = text_of(manager.send(typed, step="look", to=address))
    assert "60.00 TJS Rule R: 60.00 TJS from F" in page
    assert "With it, 100.00 TJS is matched for contributions that wait." in page


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (unapproved(), "The project is not approved yet; this is held until then."),
        (project(settled_on="2026-05-01", final_cost=0, status="completed"), "The project is settled"),
    ],
    ids=["held", "settled"],
)
def test_the_state_of_the_project_is_told(
    sqlite_engine: sa.Engine, tmp_path: Path, where: dict[str, object], said: str
) -> None:
    booked(sqlite_engine, tmp_path, programme(projects=[where]))
    membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
    address = "/programmes/P/projects/W-1/contributions/new"
    with at_desk(sqlite_engine, tmp_path, "nilufar", membership) as manager:
        typed = {**manager.fields(address), "kind": "cash", "amount": "60", "received_on": "2026-03-03"}
        assert said in text_of(manager.send(typed, step="look", to=address))
        assert said in text_of(manager.get(manager.send(typed, to=address).location))


# doubts


def test_a_hundred_times_the_usual_needs_a_yes(officer: Desk) -> None:
    """Number 38 of the catalogue."""
    before, typed = officer.count(), {**officer.fields(), **PLAIN, "amount": "900000"}
    response = officer.send(typed)
    assert response.status_code == 422
    assert "Is a decimal point missing?" in text_of(response)
    assert officer.count() == before
    assert officer.send({**form_in(response), "is_sure": "y"}).status_code == 303


def test_what_looks_like_another_contribution_is_shown_with_it(officer: Desk) -> None:
    typed = {**officer.fields(), **PLAIN, "amount": "525"}
    assert "FAK-011" in text_of(officer.send(typed, step="look"))
    assert "FAK-011" not in text_of(officer.send({**typed, "amount": "560"}, step="look"))
    assert "FAK-011" not in text_of(officer.send({**typed, "received_on": "2020-05-06"}, step="look"))


@pytest.mark.parametrize(("days", "status"), [(0, 200), (2, 422), (365, 422)], ids=["today", "43a", "43b"])
def test_no_money_was_received_on_a_day_to_come(officer: Desk, days: int, status: int) -> None:
    day = datetime.now().astimezone().date() + timedelta(days=days)
    response = officer.send({**officer.fields(), **PLAIN, "received_on": day.isoformat()}, step="look")
    assert response.status_code == status


def test_money_from_before_the_programme_is_pointed_out(officer: Desk) -> None:
    """Number 44 of the catalogue: the programme began on 1 Jul 2019, the group is older."""
    typed = {**officer.fields(), **PLAIN, "received_on": "2019-06-30"}
    assert "1 Jul 2019" in text_of(officer.send(typed, step="look"))


def test_money_from_before_the_group_is_refused(officer: Desk) -> None:
    response = officer.send({**officer.fields(), **PLAIN, "received_on": "2019-04-30"})
    assert response.status_code == 422
    assert "2019" in errors_in(response)


# for whom


def test_only_the_groups_and_households_of_the_community_are_offered(officer: Desk) -> None:
    typed = {**officer.fields(), **PLAIN}
    assert officer.send({**typed, "group": "HIL-1", "household": ""}).status_code == 422
    assert officer.send({**typed, "household": "nobody"}).status_code == 422


def test_a_manager_records_in_every_project(officer: Desk) -> None:
    manager = officer.beside("nilufar", MANAGER)
    assert manager.record("/programmes/TJ-KHT/projects/HIL-SCHOOL/contributions/new", household="") == (
        "HIL-SCHOOL-001"
    )


def test_a_project_of_somebody_else_is_not_there(officer: Desk) -> None:
    other = officer.beside("bahrom", OF_HILOLI)
    assert other.get(NEW).status_code == 404
    assert other.send({**officer.fields(), **PLAIN}).status_code == 404
    assert as_told(other.get(NEW.replace("FAK-WATER", "NO-SUCH")).text) == as_told(other.get(NEW).text)


def test_a_used_transfer_is_refused_by_name(officer: Desk) -> None:
    officer.record(transfer_reference="MTCN-1")
    response = officer.send({**officer.fields(), **PLAIN, "amount": "5", "transfer_reference": "MTCN-1"})
    assert response.status_code == 422
    assert "FAK-WATER-001" in errors_in(response)


def test_client_ids_are_uuids() -> None:
    given = str(uuid4())
    assert read_client_id(f" {given.upper()} ") == given


def verify(desk: Desk, reference: str) -> None:
    now = datetime.now().astimezone()
    row = {"reference": reference, "status": "verified", "verified_on": now.date().isoformat()}
    desk.write(lambda books: enter(books, "TJ-KHT", {"contributions": [row]}, Occasion("farrukh", now)))


def test_a_photo_that_comes_when_all_is_recorded_waits_for_nobody(officer: Desk, tmp_path: Path) -> None:
    """No row names it, so it is swept away like any other that nobody claims."""
    typed = {**officer.fields(), **PLAIN}
    assert officer.send(typed).status_code == 303
    again = officer.send({**typed, "files": (BytesIO(jpeg()), "slip.jpg")})
    assert again.status_code == 303
    [kept] = [file for file in (tmp_path / "evidence").rglob("*.jpg") if file.parent.name != "unclaimed"]
    assert (tmp_path / "evidence" / "unclaimed" / kept.name).exists()
