"""The village board: the figures of the project's page, nobody's name, and one page whatever things are called."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser
from pypdf import PdfReader
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.database import make_engine, session, transaction
from core.programmes import Programme
from grants.models.documents import Document, DocumentKind
from grants.models.funds import Fund
from grants.showing.project_money import money_of
from grants.showing.works_photo import photo_of_works
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Progress, Project
from household_groups.models.registry import Community, Household
from reports.board.money import from_families
from tests.browsing.books import CODE, DONOR, NOW, OFFICER
from tests.web import MANAGER, opened, served, sign_in, signed_in_context

BOARD = f"/programmes/{CODE}/projects/FAK-WATER/board"
LONG = "Таъмири шабакаи обтаъминкунии деҳаи Навободи Поёни ҷамоати деҳоти Фахрободи ноҳияи Хуросон бо насос"
SIZES = {"A4": (210, 297), "A3": (297, 420)}


@pytest.fixture(scope="module")
def books(khatlon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{copy(khatlon, tmp_path_factory.mktemp('board'))}")
    yield engine
    engine.dispose()


@pytest.fixture
def app(books: Engine) -> Iterator[Flask]:
    with opened(books) as app:
        yield app


def _project(reading: Session) -> Project:
    return reading.exec(select(Project).where(Project.code == "FAK-WATER")).one()


def test_its_figures_are_those_of_the_projects_page_and_no_household_is_on_it(
    app: Flask, books: Engine
) -> None:
    client = app.test_client()
    sign_in(client, books, "munira", MANAGER)
    board = client.get(BOARD).get_data(as_text=True)
    page = client.get(BOARD.removesuffix("/board")).get_data(as_text=True)
    with session(books) as reading:
        project = _project(reading)
        money = money_of(reading, project)
        families = from_families(reading, project)
        codes = reading.exec(select(Household.code)).all()
    assert families.together == money.contributed > 0
    for minor in (money.came, money.spent, money.left):
        assert minor is not None
        said = f"{minor // 100:,}.{minor % 100:02}"
        assert said in board
        assert said in page
    sheet = board[board.index("<article") : board.index("</article>")]
    assert codes
    assert [code for code in codes if code in sheet] == []


@pytest.mark.parametrize(("fewest", "is_told"), [(1, True), (100, False)])
def test_families_abroad_and_here_are_told_apart_only_where_many_gave(
    books: Engine, monkeypatch: pytest.MonkeyPatch, fewest: int, is_told: bool
) -> None:
    """Of two families here the sum would be what each of them knows of the other."""
    monkeypatch.setattr("reports.board.money.FEWEST_HOUSEHOLDS", fewest)
    with session(books) as reading:
        families = from_families(reading, _project(reading))
    if is_told:
        assert families.abroad is not None
        assert families.here is not None
        assert families.abroad + families.here == families.together
    else:
        assert (families.abroad, families.here) == (None, None)


def test_the_photo_is_the_latest_of_the_works_and_never_a_paper(books: Engine) -> None:
    def work(writing: Session) -> None:
        _add_photos(writing)
        project = _project(writing)
        found = photo_of_works(writing, project)
        assert found is not None
        assert found[0].stored_as == "ab-2.jpg"
        raise _Undone

    with pytest.raises(_Undone):
        transaction(books, work)


class _Undone(Exception):
    pass


def _add_photos(writing: Session) -> None:
    """Two of the works, and later ones that are none: a certificate, and a slip of a contribution."""
    project = _project(writing)
    programme_id, project_id = project.programme_id, project.id or 0
    writing.add(Progress(programme_id=programme_id, project_id=project_id, on=NOW.date(), actual="40"))
    visits = sorted(f"FAK-WATER|{each.on}" for each in _visits(writing, project_id))
    shown = [
        ("projects", "FAK-WATER", DocumentKind.PHOTO),
        ("progress", visits[-1], DocumentKind.PHOTO),
        ("progress", visits[-1], DocumentKind.CERTIFICATE),
        ("contributions", "FAK-001", DocumentKind.PHOTO),
    ]
    for number, (sheet, key, kind) in enumerate(shown, 1):
        digest = sha256(str(number).encode()).hexdigest()
        of: dict[str, Any] = {"programme_id": programme_id, "sheet": sheet, "key": key, "sha256": digest}
        more: dict[str, Any] = {"title": "Works", "added_on": NOW.date(), "added_by": "zarina"}
        writing.add(Document(**of, reference=f"DOC-9{number}", kind=kind, **more))
        stored: dict[str, Any] = {
            "media_type": "image/jpeg",
            "size": 1,
            "added_by": "zarina",
            "added_at": NOW,
        }
        writing.add(EvidenceFile(**of, stored_as=f"ab-{number}.jpg", **stored))
    writing.flush()


def _visits(writing: Session, project_id: int) -> Sequence[Progress]:
    return writing.exec(select(Progress).where(Progress.project_id == project_id)).all()


def test_a_donor_prints_none_and_there_are_two_sizes_of_paper(app: Flask, books: Engine) -> None:
    for name, membership, status in (("ingrid", DONOR, 404), ("zarina", OFFICER, 200)):
        client = app.test_client()
        sign_in(client, books, name, membership)
        assert client.get(BOARD).status_code == status
        assert client.get(f"{BOARD}?paper=A5").status_code == 404


def test_it_is_one_page_of_either_paper_whatever_things_are_called(
    khatlon: Path, tmp_path: Path, browser: Browser
) -> None:
    engine = make_engine(f"sqlite:///{copy(khatlon, tmp_path)}")
    transaction(engine, _long_names)
    (tmp_path / "evidence" / "ab").mkdir(parents=True)
    Image.new("RGB", (400, 300), "grey").save(tmp_path / "evidence" / "ab" / "ab-2.jpg")
    with (
        opened(engine, EVIDENCE_FOLDER=str(tmp_path / "evidence")) as app,
        served(app) as address,
        signed_in_context(browser, address, engine, "munira", MANAGER) as context,
    ):
        page = context.new_page()
        for paper, size in SIZES.items():
            page.goto(f"{address}{BOARD}?paper={paper}")
            assert page.evaluate("document.querySelector('.board img').naturalWidth") == 400
            [sheet] = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
            assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == list(size)
            text = " ".join(sheet.extract_text().split())
            assert "Is something wrong? Say so." in text
            assert "Printed on" in text
            page.emulate_media(media="print")
            board = page.locator(".board")
            assert board.evaluate("each => each.scrollHeight - each.clientHeight") <= 0
            page.emulate_media(media="null")
    engine.dispose()


def _long_names(writing: Session) -> None:
    _add_photos(writing)
    project = _project(writing)
    programme = writing.get_one(Programme, project.programme_id)
    project.name = programme.name = LONG
    programme.complaints = f"Телефон +992 37 221 00 00, {LONG}"
    writing.get_one(Community, project.community_id).name = LONG
    for fund in writing.exec(select(Fund)):
        fund.name = LONG
