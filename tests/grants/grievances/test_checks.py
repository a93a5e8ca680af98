"""Grievances in a workbook keep to the same rules."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.grants import programme as p
from tests.grants.uploading.uploads import put, refused


def complaint(code: str = "GR-1", **other: Any) -> dict[str, Any]:
    said = {"received_on": "2026-03-02", "channel": "phone", "category": "works", "access": "open"}
    return {"code": code, **said, "words": "The trench is open", "recorded_by": "olim", **other}


def step(number: int = 1, kind: str = "acknowledged", **other: Any) -> dict[str, Any]:
    said = {"decided_on": "2026-03-04", "decided_by": "zarina", "words": "Seen"}
    return {"grievance": "GR-1", "number": number, "step": kind, **said, **other}


@pytest.fixture
def books(sqlite_engine: sa.Engine, tmp_path: Path) -> tuple[sa.Engine, Path]:
    p.booked(sqlite_engine, tmp_path, p.programme() | {"grievances": [complaint(access="restricted")]})
    return sqlite_engine, tmp_path


@pytest.mark.parametrize(
    ("steps", "what"),
    [
        ([step(2)], "number"),
        ([step(1, "reopened")], "number"),
        ([step(), step(2)], "number"),
        ([step(1, "resolved", decided_by="OLIM")], "decided_by"),
        ([step(1, "resolved", words=None)], "words"),
        ([step(decided_on="2026-03-01")], "decided_on"),
        ([step(), step(2, "resolved", decided_on="2026-03-03")], "decided_on"),
    ],
)
def test_a_step_that_does_not_follow_is_refused(
    books: tuple[sa.Engine, Path], steps: list[dict[str, Any]], what: str
) -> None:
    assert len(p.problems(*books, {"grievance_steps": steps})) == 1


def test_steps_go_on_where_the_books_stop(books: tuple[sa.Engine, Path]) -> None:
    p.booked(*books, {"grievance_steps": [step(), step(2, "resolved")]})
    p.booked(*books, {"grievance_steps": [step(3, "reopened"), step(4, "resolved")]})
    assert len(p.problems(*books, {"grievance_steps": [step(5, "resolved")]})) == 1
    assert p.differences(books[0]) == []


def test_what_was_told_in_confidence_is_not_opened_up(books: tuple[sa.Engine, Path]) -> None:
    assert len(p.problems(*books, {"grievances": [complaint()]})) == 1
    told = p.change("grievances", "GR-1", "access", "open")
    assert p.problems(*books, {"changes": [told]})


@pytest.mark.parametrize(
    ("column", "value"), [("words", "Nothing"), ("category", "other"), ("recorded_by", "me")]
)
def test_what_was_said_stays(books: tuple[sa.Engine, Path], column: str, value: str) -> None:
    assert len(p.problems(*books, {"grievances": [complaint(access="restricted") | {column: value}]})) == 1


def test_nobody_records_or_decides_for_another_by_an_upload(books: tuple[sa.Engine, Path]) -> None:
    other = {"grievances": [complaint("GR-2")]}
    assert refused(*books, other) == ["signed_by_another at grievances G2"]
    assert refused(*books, {"grievance_steps": [step(decided_by="olim")]}) == [
        "signed_by_another at grievance_steps E2"
    ]
    own = {"grievances": [complaint("GR-2", recorded_by="Zarina")]}
    assert put(*books, own).new == {"grievances": 1}
