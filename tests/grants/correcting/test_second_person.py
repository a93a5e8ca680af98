"""One person takes money back alone up to the programme's limit; beyond it, or of their own, a second confirms."""

from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.errors import Refusal
from grants.correcting.refusals import CorrectionReason as Why
from tests.grants import programme as p
from tests.grants.correcting import limited
from tests.grants.correcting.limited import alone, amended_alone, books, contribution
from tests.grants.correcting.racing import race


def refused(engine: sa.Engine, amount: str = "40.00", by: str = "zarina", seen: int = 0) -> str:
    before = p.count_rows(engine)
    with pytest.raises(Refusal) as refusal:
        alone(engine, amount, by, seen)
    assert p.count_rows(engine) == before, "nothing is half done"
    return refusal.value.reason


def test_up_to_the_limit_one_person_books_it(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path)
    alone(engine, "50.00")
    assert p.granted(engine, "C-1") == (10_000, 5_000, "full")
    assert p.differences(engine) == []


def test_a_minor_unit_beyond_the_limit_needs_a_second_person(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    assert refused(books(sqlite_engine, tmp_path), "50.01") == Why.ABOVE_LIMIT


def test_a_limit_cannot_be_passed_in_slices_by_one_person_or_two(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path)
    alone(sqlite_engine, "30.00")
    for name in ("zarina", "nigora"):
        assert refused(sqlite_engine, "20.01", name, seen=3_000) == Why.ABOVE_LIMIT
    alone(sqlite_engine, "20.00", "nigora", seen=3_000)


def test_without_a_limit_everything_needs_a_second_person(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    assert refused(books(sqlite_engine, tmp_path, limit=None), "0.01") == Why.NO_LIMIT


def test_a_limit_of_nothing_lets_nobody_alone(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    assert refused(books(sqlite_engine, tmp_path, limit=0), "0.01") == Why.ABOVE_LIMIT


@pytest.mark.parametrize("name", ["rustam", "RUSTAM", " Ｒustam "])
def test_who_recorded_it_does_not_take_it_back_alone(
    sqlite_engine: sa.Engine, tmp_path: Path, name: str
) -> None:
    assert refused(books(sqlite_engine, tmp_path), "1.00", name) == Why.RECORDED_IT


@pytest.mark.parametrize("name", ["mavluda", "Mavluda", "tester"])
def test_who_verified_it_or_booked_that_does_not_take_it_back_alone(
    sqlite_engine: sa.Engine, tmp_path: Path, name: str
) -> None:
    assert refused(books(sqlite_engine, tmp_path), "1.00", name) == Why.VERIFIED_IT


def test_the_limit_is_in_the_programmes_currency_at_the_rate_of_the_contribution(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    """10 RUB are 1 TJS in March, and 2 in August."""
    rates = [
        p.rate(*given)
        for given in (
            ("TJS", "2026-03", 10),
            ("RUB", "2026-03", 100),
            ("TJS", "2026-08", 20),
            ("RUB", "2026-08", 100),
        )
    ]
    engine = books(sqlite_engine, tmp_path, contribution(amount=1_000, currency="RUB"), rates=rates)
    assert refused(engine, "500.06") == Why.ABOVE_LIMIT
    alone(engine, "500.00")


def test_what_was_taken_back_since_one_looked_is_told(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    alone(sqlite_engine, "30.00")
    assert refused(sqlite_engine, "10.00", "nigora") == Why.TAKEN_BACK_SINCE


def test_an_amendment_counts_with_all_that_it_takes_back(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    engine = books(sqlite_engine, tmp_path, contribution(), contribution("C-2", 50))
    with pytest.raises(Refusal) as refusal:
        amended_alone(engine, amount="99")
    assert refusal.value.reason == Why.ABOVE_LIMIT
    assert amended_alone(engine, reference="C-2", amount="5000") == "C-2-A"


def test_of_two_slices_at_one_moment_the_second_knows_of_the_first(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path)
    outcomes = race([partial(alone, engine, "30.00", on=day) for day in ("2026-08-29", "2026-08-30")])
    assert sorted(outcomes) == ["", Why.TAKEN_BACK_SINCE]
    assert limited.get(engine, "C-1").status == "verified"
    assert p.granted(engine, "C-1")[:2] == (10_000, 3_000)
