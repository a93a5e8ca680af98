"""The audit: who changed what, from what to what; as a page and as a file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import select

from core.audit import note
from core.database import transaction
from core.programmes import Programme
from core.roles import Role, ScopeKind
from reports.audit_file import write_audit
from tests.grants import programme as p
from tests.web import ADMINISTRATOR, Membership, opened, sign_in

MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, "P")
ADDRESS = "/programmes/P/audit"


@pytest.fixture
def client(sqlite_engine: Engine, tmp_path: Path) -> Iterator[FlaskClient]:
    engine = sqlite_engine
    p.booked(engine, tmp_path, p.programme())
    p.booked(engine, tmp_path, {"groups": [p.group(name="Umed", leader_sex="f")]})
    with opened(engine) as app, app.test_client() as client:
        sign_in(client, engine, "zarina", MANAGER)
        yield client


def written(engine: Engine, *keys: str, programme: int | None = 1, **said: Any) -> None:
    def work(session: Any) -> None:
        for key in keys:
            at = said.get("at", datetime(2026, 9, 2, 20, tzinfo=UTC))
            note(session, programme, "groups", key, **{"by": "daler", **said, "at": at})

    transaction(engine, work)


def shown(client: FlaskClient, **asked: str) -> str:
    page = client.get(ADDRESS, query_string=asked)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def rows(client: FlaskClient, address: str = f"{ADDRESS}.xlsx", **asked: str) -> list[tuple[Any, ...]]:
    answer = client.get(address, query_string=asked)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return list(load_workbook(BytesIO(answer.data))["audit"].iter_rows(values_only=True))


def test_a_change_is_said_in_the_words_of_its_form(client: FlaskClient) -> None:
    page = shown(client, key="G-1")
    assert "Name" in page
    assert "The first group" in page
    assert "Umed" in page
    assert "The group is led by a" in page
    assert "Woman" in page
    assert "leader_sex" not in page


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({"by": "dal"}, ["X-2", "X-1"]),
        ({"by": "nobody"}, []),
        ({"key": "X-2"}, ["X-2"]),
        ({"sheet": "groups", "text": "50%"}, ["X-2", "X-1"]),
        ({"text": "5_%"}, []),
        (
            {"since": "2026-09-03", "sheet": "groups"},
            ["X-2", "X-1"],
        ),  # the evening of the 2nd is the 3rd in Dushanbe
        ({"until": "2026-09-02", "key": "X"}, []),
    ],
)
def test_filters_find_what_they_say(
    sqlite_engine: Engine, client: FlaskClient, asked: dict[str, str], keys: list[str]
) -> None:
    written(sqlite_engine, "X-1", "X-2", reason="grew by 50%")
    page = shown(client, **asked)
    assert [row[3] for row in rows(client, **asked)[1:]] == keys
    assert all(key in page for key in keys)
    assert ("No entry is like this" in page) == (not keys)


@pytest.mark.parametrize("asked", [{"sheet": "nonsense"}, {"since": "yesterday"}, {"until": "31/12/2026"}])
def test_a_filter_that_cannot_be_read_finds_nothing_and_says_so(
    client: FlaskClient, asked: dict[str, str]
) -> None:
    page = client.get(ADDRESS, query_string=asked)
    assert page.status_code == 422
    assert 'class="error"' in page.get_data(as_text=True)
    assert len(rows(client, **asked)) == 1


def test_a_manager_sees_the_audit_of_their_programme_alone(
    sqlite_engine: Engine, client: FlaskClient
) -> None:
    written(sqlite_engine, "OF-THE-SITE", programme=None)
    page = shown(client)
    assert "OF-THE-SITE" not in page
    assert "OF-THE-SITE" not in str(rows(client))
    assert [client.get(path).status_code for path in ("/audit", "/audit.xlsx")] == [404, 404]
    sign_in(client, sqlite_engine, "other", (Role.OFFICER, ScopeKind.PROGRAMME, "P"))
    assert [client.get(path).status_code for path in (ADDRESS, f"{ADDRESS}.xlsx")] == [404, 404]


def test_the_site_has_an_audit_for_administrators(sqlite_engine: Engine, client: FlaskClient) -> None:
    written(sqlite_engine, "OF-THE-SITE", programme=None)
    sign_in(client, sqlite_engine, "farida", ADMINISTRATOR)
    page = client.get("/audit").get_data(as_text=True)
    assert "OF-THE-SITE" in page
    assert "Umed" not in page
    assert {row[3] for row in rows(client, "/audit.xlsx", sheet="groups")[1:]} == {"OF-THE-SITE"}
    assert [client.get(path).status_code for path in (ADDRESS, f"{ADDRESS}.xlsx")] == [404, 404]


HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", '=HYPERLINK("http://x")']


def test_no_text_of_the_file_can_start_a_formula(sqlite_engine: Engine, client: FlaskClient) -> None:
    written(sqlite_engine, *HOSTILE, by="=1+1", old="=2", new="+3", reason="@4")
    answer = client.get(f"{ADDRESS}.xlsx", query_string={"sheet": "groups"})
    cells = [cell for row in load_workbook(BytesIO(answer.data))["audit"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "d"}
    assert set(HOSTILE) <= {cell.value for cell in cells}


def test_the_file_stops_where_the_page_says(
    sqlite_engine: Engine, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reports.views import audit

    monkeypatch.setattr(audit, "MOST_ROWS", 2)
    monkeypatch.setitem(audit._WORDS, "most_rows", 2)
    assert len(rows(client)) == 3
    assert "the file has the latest 2" in shown(client)


def test_hostile_words_are_shown_as_they_are(sqlite_engine: Engine, client: FlaskClient) -> None:
    written(sqlite_engine, '"><img onerror=1>', new="{{7*7}}", reason="<script>")
    page = shown(client)
    assert "<img" not in page
    assert "{{7*7}}" in page


def test_the_same_entries_give_the_same_file(tmp_path: Path) -> None:
    files = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for file in files:
        write_audit([], file)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("days", [{"since": "0001-01-01"}, {"until": "9999-12-31"}])
@pytest.mark.parametrize("zone", ["Asia/Dushanbe", "America/Guatemala"])
def test_the_first_and_the_last_day_of_all_find_everything(
    client: FlaskClient, sqlite_engine: Engine, days: dict[str, str], zone: str
) -> None:
    def move(session: Any) -> None:
        session.exec(select(Programme)).one().time_zone = zone

    transaction(sqlite_engine, move)
    assert rows(client, **days) == rows(client)
