"""What a version would do with a real contribution: decided by the engine, and nothing of it stored."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from core.accounts.person import Reach
from core.database import session
from grants.agreeing.worked_example import Example, example_of
from grants.explanations import explanation_of_stored, step_rows
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from tests.grants import programme as p

WHOLE = Reach(1, is_whole=True)


def given(reference: str, amount: int = 100, **other: Any) -> p.Row:
    return p.contribution(reference, amount, **{"household": "H-1", **other})


def example(engine: sa.Engine, code: str = "R", version: int = 1, reach: Reach = WHOLE) -> Example | None:
    before = p.count_rows(engine)
    with session(engine) as reading:
        query = select(MatchingRule).where(MatchingRule.code == code, MatchingRule.version == version)
        found = example_of(reading, reach, reading.exec(query).one())
    assert p.count_rows(engine) == before
    return found


@pytest.mark.usefixtures("at_the_site")
@pytest.mark.parametrize(
    "terms",
    [
        {},
        {"match_per_household": 150},
        {"counted_per_household": 120, "ratio": 2},
        {"tiers": "0=2;150=1", "ratio": None},
        {"counted_min": 1_000},
        {"match_per_project": 130},
    ],
)
def test_of_what_was_verified_last_it_is_what_was_booked(
    sqlite_engine: sa.Engine, tmp_path: Path, terms: dict[str, Any]
) -> None:
    contributions = [given("C-1"), given("C-2", 80, received_on="2026-03-04")]
    p.booked(sqlite_engine, tmp_path, p.programme(rules=[p.rule(**terms)], contributions=contributions))
    found = example(sqlite_engine)
    assert found is not None
    assert (found.reference, found.as_of, found.was_settled) == ("C-2", None, False)
    with session(sqlite_engine) as reading:
        query = sa.select(MatchEntry, MatchingRule, Fund, Contribution, Project).where(
            col(Contribution.reference) == "C-2",
            col(MatchEntry.contribution_id) == Contribution.id,
            col(MatchEntry.rule_id) == MatchingRule.id,
            col(MatchEntry.fund_id) == Fund.id,
            col(MatchEntry.project_id) == Project.id,
        )
        booked = reading.execute(query).one()
        assert found.granted_minor == booked[0].granted_minor
        assert found.steps == tuple(step_rows(explanation_of_stored(*booked)))


@pytest.mark.usefixtures("at_the_site")
def test_a_version_to_come_looks_at_it_on_its_first_day(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    versions = [
        p.rule(effective_to="2026-12-31"),
        p.rule(version=2, effective_from="2027-01-01", ratio="0.5"),
    ]
    p.booked(sqlite_engine, tmp_path, p.programme(rules=versions, contributions=[given("C-1")]))
    found = example(sqlite_engine, version=2)
    assert found is not None
    assert (found.granted_minor, str(found.as_of)) == (5_000, "2027-01-01")


@pytest.mark.usefixtures("at_the_site")
def test_the_latest_that_meets_the_conditions_is_taken(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    rules = [p.rule(), p.rule("CASH", priority=2, kinds="cash"), p.rule("LOCAL", priority=3, sources="local")]
    contributions = [given("C-1"), given("C-2", kind="bank_transfer", received_on="2026-03-04")]
    p.booked(sqlite_engine, tmp_path, p.programme(rules=rules, contributions=contributions))
    taken = {code: example(sqlite_engine, code) for code in ("R", "CASH", "LOCAL")}
    assert {code: each and each.reference for code, each in taken.items()} == {
        "R": "C-2",
        "CASH": "C-1",
        "LOCAL": None,
    }


@pytest.mark.usefixtures("at_the_site")
def test_what_was_wholly_taken_back_is_no_example(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    contributions = [given("C-1"), given("C-2", received_on="2026-03-04")]
    p.booked(sqlite_engine, tmp_path, p.programme(contributions=contributions))
    p.booked(sqlite_engine, tmp_path, {"reversals": [p.reversal(None, "C-2")]})
    found = example(sqlite_engine)
    assert found is not None
    assert found.reference == "C-1"


@pytest.mark.usefixtures("at_the_site")
def test_a_donor_learns_of_no_contribution_that_their_fund_did_not_decide_on(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    funds = [p.fund(), p.fund("G", name="Another")]
    rules = [p.rule(), p.rule("GR", fund="G", priority=2, effective_from="2027-01-01")]
    p.booked(sqlite_engine, tmp_path, p.programme(funds=funds, rules=rules, contributions=[given("C-1")]))
    of_g, of_f = (Reach(1, funds=frozenset({fund})) for fund in "GF")
    for reach, code, reference in ((of_g, "GR", None), (of_f, "R", "C-1")):
        found = example(sqlite_engine, code, reach=reach)
        assert found is not None
        assert found.reference == reference
        assert "H-1" not in repr(found)
    assert "C-1" not in repr(example(sqlite_engine, "GR", reach=of_g))


@pytest.mark.usefixtures("at_the_site")
def test_without_a_rate_for_its_month_a_contribution_is_no_example(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    funds = [p.fund(), p.fund("G", name="Another", currency="EUR")]
    rules = [p.rule(), p.rule("GR", fund="G", priority=2, effective_from="2027-01-01")]
    p.booked(sqlite_engine, tmp_path, p.programme(funds=funds, rules=rules, contributions=[given("C-1")]))
    assert example(sqlite_engine, "GR") is None
    rates = [p.rate(currency, "2026-03", 2) for currency in ("EUR", "TJS")]
    p.booked(sqlite_engine, tmp_path, {"rates": rates})
    assert example(sqlite_engine, "GR") is not None
