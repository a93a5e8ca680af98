"""What devices send is answered row by row, and recorded once however often it comes."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core.database import DatabaseBusy, session
from core.tables import table
from grants.devices import batches, booking
from grants.devices.batches import MOST_AT_ONCE
from grants.entering.entering import NotEntered, enter_new
from grants.entering.typed import Rows
from grants.importing.importing import Imported, Occasion
from grants.importing.problems import RowProblem
from grants.workbook.problems import Problem
from household_groups.models.contributions import ContributionStatus
from household_groups.models.submissions import Submission
from tests.grants.recording.batches import BATCH, become, post, row, send, statuses
from tests.grants.recording.desk import DONOR, MANAGER, OF_HILOLI, OFFICER, VERIFIER, Desk, at_desk
from tests.web import Membership, import_example


@pytest.fixture
def officer_of_both(engine: sa.Engine, tmp_path: Path) -> Iterator[Desk]:
    """Zarina, on a database of each kind."""
    import_example(engine, "khatlon_water")
    with at_desk(engine, tmp_path, "zarina", OFFICER) as desk:
        yield desk


def test_what_is_sent_is_recorded_row_by_row(officer_of_both: Desk) -> None:
    officer = officer_of_both
    rows = [row(amount=str(amount)) for amount in (5, 7, 11)]
    answers = send(officer, *rows, device="Zarina's phone")
    assert statuses(answers) == [201, 201, 201]
    assert [answer["client_id"] for answer in answers] == [each["client_id"] for each in rows]
    assert [answer["reference"] for answer in answers] == [f"FAK-WATER-00{number}" for number in (1, 2, 3)]
    assert officer.get(answers[2]["address"]).status_code == 200
    found = officer.contribution("FAK-WATER-003")
    assert (found.amount_minor, found.status) == (1100, ContributionStatus.RECORDED)
    assert (found.recorded_by, found.client_id) == ("zarina", rows[2]["client_id"])
    assert submissions(officer)[0] == (rows[0]["client_id"], "FAK-WATER-001", "zarina", "Zarina's phone")
    assert officer.found_by_verify() == []


def test_a_batch_sent_again_in_any_order_and_any_parts_is_recorded_once(officer_of_both: Desk) -> None:
    """Number 69 of the catalogue, P3: five times, shuffled, split otherwise, with answers that nobody read."""
    officer, before = officer_of_both, officer_of_both.count()
    rows = [row(amount=str(amount)) for amount in range(1, 26)]
    codes: list[int] = []
    for seed in range(5):
        shuffled = random.Random(seed).sample(rows, len(rows))
        size = 4 + seed
        for start in range(0, len(rows), size):
            codes += statuses(send(officer, *shuffled[start : start + size]))
    assert (codes.count(201), codes.count(200)) == (25, 100)
    assert officer.count() == before + 25
    assert officer.found_by_verify() == []


def test_the_same_twice_in_one_batch_is_one_and_another_content_is_a_conflict(officer: Desk) -> None:
    """Number 67 of the catalogue."""
    one, before = row(), officer.count()
    answers = send(officer, one, {**one, "amount": "1 000,00"}, {**one, "amount": "1001"})
    assert statuses(answers) == [201, 200, 409]
    assert answers[0]["reference"] == answers[1]["reference"]
    assert "reference" not in answers[2]
    assert officer.count() == before + 1


def test_what_comes_twice_and_is_refused_is_refused_twice(officer: Desk) -> None:
    taken = row(transfer_reference="MTCN-1")
    send(officer, taken)
    one = row(transfer_reference="MTCN-1")
    answers = send(officer, one, one, {**one, "transfer_reference": "MTCN-2"})
    assert statuses(answers) == [422, 422, 422]
    assert [answer["problems"][0]["kind"] for answer in answers] == [
        *("reference_used_twice", "reference_used_twice", "repeated")
    ]
    assert statuses(send(officer, {**one, "transfer_reference": "MTCN-2"})) == [201]


def test_good_rows_are_booked_whatever_is_wrong_with_the_others(officer: Desk) -> None:
    answers = send(
        *(
            officer,
            row(),
            row(amount="abc"),
            row(amount="0"),
            row(received_on="2099-01-01"),
            row(kind="gold"),
        ),
        *(row(household="FAK-H1", group="FAK-2"), row(amount="7")),
    )
    assert statuses(answers)[0] == statuses(answers)[-1] == 201
    assert {answer["status"] for answer in answers[1:-1]} == {422}
    assert [answer["problems"][0]["column"] for answer in answers[1:-1]] == [
        *("amount", "amount", "received_on", "kind", "group")
    ]
    for answer in answers[1:-1]:
        assert answer["problems"][0]["message"].endswith(".")
    assert officer.found_by_verify() == []


def test_a_row_that_only_used_what_a_refused_one_uses_is_booked(officer: Desk) -> None:
    first = row(transfer_reference="MTCN-9", received_on="2019-02-01", is_sure="yes")
    assert statuses(send(officer, first, row(transfer_reference="MTCN-9"))) == [422, 201]


def test_what_is_of_no_use_alone_does_not_stop_the_others(
    officer: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the books refuse a batch without saying for which row, it is halved until they do."""

    def without_thirteen(session: Session, programme: str, rows: Rows, occasion: Occasion) -> Imported:
        if any(each["amount"] == "13" for each in rows["contributions"]):
            raise NotEntered([Problem(RowProblem.AMOUNT_TOO_LARGE, None, None, {"column": "amount"})])
        return enter_new(session, programme, rows, occasion)

    monkeypatch.setattr(booking, "enter_new", without_thirteen)
    answers = send(officer, *(row(amount=str(amount)) for amount in (11, 12, 13, 14)))
    assert statuses(answers) == [201, 201, 422, 201]


def test_more_than_are_taken_at_once_are_to_be_sent_again(officer: Desk) -> None:
    """Number 69 of the catalogue: ten thousand rows, of which each gets an answer."""
    rows = [row(amount=str(number % 50 + 1)) for number in range(10_000)]
    answers = send(officer, *rows)
    assert set(statuses(answers[:MOST_AT_ONCE])) == {201}
    assert set(statuses(answers[MOST_AT_ONCE:])) == {503}
    assert answers[-1]["client_id"] == rows[-1]["client_id"]
    assert statuses(send(officer, *rows[MOST_AT_ONCE : MOST_AT_ONCE + 3])) == [201, 201, 201]


@pytest.mark.parametrize(
    ("what", "state"),
    [
        ("nothing", "recorded"),
        ("returned", "returned"),
        ("withdrawn", "withdrawn"),
        ("mended", "recorded"),
        ("verified", "verified"),
        ("400", "partly_reversed"),
        ("", "reversed"),
    ],
)
def test_it_is_known_with_its_present_state_whatever_became_of_it(
    officer: Desk, what: str, state: str
) -> None:
    one, before = row(), officer.count()
    [first] = send(officer, one)
    become(officer, first["reference"], what)
    [again] = send(officer, {**one, "client_id": one["client_id"].upper(), "amount": "1'000.00"})
    assert (again["status"], again["reference"], again["state"]) == (200, first["reference"], state)
    assert officer.count() == before + 1
    [other] = send(officer, {**one, "amount": "1001"})
    assert (other["status"], other["conflict"]) == (409, "open")
    assert officer.found_by_verify() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("amount", "1000.01"), ("received_on", "2020-05-05"), ("group", "FAK-2"), ("kind", "labour")),
        *(("household", ""), ("currency", "RUB"), ("receipt_no", "7"), ("source", "local")),
    ],
)
def test_another_content_is_refused_and_nothing_is_changed(officer: Desk, column: str, value: str) -> None:
    """P4."""
    one, before = row(), officer.count()
    [first] = send(officer, one)
    was = officer.contribution(first["reference"])
    answers = send(officer, {**one, column: value}) + send(officer, {**one, column: value})
    assert statuses(answers) == [409, 409]
    assert answers[0]["address"] == answers[1]["address"]
    assert officer.contribution(first["reference"]) == was
    assert officer.count() == before + 1


def test_what_is_out_of_reach_answers_like_what_is_not_there(officer: Desk) -> None:
    send(officer.beside("bahrom", OF_HILOLI), row(project="HIL-SCHOOL", group="HIL-1", household=""))
    for column, there, nowhere in (
        ("project", "HIL-SCHOOL", "NOPE"),
        ("group", "HIL-1", "NOPE"),
        ("household", "HIL-H1", "NOPE"),
    ):
        one, other = send(officer, row(**{column: there}), row(**{column: nowhere}))
        assert one["status"] == other["status"]
        assert one["message"].replace(there, nowhere) == other["message"]
    assert statuses(send(officer, row(project="HIL-SCHOOL"))) == [404]


def test_a_number_of_somebody_else_tells_nothing(officer: Desk) -> None:
    """Number 66 of the catalogue."""
    one = row(amount="4321")
    send(officer, one)
    other = officer.beside("bahrom", OF_HILOLI)
    mine = {**one, "project": "HIL-SCHOOL", "group": "HIL-1", "household": "", "amount": "55"}
    response = post(other, json.dumps({"contributions": [mine]}))
    [answer] = response.get_json()["contributions"]
    assert answer["status"] == 409
    assert "FAK" not in response.text
    page = other.get(answer["address"])
    assert page.status_code == 200
    assert "FAK" not in page.text
    assert "4,321" not in page.text
    assert officer.get(answer["address"]).status_code == 404


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [("amount", "9000000", "amount_unusual"), ("received_on", "2019-06-30", "day_before_start")],
    ids=["38", "71"],
)
def test_what_is_doubtful_has_to_be_said_to_be_right(
    officer: Desk, column: str, value: str, kind: str
) -> None:
    """Numbers 38 and 71 of the catalogue: an amount far from the usual, and a clock of a year ago."""
    one = row(**{column: value})
    [asked] = send(officer, one)
    assert (asked["status"], asked["problems"][0]["column"]) == (422, column)
    assert asked["problems"][0]["kind"] == kind
    assert statuses(send(officer, {**one, "is_sure": "no"})) == [422]
    assert statuses(send(officer, {**one, "is_sure": "yes"})) == [201]
    assert statuses(send(officer, one)) == [200]


def test_an_amount_in_kind_is_quantity_times_rate(officer: Desk) -> None:
    one = row(kind="labour", amount="", quantity="7.5", unit="person_day", unit_rate="33.40")
    [answer] = send(officer, one)
    assert officer.contribution(answer["reference"]).amount_minor == 25050
    assert statuses(send(officer, {**one, "amount": "250.50"})) == [200]


@pytest.mark.parametrize("day", ["2019-04-30", "2099-01-01", "2026-02-29", "03/04/2026", "2019-02-01T10:00Z"])
def test_a_day_that_cannot_be_is_not_recorded(officer: Desk, day: str) -> None:
    """Before there was the group, still to come, no day at all."""
    [answer] = send(officer, row(received_on=day, is_sure="yes"))
    assert (answer["status"], answer["problems"][0]["column"]) == (422, "received_on")


def test_what_only_the_server_says_is_refused_by_name(officer: Desk) -> None:
    """Numbers 72 and 104 of the catalogue; and 68, since nothing is reversed from a device."""
    fields = (
        *("status", "verified_on", "verified_by", "verified_seq", "recorded_by", "recorded_on", "reference"),
        *("role", "fund_id", "donor_id", "committed", "created_at", "programme_id", "amends", "evidence"),
        *("reversed_on", "reversed_amount", "reversal_reason"),
    )
    before = officer.count()
    answers = send(officer, *(row(**{field: "verified"}) for field in fields))
    assert statuses(answers) == [422] * len(fields)
    assert [answer["problems"][0]["column"] for answer in answers] == list(fields)
    assert [
        field for field, answer in zip(fields, answers, strict=True) if field not in answer["message"]
    ] == []
    assert officer.count() == before


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data"]
)
def test_only_json_is_taken(officer: Desk, kind: str) -> None:
    """Number 111 of the catalogue. A form of another site can send these, and no JSON."""
    before = officer.count()
    response = post(officer, json.dumps({"contributions": [row()]}), kind)
    assert response.status_code == 400
    assert officer.count() == before


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_another_site_sends_nothing(officer: Desk, headers: dict[str, str]) -> None:
    before = officer.count()
    response = post(officer, json.dumps({"contributions": [row()]}), **headers)
    assert (response.status_code, response.mimetype) == (400, "application/json")
    asked = officer.client.options(BATCH, headers={"Origin": "https://evil.example"})
    assert "Access-Control" not in f"{response.headers}{asked.headers}"
    assert officer.count() == before


def test_half_a_body_stores_nothing(officer: Desk) -> None:
    """Number 70 of the catalogue."""
    before, body = officer.count(), json.dumps({"contributions": [row(), row()]})
    response = post(officer, body[: len(body) // 2])
    assert (response.status_code, response.get_json()["kind"]) == (400, "batch_not_json")
    assert officer.count() == before


def test_a_body_that_is_too_large_is_refused_in_json(officer: Desk) -> None:
    response = post(officer, b" " * 5_000_000)
    assert (response.status_code, response.mimetype) == (413, "application/json")


@pytest.mark.parametrize("memberships", [(), (VERIFIER,), (DONOR,)])
def test_whoever_does_not_record_finds_nothing_here(
    officer: Desk, memberships: tuple[Membership, ...]
) -> None:
    other = officer.beside("sohib", *memberships)
    response = post(other, json.dumps({"contributions": [row()]}))
    assert response.status_code == (404 if memberships else 401)
    assert response.mimetype == "application/json"


def test_hostile_rows_are_answered_quickly(officer: Desk) -> None:
    nasty = [row(amount="9" * 1_900, transfer_operator="e" + "\u0301" * 1_900) for _ in range(MOST_AT_ONCE)]
    start = time.process_time()
    assert set(statuses(send(officer, *nasty))) == {422}
    assert time.process_time() - start < 2


def test_an_empty_batch_is_answered_with_nothing(officer: Desk) -> None:
    assert send(officer) == []


def test_what_is_busy_is_put_off(officer: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise DatabaseBusy("others")

    monkeypatch.setattr(batches, "once", busy)
    response = post(officer, json.dumps({"contributions": [row()]}))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.get_json()["kind"] == "busy"


def test_a_manager_sends_for_every_village(officer: Desk) -> None:
    manager = officer.beside("munira", MANAGER)
    answers = send(manager, row(), row(project="HIL-SCHOOL", group="HIL-1", household=""))
    assert [answer["reference"] for answer in answers] == ["FAK-WATER-001", "HIL-SCHOOL-001"]


def submissions(desk: Desk) -> list[tuple[Any, ...]]:
    """Number, reference, sender, device."""
    t = table(Submission).c
    query = sa.select(t.client_id, t.reference, t.sent_by, t.device).order_by(t.id)
    with session(desk.engine) as books:
        return [tuple(found) for found in books.execute(query)]
