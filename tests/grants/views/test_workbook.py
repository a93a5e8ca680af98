"""The page on which a workbook is uploaded, looked at and booked, and the export."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import psutil
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from core.roles import Role, ScopeKind
from grants.uploading import uploading
from grants.uploading.words import MOST_PROBLEMS_SHOWN
from tests.grants import programme as p
from tests.grants.workbook.files import HEADER, ROW, write_book
from tests.grants.workbook.test_hostile_files import (
    a_hundred_thousand_faults,
    billion_laughs,
    bomb_with_a_false_size,
    two_cells_within_the_limits_and_far_apart,
)
from tests.web import Membership, opened, sign_in

MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
ADDRESS = "/programmes/P/workbook"
MIB = 1024 * 1024

OF_EACH_KIND = (
    bomb_with_a_false_size,
    two_cells_within_the_limits_and_far_apart,
    billion_laughs,
    a_hundred_thousand_faults,
)
"""Hostile by its package, its cells, its markup, its faults; how all others are read is tested by itself."""


@pytest.fixture
def books(sqlite_engine: Engine, tmp_path: Path) -> Engine:
    p.booked(sqlite_engine, tmp_path, p.programme())
    return sqlite_engine


@pytest.fixture
def client(books: Engine, tmp_path: Path) -> Iterator[FlaskClient]:
    with opened(books, UPLOADS=tmp_path / "uploads") as app, app.test_client() as client:
        sign_in(client, books, "zarina", MANAGER)
        yield client


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(ADDRESS).get_data(as_text=True))
    assert found is not None
    return found[1]


def send(client: FlaskClient, content: bytes | Path, name: str = "month.xlsx") -> TestResponse:
    file = FileStorage(BytesIO(content if isinstance(content, bytes) else content.read_bytes()), name)
    boundary, body = encode_multipart({"csrf_token": token(client), "file": file})
    return client.post(ADDRESS, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the button that books."""
    form = re.search(r'<form class="form".*?</form>', page, re.DOTALL)
    assert form is not None
    hidden = re.findall(r"<input[^>]*>", form[0])
    names = [re.search(r' name="([^"]*)"', each) for each in hidden]
    values = [re.search(r' value="([^"]*)"', each) for each in hidden]
    return {name[1]: value[1] for name, value in zip(names, values, strict=True) if name and value}


def action(page: str) -> str:
    found = re.search(rf'action="({ADDRESS}/[^"]+)"', page)
    assert found is not None
    return found[1]


def month(folder: Path) -> Path:
    return p.write(folder, {"contributions": [p.recorded(), p.contribution("C-2")]})


def test_a_file_is_looked_at_and_booked_only_then(client: FlaskClient, books: Engine, tmp_path: Path) -> None:
    page = send(client, month(tmp_path), "April.xlsx")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "What this file would book" in text
    assert "1 contribution of the file is verified there; here it waits for verification." in text
    assert p.rows(books, "contribution", "reference") == []
    booked = client.post(action(text), data=fields(text))
    assert (booked.status_code, booked.location) == (303, ADDRESS)
    assert "2 rows are booked." in client.get(ADDRESS).get_data(as_text=True)
    assert p.rows(books, "contribution", "status", "recorded_by") == [("recorded", "zarina")] * 2
    assert p.differences(books) == []


def test_the_history_of_the_programme_has_the_upload(client: FlaskClient, tmp_path: Path) -> None:
    page = send(client, month(tmp_path)).get_data(as_text=True)
    assert client.post(action(page), data=fields(page)).status_code == 303
    shown = client.get("/programmes/P/change/programmes/P")
    assert shown.status_code == 200
    assert "A workbook was uploaded" in shown.get_data(as_text=True)


def test_the_button_pressed_twice_books_once(client: FlaskClient, books: Engine, tmp_path: Path) -> None:
    text = send(client, month(tmp_path)).get_data(as_text=True)
    client.post(action(text), data=fields(text))
    again = client.post(action(text), data=fields(text))
    assert (again.status_code, again.location) == (303, ADDRESS)
    assert "The file is kept for one hour only." in client.get(ADDRESS).get_data(as_text=True)
    assert len(p.rows(books, "contribution", "reference")) == 2


def test_the_same_file_again_has_nothing_to_book(client: FlaskClient, tmp_path: Path) -> None:
    path = month(tmp_path)
    text = send(client, path).get_data(as_text=True)
    client.post(action(text), data=fields(text))
    again = send(client, path).get_data(as_text=True)
    assert "Everything in this file is here already" in again
    assert "Exactly this file was uploaded on" in again
    assert "Book it" not in again


def test_each_problem_is_named_by_sheet_and_cell_and_marked_in_the_copy(
    client: FlaskClient, books: Engine, tmp_path: Path
) -> None:
    page = send(client, p.write(tmp_path, {"contributions": [p.recorded(amount="1.234", project="NOPE")]}))
    text = page.get_data(as_text=True)
    assert page.status_code == 422
    assert "2 things are to be mended; nothing was stored." in text
    assert '<th scope="row">E2</th><td>amount' in text
    (address,) = re.findall(rf'href="({ADDRESS}/[^"]+/problems.xlsx)"', text)
    copy = client.get(address)
    assert copy.headers["Content-Disposition"] == "attachment; filename=P.problems.xlsx"
    book = load_workbook(BytesIO(copy.data))
    assert book.sheetnames == ["problems", "contributions"]
    assert "NOPE" in book["contributions"]["B2"].comment.text
    assert p.rows(books, "contribution", "reference") == []


def test_of_many_problems_the_first_are_shown_and_the_others_counted(
    client: FlaskClient, tmp_path: Path
) -> None:
    rows = [p.recorded(f"C-{at}", amount=-1) for at in range(MOST_PROBLEMS_SHOWN + 3)]
    text = send(client, p.write(tmp_path, {"contributions": rows})).get_data(as_text=True)
    assert text.count("an amount above 0 is expected") == MOST_PROBLEMS_SHOWN
    assert "3 more are in the marked copy." in text


def test_a_kept_file_is_for_the_person_who_sent_it(
    client: FlaskClient, books: Engine, tmp_path: Path
) -> None:
    p.booked(books, tmp_path, {"groups": [p.group("G-2")]})
    wrong = send(client, p.write(tmp_path, {"contributions": [p.recorded(amount=-1)]})).get_data(as_text=True)
    good = send(client, month(tmp_path)).get_data(as_text=True)
    (copy,) = re.findall(rf'href="({ADDRESS}/[^"]+/problems.xlsx)"', wrong)
    sign_in(client, books, "parviz", MANAGER)
    assert client.get(copy).status_code == 404
    taken = client.post(action(good), data={**fields(good), "csrf_token": token(client)})
    assert taken.location == ADDRESS
    assert p.rows(books, "contribution", "reference") == []


def test_a_file_about_another_programme_is_refused_in_words(client: FlaskClient, tmp_path: Path) -> None:
    other = p.programme()
    other["programmes"][0]["code"] = "Q"
    page = send(client, p.write(tmp_path, other))
    assert page.status_code == 422
    assert "The file is about another programme than P." in page.get_data(as_text=True)


def test_without_a_file_the_page_asks_for_one(client: FlaskClient) -> None:
    page = client.post(ADDRESS, data={"csrf_token": token(client)})
    assert page.status_code == 422
    assert "Choose the file first." in page.get_data(as_text=True)


def test_without_a_token_nothing_happens(client: FlaskClient, books: Engine, tmp_path: Path) -> None:
    file = (BytesIO(month(tmp_path).read_bytes()), "month.xlsx")
    assert client.post(ADDRESS, data={"file": file}).status_code == 400
    text = send(client, month(tmp_path)).get_data(as_text=True)
    assert client.post(action(text), data={"sha256": fields(text)["sha256"]}).status_code == 400
    assert p.rows(books, "contribution", "reference") == []


def test_another_file_than_the_one_shown_is_not_booked(
    client: FlaskClient, books: Engine, tmp_path: Path
) -> None:
    text = send(client, month(tmp_path)).get_data(as_text=True)
    client.post(action(text), data={**fields(text), "sha256": "0" * 64})
    assert p.rows(books, "contribution", "reference") == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON.xlsx", "x" * 300 + ".xlsx", "a\u202excod.xlsx"])
def test_the_name_of_a_file_is_for_people_only(client: FlaskClient, tmp_path: Path, name: str) -> None:
    assert send(client, month(tmp_path), name).status_code == 200
    (kept,) = (tmp_path / "uploads").iterdir()
    assert re.fullmatch(r"\d+-\d+-[\w-]{32}", kept.name)
    assert {each.name for each in kept.iterdir()} == {"workbook.xlsx", "name", "problems.json"}


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.OFFICER, (ScopeKind.PROGRAMME, "P")),
        (Role.VERIFIER, (ScopeKind.PROGRAMME, "P")),
        (Role.DONOR, (ScopeKind.PROGRAMME, "P")),
        (Role.ADMINISTRATOR, (ScopeKind.SITE,)),
    ],
)
def test_only_a_manager_uploads_and_exports(
    client: FlaskClient, books: Engine, role: Role, scope: tuple[object, ...]
) -> None:
    sign_in(client, books, "somebody", (role, *scope))
    assert [client.get(path).status_code for path in (ADDRESS, f"{ADDRESS}.xlsx")] == [404, 404]
    assert client.post(ADDRESS).status_code == 404


def test_the_export_of_a_programme_changes_nothing_when_it_is_uploaded(client: FlaskClient) -> None:
    export = client.get(f"{ADDRESS}.xlsx")
    assert export.headers["Content-Disposition"] == "attachment; filename=P.xlsx"
    assert "Everything in this file is here already" in send(client, export.data).get_data(as_text=True)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"a;b\n", b"PK\x03\x04" + bytes(99), bytes(10 * MIB + 1)]
)
def test_what_is_no_workbook_is_refused_by_its_content(client: FlaskClient, content: bytes) -> None:
    page = send(client, content)
    assert page.status_code == 422
    assert "This file cannot be booked yet" in page.get_data(as_text=True)


def test_a_body_beyond_all_limits_is_not_read(client: FlaskClient, tmp_path: Path) -> None:
    page = client.post(ADDRESS, data=bytes(11 * MIB), content_type="multipart/form-data; boundary=part")
    assert page.status_code == 413
    assert list(tmp_path.glob("uploads/*")) == []


@pytest.mark.slow
@pytest.mark.parametrize("write", OF_EACH_KIND, ids=lambda write: write.__name__)
def test_a_hostile_file_gets_an_answer_and_takes_no_memory_of_the_site(
    client: FlaskClient, books: Engine, tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    path = write(tmp_path / "hostile.xlsx")
    client.get(ADDRESS)
    before = psutil.Process().memory_info().rss
    page = send(client, path)
    assert page.status_code == 422  # a harmless one names a group that is not there
    assert "This file cannot be booked yet" in page.get_data(as_text=True)
    assert psutil.Process().memory_info().rss - before < 200 * MIB
    assert p.rows(books, "contribution", "reference") == []


def test_one_file_at_a_time_is_looked_at(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "PATIENCE_SECONDS", 0.01)
    with uploading._turn:
        busy = send(client, month(tmp_path))
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert send(client, month(tmp_path)).status_code == 200


def test_others_are_served_while_a_file_is_looked_at(
    client: FlaskClient, books: Engine, tmp_path: Path
) -> None:
    rows = [[f"C-{at}", *ROW[1:]] for at in range(20_000)]
    path = write_book(tmp_path / "long.xlsx", contributions=[HEADER, *rows])
    sender, other = client.application.test_client(), client.application.test_client()
    sign_in(sender, books, "zarina")
    sign_in(other, books, "parviz", MANAGER)
    assert other.get(ADDRESS).status_code == 200  # what only the first page of a process takes is not counted
    seconds: list[float] = []
    sending = threading.Thread(target=send, args=(sender, path))
    sending.start()
    while sending.is_alive():
        begun = time.monotonic()
        assert other.get(ADDRESS).status_code == 200
        seconds.append(time.monotonic() - begun)
    # Whoever had to wait for the file would have waited for most of the time.
    assert max(seconds) < sum(seconds) / 2
