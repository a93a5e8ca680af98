"""Of an uploaded workbook rules, payments, settlements and reversals wait for a second person."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.uploading.uploads import confirm_all, proposed, put, refused, upload


@pytest.fixture
def books(sqlite_engine: Engine, tmp_path: Path) -> Engine:
    """P with one contribution of 100.00 that is matched by the rule R."""
    p.booked(sqlite_engine, tmp_path, p.programme(contributions=[p.contribution()]))
    return sqlite_engine


def test_rules_are_one_proposal_and_in_force_only_once_it_is_confirmed(
    engine: Engine, tmp_path: Path
) -> None:
    p.booked(engine, tmp_path, p.programme(rules=[]))
    rules = [p.rule(match_per_contribution=50), p.rule("S", priority=2, tiers="0=2;5000=1.234", ratio=None)]
    result = put(engine, tmp_path, {"rules": rules, "groups": [p.group("G-2")]})
    assert result.new == {"groups": 1}
    assert p.rows(engine, "matching_rule", "code") == []
    ((kind, rows),) = proposed(engine)
    assert (kind, [row["code"] for row in rows["rules"]]) == ("rules", ["R", "S"])
    confirm_all(engine)
    assert sorted(p.rows(engine, "matching_rule", "code", "match_per_contribution_minor", "tiers")) == [
        ("R", 5000, None),
        ("S", None, "0=2;5000=1.234"),
    ]
    assert p.differences(engine) == []


def test_of_a_known_version_only_what_changes_is_proposed(books: Engine, tmp_path: Path) -> None:
    put(books, tmp_path, {"rules": [p.rule(effective_to="2026-12-31")]})
    ended = {"code": "R", "version": "1", "effective_to": "2026-12-31"}
    assert proposed(books) == [("rules", {"rules": [ended]})]


def test_a_version_that_ends_and_its_successor_are_confirmed_together(books: Engine, tmp_path: Path) -> None:
    versions = [p.rule(effective_to="2026-12-31"), p.rule(version=2, effective_from="2027-01-01", ratio=2)]
    put(books, tmp_path, {"rules": versions})
    confirm_all(books)
    ends = p.rows(books, "matching_rule", "version", "effective_to")
    assert ends == [(1, "2026-12-31"), (2, None)]
    assert p.differences(books) == []


def test_new_payments_are_one_proposal_and_what_changes_of_known_ones_is_booked(
    books: Engine, tmp_path: Path
) -> None:
    p.booked(books, tmp_path, {"disbursements": [p.payment()]})
    payments = [p.payment(paid_to="The masons"), p.payment("D-2", 12.5, paid_to="The plumber")]
    result = put(books, tmp_path, {"disbursements": payments})
    assert result.changed == {"disbursements": 1}
    ((kind, rows),) = proposed(books)
    assert (kind, rows["disbursements"][0]["reference"]) == ("disbursements", "D-2")
    assert rows["disbursements"][0]["amount"] == "12.5"
    assert p.rows(books, "disbursement", "reference", "paid_to") == [("D-1", "The masons")]
    confirm_all(books)
    assert p.rows(books, "disbursement", "amount_minor") == [1000, 1250]
    assert p.differences(books) == []


def test_a_payment_beyond_what_is_matched_is_refused_at_its_cell(books: Engine, tmp_path: Path) -> None:
    found = refused(books, tmp_path, {"disbursements": [p.payment(amount=101)]})
    assert found == ["beyond_matched at disbursements E2"]


def test_each_settlement_is_a_proposal_and_the_rest_of_the_project_is_booked(
    books: Engine, tmp_path: Path
) -> None:
    settled = p.project(settled_on="2026-08-01", final_cost="150.00", status="completed", name="The pipe")
    new = p.project("W-2", settled_on="2026-08-02", final_cost=0, status="cancelled")
    result = put(books, tmp_path, {"projects": [settled, new]})
    assert (result.new, result.changed) == ({"projects": 1}, {"projects": 1})
    assert proposed(books) == [
        ("settlement", {"projects": [{"code": "W-1", "settled_on": "2026-08-01", "final_cost": "150"}]}),
        (
            "settlement",
            {
                "projects": [
                    {"code": "W-2", "settled_on": "2026-08-02", "final_cost": "0", "status": "cancelled"}
                ]
            },
        ),
    ]
    projects = p.rows(books, "project", "name", "status", "settled_on")
    assert projects == [("The pipe", "completed", None), ("A water pipe", "approved", None)]
    confirm_all(books)
    assert p.rows(books, "project", "status", "settled_on") == [
        ("completed", "2026-08-01"),
        ("cancelled", "2026-08-02"),
    ]
    assert p.differences(books) == []


def test_the_day_of_a_cancellation_waits_with_it(books: Engine, tmp_path: Path) -> None:
    cancelled = p.project(settled_on="2026-08-01", final_cost=0, status="cancelled")
    told = p.change("projects", "W-1", "status", "cancelled", reason="The spring is dry")
    put(books, tmp_path, {"projects": [cancelled], "changes": [told]})
    assert p.rows(books, "fact_change", "value") == []
    confirm_all(books)
    assert p.rows(books, "fact_change", "value", "effective_on", "reason") == [
        ("cancelled", "2026-06-01", "The spring is dry")
    ]
    assert p.differences(books) == []


def test_reversals_are_one_proposal(books: Engine, tmp_path: Path) -> None:
    p.booked(books, tmp_path, {"contributions": [p.contribution("C-2", 50)]})
    own = p.contribution("C-2", 50, reversed_on="2026-05-02", reversal_reason="Never came")
    result = put(books, tmp_path, {"contributions": [own], "reversals": [p.reversal(10)]})
    assert (result.new, result.changed) == ({}, {})
    ((kind, rows),) = proposed(books)
    assert kind == "reversals"
    assert rows["reversals"] == [
        {"contribution": "C-2", "reversed_on": "2026-05-02", "amount": "50", "reason": "Never came"},
        {"contribution": "C-1", "reversed_on": "2026-05-01", "amount": "10", "reason": ""},
    ]
    confirm_all(books)
    assert sorted(p.rows(books, "reversal", "amount_minor")) == [1000, 5000]
    assert p.differences(books) == []


def test_the_same_file_twice_points_to_what_waits(books: Engine, tmp_path: Path) -> None:
    sheets = {
        "rules": [p.rule("S", priority=2, effective_from="2026-10-01")],
        "contributions": [p.contribution("C-2")],
    }
    path = p.write(tmp_path, sheets)
    first = upload(books, path)
    assert first.earlier is None
    second = upload(books, path)
    assert second.is_nothing
    assert list(second.waiting) == first.proposals
    assert second.earlier is not None
    assert len(proposed(books)) == 1
    confirm_all(books)
    assert upload(books, path).waiting == {}


def test_amounts_of_a_proposal_can_be_read_in_one_way(sqlite_engine: Engine, tmp_path: Path) -> None:
    dinars = p.programme(
        funds=[p.fund(currency="KWD")],
        projects=[p.project(currency="KWD")],
        contributions=[p.contribution(currency="KWD", amount=9)],
        rates=[p.rate("TJS", "2026-03", 10), p.rate("KWD", "2026-03", "0.3")],
    )
    p.booked(sqlite_engine, tmp_path, dinars)
    put(sqlite_engine, tmp_path, {"disbursements": [p.payment(amount=1.234)]})
    confirm_all(sqlite_engine)
    assert p.rows(sqlite_engine, "disbursement", "amount_minor") == [1234]
