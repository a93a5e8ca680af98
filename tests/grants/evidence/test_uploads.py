"""Files that come with a contribution: kept once, carried on from the summary, and handed out to few."""

import os
from io import BytesIO
from pathlib import Path
from time import time
from typing import Any

import pytest
from sqlmodel import Session, col, select

from core.database import session
from grants.evidence.files import sweep
from grants.evidence.folder import UNCLAIMED_FOR, EvidenceFolder
from household_groups.models.evidence import EvidenceFile
from tests.grants.evidence.pictures import PLACE, jpeg, pdf
from tests.grants.recording.desk import (
    DONOR,
    LIST,
    MANAGER,
    OF_HILOLI,
    OFFICER,
    PLAIN,
    VERIFIER,
    Desk,
    errors_in,
    form_in,
    text_of,
)
from tests.pages import as_told

MANY = 100_000_000


def sent(*files: bytes, name: str = "slip.jpg") -> dict[str, Any]:
    return {"files": [(BytesIO(file), name) for file in files]}


def files(desk: Desk) -> list[EvidenceFile]:
    with session(desk.engine) as books:
        return list(books.exec(select(EvidenceFile).order_by(col(EvidenceFile.id))).all())


def folder(desk: Desk) -> Path:
    return Path(desk.app.config["EVIDENCE_FOLDER"])


def stored(desk: Desk) -> list[Path]:
    return [path for path in folder(desk).rglob("*") if path.is_file() and path.parent.name != "unclaimed"]


def marks(desk: Desk) -> list[Path]:
    return list((folder(desk) / "unclaimed").glob("*"))


def record_with(desk: Desk, *given: bytes, **typed: str) -> str:
    response = desk.send({**desk.fields(), **PLAIN, **typed, **sent(*given)})
    assert response.status_code == 303, text_of(response)
    return response.location.rpartition("/")[2]


def test_a_photo_is_kept_with_the_contribution(officer: Desk) -> None:
    reference = record_with(officer, jpeg())
    [file] = files(officer)
    assert (file.sheet, file.key, file.added_by) == ("contributions", reference, "zarina")
    [path] = stored(officer)
    assert path.name == file.stored_as
    assert path.parent.name == file.stored_as[:2]
    assert path.stat().st_size == file.size
    assert PLACE not in path.read_bytes()
    assert marks(officer) == []


def test_a_photo_is_not_lost_between_summary_and_booking(officer: Desk) -> None:
    looked = officer.send({**officer.fields(), **PLAIN, **sent(jpeg())}, step="look")
    assert "Photo, 1 kB" in text_of(looked)
    assert len(marks(officer)) == 1
    assert officer.send(form_in(looked)).status_code == 303
    assert len(files(officer)) == len(stored(officer)) == 1
    assert marks(officer) == []


def test_a_photo_is_not_lost_by_a_mistake_elsewhere(officer: Desk) -> None:
    wrong = officer.send({**officer.fields(), **PLAIN, "amount": "1.234", **sent(jpeg())})
    assert wrong.status_code == 422
    assert officer.send({**form_in(wrong), "amount": "1234"}).status_code == 303
    assert len(files(officer)) == 1


def test_a_photo_is_not_lost_with_the_number_of_the_form(officer: Desk) -> None:
    wrong = officer.send({**officer.fields(), **PLAIN, "client_id": "", **sent(jpeg())})
    assert wrong.status_code == 422
    assert officer.send(form_in(wrong)).status_code == 303
    assert len(files(officer)) == 1


def test_a_file_that_was_added_can_be_left_out(officer: Desk) -> None:
    looked = form_in(officer.send({**officer.fields(), **PLAIN, **sent(jpeg(), jpeg((50, 50)))}, step="look"))
    assert len(looked["tickets"]) == 2
    assert officer.send({**looked, "tickets": looked["tickets"][0]}).status_code == 303
    assert len(files(officer)) == 1


def test_a_wrong_file_is_named_and_the_right_one_kept(officer: Desk) -> None:
    response = officer.send({**officer.fields(), **PLAIN, **sent(b"nothing", pdf())})
    assert response.status_code == 422
    assert "neither a photo" in errors_in(response)
    assert files(officer) == []
    shown = form_in(response)
    assert shown["amount"] == "1000"
    assert officer.send(shown).status_code == 303
    assert [file.media_type for file in files(officer)] == ["application/pdf"]


def test_there_are_at_most_five_files(officer: Desk) -> None:
    response = officer.send({**officer.fields(), **PLAIN, **sent(*[jpeg()] * 6)})
    assert response.status_code == 422
    assert "At most 5 files" in errors_in(response)
    assert stored(officer) == []


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "CON.jpg", "x" * 300, "a\u202egpj.exe", "a\x00.jpg", "%2e%2e%2f"],
    ids=["95a", "95b", "95c", "95d", "95e", "103"],
)
def test_the_name_of_a_file_is_nowhere(officer: Desk, name: str) -> None:
    response = officer.send({**officer.fields(), **PLAIN, **sent(jpeg(), name=name)})
    assert response.status_code == 303
    [path] = stored(officer)
    assert path.name == files(officer)[0].stored_as
    assert path.is_relative_to(folder(officer))


def test_the_same_form_sent_twice_keeps_its_file_once(officer: Desk) -> None:
    looked = form_in(officer.send({**officer.fields(), **PLAIN, **sent(jpeg())}, step="look"))
    assert officer.send(looked).location == officer.send(looked).location
    assert len(files(officer)) == 1
    assert stored(officer)[0].is_file()


def test_a_ticket_of_another_form_or_person_claims_nothing(officer: Desk) -> None:
    ticket = form_in(officer.send({**officer.fields(), **PLAIN, **sent(jpeg())}, step="look"))["tickets"]
    for desk in (officer, officer.beside("farrukh", OFFICER)):
        response = desk.send({**desk.fields(), **PLAIN, "tickets": ticket})
        assert response.status_code == 422
        assert "not kept any more" in errors_in(response)
    forged = officer.send({**officer.fields(), **PLAIN, "tickets": "../../etc/passwd"})
    assert forged.status_code == 422
    assert files(officer) == []


def test_the_same_photo_on_two_contributions_is_pointed_out(officer: Desk) -> None:
    first = record_with(officer, jpeg())
    second = record_with(officer, jpeg(), amount="77")
    page = text_of(officer.get(f"{LIST}/{second}"))
    assert f"Also added to {first}" in page


# swept away


def test_what_nobody_claimed_is_swept_away_after_a_day(officer: Desk) -> None:
    record_with(officer, jpeg())
    officer.send({**officer.fields(), **PLAIN, **sent(jpeg((50, 50)))}, step="look")
    [forgotten] = marks(officer)
    later = time() - UNCLAIMED_FOR.total_seconds() - 60
    os.utime(forgotten, (later, later))
    officer.send({**officer.fields(), **PLAIN, **sent(jpeg((60, 60)))}, step="look")
    assert forgotten.name not in {path.name for path in stored(officer)}
    assert len(stored(officer)) == 2


def test_a_file_whose_row_was_written_is_never_swept_away(officer: Desk) -> None:
    record_with(officer, jpeg())
    [file] = files(officer)
    mark = folder(officer) / "unclaimed" / file.stored_as
    mark.touch()
    os.utime(mark, (1, 1))

    def work(books: Session) -> int:
        return sweep(books, EvidenceFolder(folder(officer)), file.added_at)

    assert officer.write(work) == 0
    assert stored(officer)[0].is_file()
    assert not mark.exists()


# handed out


def address(desk: Desk) -> str:
    [file] = files(desk)
    return f"/programmes/TJ-KHT/evidence/{file.id}"


def test_evidence_is_a_file_to_save(officer: Desk) -> None:
    reference = record_with(officer, jpeg())
    assert address(officer) in officer.get(f"{LIST}/{reference}").text
    response = officer.get(address(officer))
    assert response.status_code == 200
    headers = response.headers
    assert headers["Content-Disposition"].startswith("attachment; filename=FAK-WATER-001-")
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert response.data == stored(officer)[0].read_bytes()


def test_evidence_is_for_those_who_see_households_there(officer: Desk) -> None:
    record_with(officer, jpeg())
    where = address(officer)
    assert officer.beside("nilufar", MANAGER).get(where).status_code == 200
    assert officer.beside("farrukh", VERIFIER).get(where).status_code == 200
    for stranger in (officer.beside("bahrom", OF_HILOLI), officer.beside("donor", DONOR)):
        assert stranger.get(where).status_code == 404
        assert as_told(stranger.get(where).text) == as_told(
            stranger.get(f"/programmes/TJ-KHT/evidence/{MANY}").text
        )


@pytest.mark.parametrize(
    ("sheet", "key"),
    [
        ("disbursements", "D-1"),
        ("expenditures", "E-1"),
        ("progress", "FAK-WATER|2020-01-01"),
        ("accounts", "zarina"),
    ],
)
def test_a_file_of_what_is_not_there_is_not_there(officer: Desk, sheet: str, key: str) -> None:
    record_with(officer, jpeg())
    [file] = files(officer)

    def move(books: Session) -> None:
        found = books.get_one(EvidenceFile, file.id)
        found.sheet, found.key = sheet, key
        books.add(found)

    officer.write(move)
    assert officer.get(address(officer)).status_code == 404


def test_a_file_that_is_missing_from_the_folder_is_not_there(officer: Desk) -> None:
    record_with(officer, jpeg())
    stored(officer)[0].unlink()
    assert officer.get(address(officer)).status_code == 404
