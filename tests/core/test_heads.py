"""Heads outside the database: one line a programme and day, on the disk, and by mail where that is set up."""

import json
import logging
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import create_app
from core.database import make_engine
from core.journal.heads import Head, heads_file, read_heads
from core.journal.keeping import Keeping, keep_heads, note_restored
from core.journal.settings import default_heads_file
from core.mailing import Post
from tests.smtp import mail_server
from tests.web import MANAGER, import_example, opened, sign_in

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
POST = Post("", "hashar@example.org", ("auditor@example.org", "donor@example.org"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outside" / "heads.jsonl"


@pytest.fixture
def books(sqlite_engine: sa.Engine) -> sa.Engine:
    import_example(sqlite_engine, "khatlon_water")
    return sqlite_engine


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_day_has_one_line_however_often_it_is_asked(books: sa.Engine, path: Path) -> None:
    for hours in (0, 5, 24, 25):
        keep_heads(Keeping(path), books, AT + timedelta(hours=hours))
    assert [(line["programme"], line["day"]) for line in lines(path)] == [
        ("TJ-KHT", "2026-11-22"),
        ("TJ-KHT", "2026-11-23"),
    ]


def kept_by_another(url: str, path: Path) -> int:
    engine = make_engine(url)
    count = len(keep_heads(Keeping(path), engine, AT).heads)
    engine.dispose()
    return count


def test_of_several_workers_one_writes(books: sa.Engine, path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("fork")) as pool:
        counts = pool.map(kept_by_another, [str(books.url)] * 6, [path] * 6)
        assert sorted(counts) == [0, 0, 0, 0, 0, 1]
    assert len(lines(path)) == 1


def test_a_worker_that_does_not_wait_leaves_it_to_the_other(books: sa.Engine, path: Path) -> None:
    with heads_file(path), pytest.raises(BlockingIOError):
        keep_heads(Keeping(path), books, AT, wait=False)


def test_a_line_that_was_never_finished_is_told_and_spoils_no_other(books: sa.Engine, path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"kind": "head", "day": "2026-11-2')
    keep_heads(Keeping(path), books, AT)
    kept = read_heads(path)
    assert kept.unreadable == [1]
    assert [head.day for head in kept.heads] == ["2026-11-22"]


def test_after_a_restore_what_was_lost_stays_in_the_file_and_is_not_missed(
    books: sa.Engine, path: Path
) -> None:
    keep_heads(Keeping(path), books, AT)
    with heads_file(path) as file:
        file.keep([Head("2026-11-23", "", "TJ-KHT", 99_999, "of lost entries")])
    note_restored(Keeping(path), books, AT + timedelta(days=2), "the disk broke")
    assert any(line.get("why") == "the disk broke" for line in lines(path))
    assert any(line.get("position") == 99_999 for line in lines(path))
    assert 99_999 not in read_heads(path).of("TJ-KHT")
    assert read_heads(path).last_of("TJ-KHT") == Head(
        "2026-11-24",
        (AT + timedelta(days=2)).isoformat(),
        "TJ-KHT",
        *next(iter(read_heads(path).of("TJ-KHT").items())),
    )


def test_heads_go_out_once_a_day_and_a_mail_is_a_file_to_compare_with(
    books: sa.Engine, path: Path, tmp_path: Path
) -> None:
    with mail_server() as (url, mails):
        keeping = Keeping(path, Post(url, POST.sender, POST.recipients))
        assert keep_heads(keeping, books, AT).is_sent
        assert not keep_heads(keeping, books, AT + timedelta(hours=1)).is_sent
    [mail] = mails
    assert mail["To"] == "auditor@example.org, donor@example.org"
    saved = tmp_path / "mail.eml"
    saved.write_text(mail.get_payload()[0].get_payload())  # type: ignore[union-attr,arg-type,index]
    assert read_heads(saved).heads == read_heads(path).heads != []
    attached = mail.get_payload()[1].get_payload(decode=True)  # type: ignore[union-attr,index]
    assert json.loads(attached.decode()) == lines(path)[0]  # type: ignore[union-attr]


def test_a_mail_that_fails_loses_no_line_is_told_and_is_tried_again(books: sa.Engine, path: Path) -> None:
    with mail_server(refuses=True) as (url, _):
        kept = keep_heads(Keeping(path, Post(url, POST.sender, POST.recipients)), books, AT)
    assert "no such person" in str(kept.not_sent)
    assert "no such person" in str(read_heads(path).not_sent)
    assert len(read_heads(path).heads) == 1
    with mail_server() as (url, mails):
        assert keep_heads(Keeping(path, Post(url, POST.sender, POST.recipients)), books, AT).is_sent
    assert len(mails) == 1
    assert read_heads(path).not_sent is None


def test_the_site_keeps_the_heads_of_a_day_by_itself(books: sa.Engine, path: Path) -> None:
    with opened(books, HEADS_FILE=str(path)) as app:
        client = app.test_client()
        sign_in(client, books, "zarina", MANAGER)
        for _ in range(2):
            client.get("/programmes/TJ-KHT/projects").close()
    assert len(lines(path)) == 1


def test_a_file_that_cannot_be_written_fails_no_request_and_is_seen(
    books: sa.Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(books, HEADS_FILE=str(tmp_path)) as app, caplog.at_level(logging.ERROR):
        client = app.test_client()
        sign_in(client, books, "zarina", MANAGER)
        answer = client.get("/programmes/TJ-KHT/projects")
        answer.close()
        page = client.get("/programmes/TJ-KHT/integrity").get_data(as_text=True)
    assert answer.status_code == 200
    assert "could not be kept" in caplog.text
    assert "The file of heads cannot be read." in page


def test_by_default_the_file_is_beside_the_database(tmp_path: Path) -> None:
    app = create_app(DATABASE_URL=f"sqlite:///{tmp_path}/ours.sqlite")
    assert app.config["HEADS_FILE"] == str(tmp_path / "ours.heads.jsonl")
    assert default_heads_file("postgresql://anna@db/books", "/srv/i") == "/srv/i/books.heads.jsonl"


def test_the_command_tells_what_it_kept(books: sa.Engine, path: Path) -> None:
    runner = create_app(DATABASE_URL=str(books.url), HEADS_FILE=str(path)).test_cli_runner()
    first, second = (runner.invoke(args=["keep-heads"]) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output.startswith("TJ-KHT: ")
    assert second.output.startswith("0 added")
