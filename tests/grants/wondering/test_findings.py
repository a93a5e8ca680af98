"""What stands over the page of one contribution is true whatever became of it and of its project."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.views.verifying_pages import MANAGER, signed_in
from tests.web import opened

CANCELLED: p.Row = {"status": "cancelled", "settled_on": "2026-06-01", "final_cost": 0}
SETTLED: p.Row = {"status": "completed", "settled_on": "2026-06-01", "final_cost": 50}


@pytest.mark.parametrize(
    ("project", "terms", "then", "said"),
    [
        (p.unapproved(), {}, {}, "100.00 TJS is not matched yet: the project is not approved."),
        (
            p.unapproved(),
            {},
            {"projects": [p.unapproved() | CANCELLED]},
            "100.00 TJS is not matched: the project was ended before it was approved.",
        ),
        (
            p.unapproved(),
            {},
            {"reversals": [p.reversal()]},
            "100.00 TJS was taken back before anything of it was matched.",
        ),
        (p.project(), {"counted_min": 500}, {}, "100.00 TJS is not matched yet: it waits."),
        (
            p.project(),
            {"counted_min": 500},
            {"reversals": [p.reversal()]},
            "100.00 TJS was taken back before anything of it was matched.",
        ),
        (
            p.project(),
            {"counted_min": 500},
            {"projects": [p.project() | SETTLED]},
            "100.00 TJS is not matched: the project was settled or cancelled while it waited.",
        ),
        (
            p.project(),
            {},
            {"reversals": [p.reversal()]},
            "100.00 TJS was matched, and all of it was released again.",
        ),
    ],
)
def test_the_finding_says_what_became_of_it(
    sqlite_engine: Engine, tmp_path: Path, project: p.Row, terms: p.Row, then: p.Sheets, said: str
) -> None:
    sheets = p.programme(projects=[project], rules=[p.rule() | terms], contributions=[p.contribution()])
    p.booked(sqlite_engine, tmp_path, sheets)
    if then:
        p.booked(sqlite_engine, tmp_path, then)
    with opened(sqlite_engine) as app, signed_in(app, sqlite_engine, "zarina", MANAGER) as zarina:
        page = zarina.words("/contributions/C-1/why")
    assert said in page
    assert ("It waits until" in page) == ("yet" in said)
