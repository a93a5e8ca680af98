"""`make run` for somebody who starts Hashar for the first time: two programmes, their reports, and again."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.database import session
from core.programmes import Programme
from grants.evidence.folder import EvidenceFolder
from grants.models.documents import Document
from grants.verifying.verify import verify
from household_groups.models.evidence import EvidenceFile
from reports.example_pictures import PICTURES
from reports.invented import is_invented
from tests.web import MANAGER, import_example, opened, sign_in

FILES = {"GT-VIV-2020-Q4.html", "GT-VIV-2020-Q4.xlsx", "TJ-REM-2020-Q4.html", "TJ-REM-2020-Q4.xlsx"}


def run(app: Flask, folder: Path) -> str:
    app.instance_path = str(folder)
    done = app.test_cli_runner().invoke(args=["run-example", "--no-serve"])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.slow
def test_two_programmes_and_their_reports_are_there(sqlite_engine: Engine, tmp_path: Path) -> None:
    with opened(sqlite_engine) as app:
        said = run(app, tmp_path)
        written = {file.name: file.read_bytes() for file in (tmp_path / "reports").iterdir()}
        assert written.keys() == FILES
        assert all(str(tmp_path / "reports" / name) in said for name in FILES)
        run(app, tmp_path)
        folder = EvidenceFolder(Path(app.config["EVIDENCE_FOLDER"]))
    assert {file.name: file.read_bytes() for file in (tmp_path / "reports").iterdir()} == written
    with session(sqlite_engine) as reading:
        programmes = list(reading.exec(select(Programme)))
        assert len(programmes) == 2
        assert all(is_invented(reading, programme.id) for programme in programmes)
        assert [result.differences for result in verify(reading)] == [[], []]
        assert_each_picture_is_there_once(reading, folder)


def assert_each_picture_is_there_once(reading: Session, folder: EvidenceFolder) -> None:
    """As a document, with its file as it was added."""
    pictures = [each for programme in PICTURES.values() for each in programme]
    documents = reading.exec(select(Document).where(col(Document.sha256).is_not(None))).all()
    files = {file.sha256: file for file in reading.exec(select(EvidenceFile))}
    assert sorted((each.key, each.title) for each in documents) == sorted(
        (each.key, each.title) for each in pictures
    )
    assert len(files) == len(pictures)
    for each in documents:
        file = files[each.sha256 or ""]
        assert (file.sheet, file.key) == (each.sheet, each.key)
        assert sha256(folder.path(file.stored_as).read_bytes()).hexdigest() == each.sha256
    assert folder.unclaimed_since(datetime.now(UTC)) == []


def test_what_somebody_brought_in_is_no_example(sqlite_engine: Engine) -> None:
    import_example(sqlite_engine, "khatlon_water")
    with session(sqlite_engine) as reading:
        assert not is_invented(reading, reading.exec(select(Programme.id)).one())
    with opened(sqlite_engine) as app:
        client = app.test_client()
        sign_in(client, sqlite_engine, "munira", MANAGER)
        assert "This is an example." not in client.get("/programmes/TJ-KHT").text
