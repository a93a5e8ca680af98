"""No room for files: evidence, what is temporary, workbooks that were sent, and the backup itself."""

import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from core.backup.backing_up import Place, back_up
from core.backup.refusals import BackupReason
from core.errors import Refusal
from tests.core.backup.driver import differences
from tests.disks.driver import FULL
from tests.disks.rooms import SmallDisk, no_room
from tests.grants.evidence.pictures import jpeg
from tests.grants.recording.desk import (
    MANAGER,
    NEW,
    OFFICER,
    PLAIN,
    Desk,
    at_desk,
    errors_in,
    form_in,
    text_of,
)
from tests.web import EXAMPLES, import_example, opened

REPORT = "/programmes/TJ-KHT/report.xlsx?span=2020-Q2"


@pytest.fixture
def books(sqlite_engine: Engine) -> Engine:
    import_example(sqlite_engine, "khatlon_water")
    return sqlite_engine


def files_in(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def send_with_photo(desk: Desk) -> TestResponse:
    photo = {"files": [(BytesIO(jpeg()), "slip.jpg")]}
    return desk.send({**desk.fields(), **PLAIN, "amount": "777", **photo})


def assert_refused_and_kept(desk: Desk, folder: Path, before: int) -> dict[str, Any]:
    """The form is there again with what was typed; there is no row, no file and no half of one."""
    response = send_with_photo(desk)
    assert response.status_code == FULL
    assert "no room left for files" in errors_in(response)
    assert form_in(response)["amount"] == "777"
    assert desk.count() == before
    assert files_in(folder) == []
    return form_in(response)


def test_a_photo_that_finds_no_room_is_refused_and_the_rest_can_be_recorded(
    books: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_desk(books, tmp_path, "zarina", OFFICER) as desk:
        before = desk.count()
        with monkeypatch.context() as full:
            full.setattr("grants.evidence.folder.os.fsync", no_room)
            form = assert_refused_and_kept(desk, tmp_path / "evidence", before)
            assert desk.client.post(NEW, data={**form, "step": "record"}).status_code == 303
        assert send_with_photo(desk).status_code == 303
        assert len(files_in(tmp_path / "evidence")) == 1
        assert desk.count() == before + 2


def test_a_full_disk_of_evidence_is_refused_cleanly(books: Engine, tmp_path: Path, disk: SmallDisk) -> None:
    with opened(books, EVIDENCE_FOLDER=str(disk.folder / "evidence")) as app:
        desk = Desk(app, books, "zarina", (OFFICER,))
        before = desk.count()
        disk.take()
        assert_refused_and_kept(desk, disk.folder / "evidence", before)
        disk.give()
        assert send_with_photo(desk).status_code == 303
    assert differences(books) == []


@pytest.mark.parametrize("address", [REPORT, "/programmes/TJ-KHT/workbook.xlsx"])
def test_a_download_that_finds_no_room_on_its_way_is_refused(
    books: Engine, tmp_path: Path, disk: SmallDisk, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
    with at_desk(books, tmp_path, "munira", MANAGER) as desk:
        disk.take()
        response = desk.get(address)
        assert response.status_code == FULL
        assert "no room left" in text_of(response)
        disk.give()
        assert files_in(disk.folder) == []
        with desk.get(address) as found:
            assert found.status_code == 200


def test_a_workbook_that_finds_no_room_is_refused(books: Engine, tmp_path: Path, disk: SmallDisk) -> None:
    with opened(books, UPLOADS=str(disk.folder / "uploads")) as app:
        desk = Desk(app, books, "munira", (MANAGER,))
        content = (EXAMPLES / "khatlon_water.xlsx").read_bytes()
        form = desk.fields("/programmes/TJ-KHT/workbook")
        disk.take()
        sent = {**form, "file": (BytesIO(content), "may.xlsx")}
        response = desk.client.post("/programmes/TJ-KHT/workbook", data=sent)
        assert response.status_code == FULL
        disk.give()
        sent = {**form, "file": (BytesIO(content), "may.xlsx")}
        assert desk.client.post("/programmes/TJ-KHT/workbook", data=sent).status_code in (200, 303)


def refused_for_room(place: Place, file: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        back_up(place, file, at=datetime.now(UTC))
    assert refusal.value.reason is BackupReason.NO_ROOM
    assert refusal.value.details["folder"] == file.parent


def test_a_backup_that_finds_no_room_leaves_nothing(
    books: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    monkeypatch.setattr("core.backup.archive.os.fsync", no_room)
    refused_for_room(Place(books, tmp_path / "evidence", None), folder / "night.tar")
    assert files_in(folder) == []


def test_a_backup_onto_a_full_disk_leaves_the_last_one(
    books: Engine, tmp_path: Path, disk: SmallDisk
) -> None:
    place = Place(books, tmp_path / "evidence", None)
    back_up(place, disk.folder / "night.tar.gz", at=datetime.now(UTC))
    disk.take()
    refused_for_room(place, disk.folder / "next.tar.gz")
    assert sorted(files_in(disk.folder)) == ["filler", "night.tar.gz"]
