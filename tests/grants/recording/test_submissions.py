"""A form or a file that brings a number again finds what it recorded, and what says something else is kept."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core import guards
from core.database import session, transaction
from core.migrations import downgrade, upgrade
from core.tables import table
from grants.entering.entering import NotEntered, enter
from grants.evidence.files import files_of
from grants.importing.importing import Occasion
from household_groups.models.submissions import Submission, SubmissionConflict
from tests.grants.evidence.pictures import jpeg
from tests.grants.programme import differences
from tests.grants.recording.batches import become, row, send, statuses
from tests.grants.recording.desk import (
    LIST,
    MANAGER,
    OF_HILOLI,
    OFFICER,
    PLAIN,
    VERIFIER,
    Desk,
    at_desk,
    form_in,
    text_of,
)
from tests.web import import_example

CONFLICTS = "/programmes/TJ-KHT/conflicts"
BEFORE_SUBMISSIONS = "1c8e52d0a7b4"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("nothing", "waits for somebody to verify it"),
        ("returned", "returned since to be mended"),
        ("verified", "is verified"),
        ("", "the whole of it was reversed since"),
    ],
)
def test_a_form_sent_again_leads_to_what_it_recorded(officer: Desk, what: str, said: str) -> None:
    typed = {**officer.fields(), **PLAIN}
    first = officer.send(typed)
    officer.get(first.location)
    become(officer, first.location.rpartition("/")[2], what)
    count = officer.count()
    again = officer.send({**typed, "amount": "1 000,00", "csrf_token": officer.fields()["csrf_token"]})
    assert (again.status_code, again.location) == (303, first.location)
    page = text_of(officer.get(again.location))
    assert "This was recorded already, as FAK-WATER-001" in page
    assert said in page
    assert officer.count() == count
    assert officer.found_by_verify() == []


def test_a_conflict_shows_what_differs_and_waits_in_the_lists(officer: Desk) -> None:
    first, response = conflict_of(officer, amount="1001", received_on="2020-05-05")
    page = text_of(response)
    for part in ("Amount 1,000.00 TJS 1,001.00 TJS", "Received on 4 May 2020 5 May 2020", first):
        assert part in page
    assert "sent again with other content" in text_of(officer.get(LIST))
    assert "sent again with other content" in text_of(officer.get("/"))
    listed = text_of(officer.get(CONFLICTS))
    for part in ("zarina", "Amount: 1,000.00 TJS, sent 1,001.00 TJS", first):
        assert part in listed
    other = officer.beside("bahrom", OF_HILOLI)
    assert "other content" not in text_of(other.get(LIST))
    assert first not in text_of(other.get(CONFLICTS))


def test_a_conflict_is_kept_once_however_often_it_is_sent(officer: Desk) -> None:
    typed = {**officer.fields(), **PLAIN}
    officer.send(typed)
    for amount in ("1001", "1 001,00", "1001.00"):
        assert officer.send({**typed, "amount": amount}).status_code == 409
    assert "1 contribution was sent again" in text_of(officer.get(LIST))


def test_what_is_there_is_kept_with_a_reason(officer: Desk) -> None:
    _, response = conflict_of(officer, amount="1001")
    address = decide_at(response)
    without = officer.client.post(f"{address}/dismiss", data={**form_in(officer.get(address)), "reason": " "})
    assert without.status_code == 422
    fields = form_in(officer.get(address))
    done = officer.client.post(f"{address}/dismiss", data={**fields, "reason": "Typed wrongly."})
    assert done.status_code == 303
    assert "zarina kept what is there" in text_of(officer.get(address))
    assert "Typed wrongly." in text_of(officer.get(address))
    assert "other content" not in text_of(officer.get(LIST))
    again = officer.client.post(f"{address}/dismiss", data={**fields, "reason": "Once more."})
    assert "has decided on this already" in text_of(officer.get(again.location))
    manager = officer.beside("munira", MANAGER)
    assert "Typed wrongly." in text_of(manager.get("/programmes/TJ-KHT/audit"))
    assert officer.found_by_verify() == []


def test_what_was_sent_becomes_a_contribution_of_its_own(officer: Desk) -> None:
    first, response = conflict_of(officer, amount="1001")
    other, count = officer.beside("bahrom", OFFICER), officer.count()
    address = decide_at(response)
    fields = form_in(other.get(address))
    done = other.client.post(f"{address}/record", data=fields)
    assert done.status_code == 303
    found = officer.contribution(done.location.rpartition("/")[2])
    assert (found.amount_minor, found.recorded_by) == (100100, "zarina")
    assert found.client_id not in (None, officer.contribution(first).client_id)
    twice = other.client.post(f"{address}/record", data=fields)
    assert twice.location == address
    assert officer.count() == count + 1
    for desk in (officer, other):  # neither who sent it nor who recorded it here verifies it
        assert "Verify" not in actions(desk, found.reference)
    assert "Verify" in actions(officer.beside("rustam", VERIFIER), found.reference)
    assert officer.found_by_verify() == []


@pytest.mark.parametrize("way", ["record", "dismiss"])
def test_a_decision_without_the_token_of_the_page_decides_nothing(officer: Desk, way: str) -> None:
    _, response = conflict_of(officer, amount="1001")
    address, before = decide_at(response), officer.count()
    for sent in ({}, {"csrf_token": "forged", "reason": "So."}):
        assert officer.client.post(f"{address}/{way}", data=sent).status_code == 400
    assert officer.client.get(f"{address}/{way}").status_code == 405
    assert officer.count() == before
    assert "1 contribution was sent again" in text_of(officer.get(LIST))


def test_a_conflict_that_the_books_refuse_says_why(officer: Desk) -> None:
    _, response = conflict_of(officer, amount="1001", transfer_reference="MTCN-1")
    officer.record(transfer_reference="MTCN-1")
    address = decide_at(response)
    refused = officer.client.post(f"{address}/record", data=form_in(officer.get(address)))
    assert refused.status_code == 422
    assert "MTCN-1" in text_of(refused)
    assert "1 contribution was sent again" in text_of(officer.get(LIST))


def test_the_photo_of_a_conflict_goes_with_it(officer: Desk) -> None:
    typed = {**officer.fields(), **PLAIN}
    officer.send(typed)
    response = officer.send({**typed, "amount": "1001", "files": (BytesIO(jpeg()), "slip.jpg")})
    assert response.status_code == 409
    address = decide_at(response)
    page = officer.get(address)
    [photo] = re.findall(r'href="([^"]+/evidence/\d+)"', page.text)
    assert officer.get(photo).status_code == 200
    assert officer.beside("bahrom", OF_HILOLI).get(photo).status_code == 404
    done = officer.client.post(f"{address}/record", data=form_in(page))
    with session(officer.engine) as books:
        assert len(files_of(books, 1, "contributions", done.location.rpartition("/")[2])) == 1
    assert officer.get(photo).status_code == 200


def test_a_device_learns_what_was_decided(officer: Desk) -> None:
    one = row()
    send(officer, one)
    [answer] = send(officer, {**one, "amount": "7"})
    address = answer["address"]
    officer.client.post(f"{address}/record", data=form_in(officer.get(address)))
    [again] = send(officer, {**one, "amount": "7"})
    assert (again["status"], again["conflict"], again["recorded_as"]) == (409, "recorded", "FAK-WATER-002")


def test_mended_to_what_was_sent_there_is_nothing_left_to_decide(officer: Desk) -> None:
    first, response = conflict_of(officer, amount="999")
    become(officer, first, "mended")
    assert "mended since" in text_of(officer.get(decide_at(response)))


def test_a_number_from_a_file_is_known_when_a_device_sends_it(officer: Desk) -> None:
    one = row(amount="1234.5")
    given = {
        **{name: text for name, text in one.items() if name != "client_id"},
        "reference": "FILE-1",
        "status": "recorded",
        "client_id": one["client_id"].upper(),
    }
    officer.write(lambda books: enter(books, "TJ-KHT", {"contributions": [given]}, OCCASION))
    [answer] = send(officer, {**one, "amount": "1 234,50"})
    assert (answer["status"], answer["reference"]) == (200, "FILE-1")
    assert statuses(send(officer, {**one, "amount": "1"})) == [409]
    assert officer.found_by_verify() == []


def test_a_number_stays_used_when_a_file_gives_its_contribution_another(officer: Desk) -> None:
    one, other = row(), str(uuid4())
    [first] = send(officer, one)
    change = {"reference": first["reference"], "client_id": other}
    officer.write(lambda books: enter(books, "TJ-KHT", {"contributions": [change]}, OCCASION))
    for number in (one["client_id"], other):
        [answer] = send(officer, {**one, "client_id": number})
        assert (answer["status"], answer["reference"]) == (200, first["reference"])
    given = {**change, "reference": "FILE-2", "client_id": one["client_id"]}
    given |= {name: text for name, text in row().items() if name != "client_id"} | {"status": "recorded"}
    with pytest.raises(NotEntered) as refused:
        officer.write(lambda books: enter(books, "TJ-KHT", {"contributions": [given]}, OCCASION))
    assert [problem.kind for problem in refused.value.problems] == ["reference_used_twice"]
    assert officer.found_by_verify() == []


def test_two_spellings_of_a_number_in_one_file_are_one(officer: Desk) -> None:
    plain = {name: text for name, text in row().items() if name != "client_id"} | {"status": "recorded"}
    number = str(uuid4())
    rows = [
        {**plain, "reference": "FILE-1", "client_id": number},
        {**plain, "reference": "FILE-2", "client_id": f"{{{number.upper()}}}"},
    ]
    with pytest.raises(NotEntered) as refused:
        officer.write(lambda books: enter(books, "TJ-KHT", {"contributions": rows}, OCCASION))
    assert [problem.kind for problem in refused.value.problems] == ["reference_used_twice"]


# looked over


@pytest.mark.parametrize(
    ("column", "value"),
    [("reference", "FAK-001"), ("sha256", "0" * 64), ("sent_by", "x"), ("client_id", "x")],
)
def test_an_altered_submission_is_found(officer: Desk, column: str, value: str) -> None:
    send(officer, row())
    statement = sa.update(sa.table("submission", sa.column(column))).values({column: value})
    without_guards(officer.engine, statement)
    assert "submission" in str(differences(officer.engine))


def test_a_lost_submission_is_found(officer: Desk) -> None:
    send(officer, row())
    without_guards(officer.engine, sa.delete(table(Submission)))
    assert "row_missing" in str(differences(officer.engine))


def test_an_altered_conflict_is_found(officer: Desk) -> None:
    conflict_of(officer, amount="1001")
    without_guards(officer.engine, sa.update(table(SubmissionConflict)).values(content="{}"))
    assert "submission_conflict 1" in str(differences(officer.engine))


def test_an_upgrade_finds_the_numbers_that_contributions_came_with(engine: sa.Engine, tmp_path: Path) -> None:
    import_example(engine, "khatlon_water")
    with at_desk(engine, tmp_path, "zarina", OFFICER) as officer:
        one, mended = row(), row(amount="5")
        references = [answer["reference"] for answer in send(officer, one, mended)]
        become(officer, references[1], "mended")
        kept = all_submissions(engine)
        downgrade(engine, BEFORE_SUBMISSIONS)
        upgrade(engine)
        assert all_submissions(engine) == kept
        assert statuses(send(officer, one, mended, {**mended, "amount": "999"})) == [200, 200, 409]
        assert officer.found_by_verify() == []


OCCASION = Occasion("treasurer", datetime.now(UTC))


def conflict_of(desk: Desk, **other: str) -> tuple[str, Any]:
    """The reference of what was recorded, and the page after the same form was sent with something else in it."""
    typed = {**desk.fields(), **PLAIN}
    first = desk.send(typed).location.rpartition("/")[2]
    response = desk.send({**typed, **other})
    assert response.status_code == 409
    return first, response


def decide_at(response: Any) -> str:
    """The address of the conflict."""
    [address] = set(re.findall(r'href="([^"]+/conflicts/\d+)"', response.text))
    return str(address)


def actions(desk: Desk, reference: str) -> str:
    page = desk.get(f"{LIST}/{reference}").text
    return " ".join(re.findall(r'<a class="button[^>]*>([^<]+)</a>', page))


def all_submissions(engine: sa.Engine) -> list[tuple[Any, ...]]:
    t = table(Submission).c
    query = sa.select(t.client_id, t.reference, t.sha256, t.sent_by, t.sent_at).order_by(t.client_id)
    with session(engine) as books:
        return [tuple(found) for found in books.execute(query)]


def without_guards(engine: sa.Engine, statement: sa.Executable) -> None:
    """Somebody writes beside the application, and covers it."""

    def work(books: Session) -> None:
        guards.take_down(books.connection())
        books.execute(statement)
        guards.put_up(books.connection())

    transaction(engine, work)
