"""What the site does not take of a workbook, and that then nothing of it is stored."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from grants.uploading.problems import SENTENCES, UploadProblem
from tests.grants import programme as p
from tests.grants.uploading.uploads import put, refused, upload


@pytest.fixture
def books(sqlite_engine: Engine, tmp_path: Path) -> Engine:
    p.booked(sqlite_engine, tmp_path, p.programme(contributions=[p.contribution()]))
    return sqlite_engine


def test_every_refusal_has_its_sentence() -> None:
    assert set(SENTENCES) == set(UploadProblem)


def test_a_file_about_another_programme_is_refused(books: Engine, tmp_path: Path) -> None:
    other = p.programme()
    other["programmes"][0]["code"] = "Q"
    assert refused(books, tmp_path, other) == ["other_programme at programmes None"]


def test_closings_and_rematches_are_booked_by_the_command(books: Engine, tmp_path: Path) -> None:
    assert refused(books, tmp_path, {"closings": [p.closing()], "groups": [p.group("G-2")]}) == [
        "booked_by_command at closings A2"
    ]
    rematch = {"fund": "F", "booked_on": "2026-05-05", "contribution": "C-1", "rule": "R", "granted": 1}
    assert refused(books, tmp_path, {"rematches": [rematch]}) == ["booked_by_command at rematches A2"]


def test_sequence_numbers_of_new_rows_are_refused_once_a_column(books: Engine, tmp_path: Path) -> None:
    rows = [p.contribution("C-2", verified_seq=7), p.contribution("C-3", verified_seq=8)]
    found = refused(books, tmp_path, {"contributions": rows, "other_funding": [p.partner(seq=9)]})
    assert sorted(found) == ["seq_given at contributions J2", "seq_given at other_funding G2"]


def test_all_problems_come_at_once(books: Engine, tmp_path: Path) -> None:
    rows = [p.recorded("C-2", amount=-1), p.recorded("C-3", project="NOPE")]
    assert refused(books, tmp_path, {"contributions": rows, "groups": [p.group("G-2", women=99)]}) == [
        "out_of_range at groups F2",
        "code_unknown at contributions B3",
        "not_positive at contributions E2",
    ]


def test_looking_stores_nothing(books: Engine, tmp_path: Path) -> None:
    sheets = {"groups": [p.group("G-2")], "rules": [p.rule("S", priority=2, effective_from="2026-10-01")]}
    before = p.count_rows(books)
    found = upload(books, p.write(tmp_path, sheets), keep=False)
    assert (found.new, len(found.drafts), found.proposals) == ({"groups": 1}, 1, [])
    assert p.count_rows(books) == before


def test_the_audit_says_that_a_file_was_uploaded(books: Engine, tmp_path: Path) -> None:
    put(
        books,
        tmp_path,
        {"groups": [p.group("G-2")], "rules": [p.rule("S", priority=2, effective_from="2026-10-01")]},
    )
    ((by, told),) = [
        (by, new)
        for by, field, new in p.rows(books, "audit_entry", "by", "field", "new")
        if field == "upload"
    ]
    assert by == "zarina"
    assert "groups 1, proposal 1. SHA-256 " in told
