"""Uploaded files are kept under a random name, for an hour, for the person who sent them."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grants.uploading.keeping import (
    KEPT_FOR,
    MOST_OF_A_PERSON,
    KeptFile,
    Owner,
    find_file,
    new_file,
    shortened,
    sweep,
)

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
ZARINA = Owner(1, 7)


def kept(folder: Path, owner: Owner = ZARINA, *, age: timedelta = timedelta(0)) -> KeptFile:
    file = new_file(folder, owner, "month.xlsx")
    file.path.write_bytes(b"content")
    moment = (NOW - age).timestamp()
    os.utime(file.folder, (moment, moment))
    return file


def test_a_file_is_found_by_its_sender_in_its_programme_alone(tmp_path: Path) -> None:
    token = kept(tmp_path).token
    assert find_file(tmp_path, ZARINA, token) is not None
    assert find_file(tmp_path, Owner(2, 7), token) is None
    assert find_file(tmp_path, Owner(1, 8), token) is None


@pytest.mark.parametrize("token", ["", "..", "../x", "a" * 31, "a" * 33, f"{'a' * 31}/", f"{'a' * 31}\n"])
def test_a_token_is_never_a_path(tmp_path: Path, token: str) -> None:
    assert find_file(tmp_path, ZARINA, token) is None


def test_the_name_of_a_file_is_not_that_of_its_place(tmp_path: Path) -> None:
    file = new_file(tmp_path, ZARINA, "../../etc/passwd")
    assert file.name == "passwd"
    assert file.folder.parent == tmp_path
    assert "passwd" not in str(file.path)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("April.xlsx", "April.xlsx"),
        ("C:\\books\\April.xlsx", "April.xlsx"),
        ("a\u202excod.xlsx", "axcod.xlsx"),
        ("April\r\n2026-01-01 root.xlsx", "April2026-01-01 root.xlsx"),
        ("Ҷамоат ӣӯҳқғ.xlsx", "Ҷамоат ӣӯҳқғ.xlsx"),
        ("long" * 100 + ".xlsx", ("long" * 100)[:74] + "….xlsx"),
    ],
)
def test_a_name_is_shown_without_what_cannot_be_seen(name: str, seen: str) -> None:
    assert shortened(name) == seen
    assert len(seen) <= 80


def test_what_is_older_than_an_hour_is_swept(tmp_path: Path) -> None:
    old = kept(tmp_path, Owner(2, 7), age=KEPT_FOR + timedelta(seconds=1))
    young = kept(tmp_path, age=KEPT_FOR - timedelta(seconds=1))
    sweep(tmp_path, 1, NOW)
    assert [old.path.exists(), young.path.exists()] == [False, True]


def test_a_person_keeps_a_few_files_only(tmp_path: Path) -> None:
    files = [kept(tmp_path, age=timedelta(minutes=age)) for age in range(MOST_OF_A_PERSON + 2)]
    others = kept(tmp_path, Owner(12, 7), age=timedelta(minutes=50))
    sweep(tmp_path, 1, NOW)
    assert [file.path.exists() for file in files] == [True] * MOST_OF_A_PERSON + [False] * 2
    assert others.path.exists()
