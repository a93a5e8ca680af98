"""`make run` for somebody who starts Hashar for the first time: two programmes, their reports, and again."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from core.database import session
from core.programmes import Programme
from grants.verifying.verify import verify
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
    assert {file.name: file.read_bytes() for file in (tmp_path / "reports").iterdir()} == written
    with session(sqlite_engine) as reading:
        programmes = list(reading.exec(select(Programme)))
        assert len(programmes) == 2
        assert all(is_invented(reading, programme.id) for programme in programmes)
        assert [result.differences for result in verify(reading)] == [[], []]


def test_what_somebody_brought_in_is_no_example(sqlite_engine: Engine) -> None:
    import_example(sqlite_engine, "khatlon_water")
    with session(sqlite_engine) as reading:
        assert not is_invented(reading, reading.exec(select(Programme.id)).one())
    with opened(sqlite_engine) as app:
        client = app.test_client()
        sign_in(client, sqlite_engine, "munira", MANAGER)
        assert "This is an example." not in client.get("/programmes/TJ-KHT").text
