"""A large dossier is made by a job, for who asked, and the audit notes it once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import copy
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.accounts.models import Membership
from core.audit import AuditEntry
from core.database import make_engine, session, transaction
from core.jobs.models import Job, JobState
from core.jobs.rows import kept_jobs
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Project
from reports.dossier import job
from reports.dossier.sizes import size_of
from tests.browsing.books import NOW, OFFICER
from tests.reports.closing.test_in_background import work
from tests.reports.dossier.test_dossier import ADDRESS, token_on
from tests.web import MANAGER, opened, sign_in


@pytest.fixture
def books(khatlon: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{copy(khatlon, tmp_path / 'hashar.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def app(books: Engine, tmp_path: Path) -> Iterator[Flask]:
    with opened(books, JOBS_FOLDER=str(tmp_path / "jobs"), ROWS_AT_ONCE=1) as app:
        yield app


def asked(client: FlaskClient) -> str:
    token = token_on(client.get(ADDRESS).get_data(as_text=True))
    answer = client.post(f"{ADDRESS}/dossier", data={"csrf_token": token})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def noted(books: Engine) -> list[tuple[str, str | None]]:
    with session(books) as reading:
        entries = select(AuditEntry.by, AuditEntry.new).where(AuditEntry.field == "dossier")
        return list(reading.exec(entries))


def test_it_is_the_one_that_is_made_at_once_and_noted_once_however_often_it_is_tried(
    app: Flask, books: Engine
) -> None:
    client = app.test_client()
    sign_in(client, books, "munira", MANAGER)
    page = asked(client)
    assert noted(books) == []
    work(app, books)
    again = {"state": JobState.QUEUED, "ended_at": None, "offered_at": datetime(2020, 1, 1, tzinfo=UTC)}
    with kept_jobs(books) as rows:
        transaction(rows, lambda writing: writing.execute(sa.update(Job).values(again)))
    work(app, books)
    with client.get(f"{page}/file") as answer:
        content = answer.get_data()
    with ZipFile(BytesIO(content)) as archive:
        [index] = [archive.read(name) for name in archive.namelist() if name.endswith("/index.csv")]
    assert noted(books) == [("munira", sha256(index).hexdigest())]
    app.config["ROWS_AT_ONCE"] = 5_000
    token = token_on(client.get(ADDRESS).get_data(as_text=True))
    assert client.post(f"{ADDRESS}/dossier", data={"csrf_token": token}).data == content


@pytest.mark.parametrize("is_before", [True, False])
def test_whoever_lost_a_right_with_which_they_asked_does_not_get_it(
    app: Flask, books: Engine, is_before: bool
) -> None:
    """A manager who is an officer by then still sees the project, but not all that is in the dossier."""
    client = app.test_client()
    sign_in(client, books, "munira", MANAGER)
    page = asked(client)
    if not is_before:
        work(app, books)
    transaction(books, lambda writing: writing.execute(sa.delete(Membership)))
    sign_in(client, books, "munira", OFFICER)
    if is_before:
        work(app, books)
    said = client.get(page).get_data(as_text=True)
    assert ("may no longer see" in said, client.get(f"{page}/file").status_code) == (True, 404)
    assert len(noted(books)) == (0 if is_before else 1)


def test_many_papers_make_a_dossier_large(app: Flask, books: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of its vouchers and contributions, of its own and of its dated rows; of no other project."""
    transaction(books, _add_papers)
    with session(books) as reading:
        project = reading.exec(select(Project).where(col(Project.code) == "FAK-WATER")).one()
        assert size_of(reading, project).bytes == 1 + 10 + 100
    app.config["ROWS_AT_ONCE"] = 5_000
    monkeypatch.setattr("reports.views.dossier.BYTES_AT_ONCE", 110)
    client = app.test_client()
    sign_in(client, books, "munira", MANAGER)
    assert "/jobs/" in asked(client)
    assert job.BYTES_AT_ONCE == 50_000_000


def _add_papers(writing: Session) -> None:
    project = writing.exec(select(Project).where(col(Project.code) == "FAK-WATER")).one()
    papers = (
        ("contributions", "FAK-001", 1),
        ("projects", "FAK-WATER", 10),
        ("progress", "FAK-WATER|2020-05-01", 100),
        ("progress", "FAK-WATER-2|2020-05-01", 1_000),
    )
    for sheet, key, size in papers:
        file = EvidenceFile(
            programme_id=project.programme_id,
            sheet=sheet,
            key=key,
            stored_as=f"ab-{sheet}-{size}.jpg",
            sha256="0" * 64,
            media_type="image/jpeg",
            size=size,
            added_by="zarina",
            added_at=NOW,
        )
        writing.add(file)
