"""Corrections in the report: which contribution takes the place of which, and which event led to an entry."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from core.calendar import Span, parse_span, quarter_of
from core.database import session, transaction
from core.journal.append import lock_head
from grants import rematches
from grants.models.funds import Fund
from reports.quarterly import quarterly_report
from tests.grants import programme as p
from tests.grants.correcting.limited import amended_alone, books, contribution
from tests.grants.verification import waiting

Q1, Q3 = (quarter_of(p.day(day)) for day in ("2026-03-31", "2026-08-31"))
ALL = parse_span("2026-01..2026-09")


@pytest.fixture
def corrected(sqlite_engine: Engine, tmp_path: Path) -> Engine:
    """C-1 of 100 was to be 70 for W-2, where C-3 waited for C-4, and C-4 was granted what it lacked.

    The fund G decides on what is for W-2 alone.
    """
    gone = p.project("W-3", settled_on="2026-08-30", final_cost=0, status="cancelled")
    projects = [p.project(), p.project("W-2"), gone]
    rules = [
        p.rule(projects="W-1"),
        p.rule("T", priority=2, projects="W-2", counted_min=50),
        p.rule("S", priority=3, projects="W-3"),
        p.rule("GR", fund="G", priority=4, projects="W-2"),
    ]
    given = [
        contribution(),
        contribution("C-2", 60, verified_on="2026-03-06"),
        contribution("C-3", 20, project="W-2"),
        contribution("C-4", 40, project="W-2", verified_on="2026-03-07"),
        contribution("C-5", 10, project="W-3"),
    ]
    columns = dict.fromkeys(column for rule in rules for column in rule)
    funds = [p.fund(budget=220), p.fund("G", name="The other fund")]
    more = {"projects": projects, "funds": funds, "rules": [columns | rule for rule in rules]}
    engine = books(sqlite_engine, tmp_path, *given, limit=1_000, **more)
    amended_alone(engine, amount="70", project="W-2")
    waiting.verified(engine, "mavluda", waiting.shown(engine, "C-1-A"))
    transaction(engine, _rematch)
    assert p.differences(engine) == []
    return engine


def _rematch(writing: Session) -> None:
    lock_head(writing, 1)
    rematches.confirm(writing, writing.get_one(Fund, 1), by="nigora", at=p.TODAY)


def links(engine: Engine, span: Span, fund: str | None = None) -> dict[str, tuple[str | None, str | None]]:
    with session(engine) as reading:
        rows = quarterly_report(reading, "P", span, fund).contributions
    return {row.reference: (row.amends, row.amended_by) for row in rows}


def test_contributions_name_those_whose_place_they_take_and_that_take_theirs(corrected: Engine) -> None:
    found = links(corrected, Q1)
    assert found["C-1"] == (None, "C-1-A")
    assert found["C-1-A"] == ("C-1", None)
    assert found["C-2"] == (None, None)


def test_a_funds_report_names_none_on_which_the_fund_did_not_decide(corrected: Engine) -> None:
    of_f, of_g = links(corrected, ALL, "F"), links(corrected, ALL, "G")
    assert (of_f["C-1"], of_f["C-1-A"]) == ((None, "C-1-A"), ("C-1", None))
    assert of_g.keys() == {"C-3", "C-4", "C-1-A"}
    assert of_g["C-1-A"] == (None, None)


def test_each_match_says_which_event_led_to_it(corrected: Engine) -> None:
    because: dict[str, list[str]] = {}
    with session(corrected) as reading:
        rows = [row for span in (Q1, Q3) for row in quarterly_report(reading, "P", span, "F").matches]
    for row in rows:
        because.setdefault(row.contribution, []).append(row.because)
    assert because == {
        "C-1": ["verified", "reversed"],
        "C-2": ["verified"],
        "C-3": ["verified", "threshold"],
        "C-4": ["verified", "rematched"],
        "C-5": ["verified", "settled"],
        "C-1-A": ["verified"],
    }
    kinds = {seq: kind for seq, kind, *_ in p.journal(corrected) if seq is not None}
    assert {(row.because, kinds[row.event].value) for row in rows} == {
        *{("verified", "verify"), ("threshold", "verify"), ("reversed", "reverse")},
        *{("settled", "settle"), ("rematched", "rematch")},
    }
