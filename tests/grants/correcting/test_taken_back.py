"""What was given is taken back once: in whatever order and parts, every balance is then where it was before."""

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from core.database import make_engine
from core.errors import Refusal
from core.tables import table
from grants.correcting.refusals import CorrectionReason as Why
from grants.entering.entering import enter, rehearsed
from grants.importing.importing import Occasion
from grants.matching import accounts
from grants.models.matches import Balance
from grants.proposing import ProposalReason
from household_groups.models.contributions import Reversal
from tests.grants import programme as p
from tests.grants.correcting.limited import alone, books, confirmed, contribution, proposed, rows_of
from tests.grants.correcting.racing import race
from tests.grants.verification.waiting import AT

LASTING = {accounts.REACHED}
"""A threshold once reached stays so."""

RULES = [
    p.rule("R", ratio=None, tiers="0=2; 300=0.5", match_per_group=900),
    p.rule("S", fund="G", priority=2, ratio="0.333", counted_min=150, match_per_household=60),
    p.rule("T", fund="G", priority=3, ratio=None, tiers="0=1", in_kind="match", in_kind_limit_share="0.01"),
]
RULE_COLUMNS = dict.fromkeys(column for rule in RULES for column in rule)

gifts = st.lists(
    st.tuples(
        st.integers(1, 60_000),
        st.sampled_from(["cash", "bank_transfer", "labour"]),
        st.sampled_from(["", "H-1"]),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def empty(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """A programme of two funds and three rules to which nothing was given yet."""
    folder = tmp_path_factory.mktemp("taken-back")
    (folder / "hashar.sqlite").write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{folder / 'hashar.sqlite'}")
    funds = [p.fund(), p.fund("G", budget=300)]
    rules = [RULE_COLUMNS | rule for rule in RULES]
    p.booked(engine, folder, p.programme(funds=funds, rules=rules, contributions=[]))
    yield engine
    engine.dispose()


@given(gifts, st.integers(0, 10**9))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_all_taken_back_leaves_every_balance_as_it_was(
    empty: sa.Engine, given: list[tuple[int, str, str, int]], seed: int
) -> None:
    def work(writing: Session) -> tuple[dict[str, int], dict[str, int], int]:
        _given(writing, given)
        granted = _standing(writing)
        parts = _parts(given, random.Random(seed))
        for part in parts:
            enter(writing, "P", {"reversals": [part]}, Occasion("zarina", AT))
        again = [part | {"reversed_on": "2026-08-31"} for part in parts]
        with pytest.raises(Exception, match="reversed_too_much"):
            enter(writing, "P", {"reversals": again[:1]}, Occasion("zarina", AT))
        reversals = sa.select(sa.func.count()).select_from(table(Reversal))
        return granted, _standing(writing), writing.execute(reversals).scalar_one() - len(parts)

    granted, left, twice = rehearsed(empty, work)
    assert granted[accounts.CONTRIBUTED]
    assert left == {}
    assert twice == 0


def _given(writing: Session, given: list[tuple[int, str, str, int]]) -> None:
    """One by one, as in live use."""
    for number, (minor, kind, household, day) in enumerate(given):
        row = contribution(f"C-{number}", f"{minor / 100:.2f}", kind=kind, household=household)
        typed = {name: str(value or "") for name, value in row.items()}
        typed |= {"received_on": f"2026-03-0{day}", "verified_on": "2026-03-05"}
        enter(writing, "P", {"contributions": [typed]}, Occasion("tester", AT))


def _parts(given: list[tuple[int, str, str, int]], chance: random.Random) -> list[dict[str, str]]:
    """Each contribution in up to three parts, those of all in any order; days tell equal parts apart."""
    parts = []
    for number, (minor, *_) in enumerate(given):
        cuts = sorted(chance.sample(range(1, minor), min(chance.randrange(3), minor - 1)))
        for place, (start, end) in enumerate(zip([0, *cuts], [*cuts, minor], strict=True)):
            on = p.day("2026-04-01") + timedelta(days=place)
            row = rows_of(f"{(end - start) / 100:.2f}", f"C-{number}", on=on.isoformat())["reversals"][0]
            parts.append(dict(row))
    chance.shuffle(parts)
    return parts


def _standing(writing: Session) -> dict[str, int]:
    """By account, what stands on it in all."""
    t = table(Balance).c
    query = sa.select(t.account, sa.func.sum(t.minor)).where(t.account.not_in(LASTING)).group_by(t.account)
    return {account: minor for account, minor in writing.execute(query) if minor}


@pytest.mark.parametrize("number", range(3))
def test_of_eight_who_take_the_same_back_at_once_one_does(
    engine: sa.Engine, tmp_path: Path, number: int
) -> None:
    books(engine, tmp_path, limit=100)
    told = race([partial(alone, engine, "100.00", f"manager-{each}") for each in range(8)])
    assert sorted(told) == ["", *[Why.NOTHING_LEFT] * 7]
    assert p.rows(engine, "reversal", "amount_minor") == [10_000]
    assert p.granted(engine, "C-1") == (10_000, 10_000, "full")
    assert p.differences(engine) == []


def test_of_eight_who_confirm_the_same_reversal_at_once_one_does(engine: sa.Engine, tmp_path: Path) -> None:
    books(engine, tmp_path)
    ids = [proposed(engine, rows_of("100.00")), proposed(engine, rows_of("100.00", reason="Twice"))]
    told = race([partial(confirmed, engine, ids[each % 2], f"manager-{each}") for each in range(8)])
    assert told.count("") == 1
    assert set(told) <= {"", ProposalReason.DECIDED, Why.TAKEN_BACK_SINCE}
    assert p.rows(engine, "reversal", "amount_minor") == [10_000]
    assert p.differences(engine) == []


@pytest.mark.parametrize("first", ["40.00", "100.00"])
@pytest.mark.parametrize("second", ["40.00", "100.00", "10.00"])
def test_a_reversal_overtaken_by_another_is_refused_with_what_happened(
    sqlite_engine: sa.Engine, tmp_path: Path, first: str, second: str
) -> None:
    books(sqlite_engine, tmp_path)
    ids = [proposed(sqlite_engine, rows_of(first)), proposed(sqlite_engine, rows_of(second, reason="Other"))]
    confirmed(sqlite_engine, ids[0])
    before = p.count_rows(sqlite_engine)
    with pytest.raises(Refusal) as refusal:
        confirmed(sqlite_engine, ids[1])
    assert refusal.value.reason == Why.TAKEN_BACK_SINCE
    assert refusal.value.details["by"] == "nigora"
    assert p.count_rows(sqlite_engine) == before


@pytest.mark.parametrize("name", ["rustam", "Rustam"])
def test_who_recorded_it_may_propose_to_take_it_back_but_does_not_confirm(
    sqlite_engine: sa.Engine, tmp_path: Path, name: str
) -> None:
    books(sqlite_engine, tmp_path)
    with pytest.raises(Refusal) as refusal:
        confirmed(sqlite_engine, proposed(sqlite_engine, rows_of()), by=name)
    assert refusal.value.reason == Why.RECORDER_CONFIRMS
    confirmed(sqlite_engine, proposed(sqlite_engine, rows_of(), by=name), by="mavluda")


def test_part_by_part_no_more_is_taken_back_than_is_left(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, limit=100)
    alone(sqlite_engine, "60.00")
    with pytest.raises(Exception, match="reversed_too_much"):
        alone(sqlite_engine, "40.01", seen=6_000)
    alone(sqlite_engine, "40.00", seen=6_000)
    with pytest.raises(Refusal) as refusal:
        alone(sqlite_engine, "0.01", seen=10_000)
    assert refusal.value.reason == Why.NOTHING_LEFT
