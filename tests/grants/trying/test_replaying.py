"""A replay gives, entry by entry, what a fresh import of the altered workbook gives; and nothing is stored."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import make_engine, session, snapshot
from grants.trying.alterations import Alteration, How
from grants.trying.altering import Altered, alter
from grants.trying.comparing import compare
from tests.grants.programme import Row, Sheets, balances, booked, count_rows, entries, journal, take_file
from tests.grants.trying.worlds import (
    edited,
    import_altered,
    programme_of,
    random_world,
    replayed,
    sheets_of,
)

EXAMPLES = sorted((Path(__file__).parents[2] / "contract").glob("*.xlsx"))


Kind = Callable[[random.Random, Sheets], list[Alteration]]


def _versions(sheets: Sheets) -> list[tuple[str, str]]:
    return [(str(row["code"]), str(row["version"])) for row in sheets["rules"]]


def another_ratio(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    key = draw.choice(_versions(sheets))
    return [Alteration("rules", key, cells={"ratio": draw.choice(("0.4", "2.5")), "tiers": ""})]


def another_cap_and_threshold(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    cells = {"match_per_household": "0", "cap_period": "quarter", "counted_min_share": "0.04"}
    return [Alteration("rules", draw.choice(_versions(sheets)), cells=cells)]


def another_condition(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    cells = {
        "kinds": "cash;labour",
        "in_kind": "match",
        "sectors": "",
        "group_min_members": "6",
        "priority": "0",
    }
    return [Alteration("rules", key, cells=cells) for key in draw.sample(_versions(sheets), 2)]


def a_rule_left_out(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    return [Alteration("rules", draw.choice(_versions(sheets)), How.LEAVE_OUT)]


def a_rule_added(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    fund = str(draw.choice(sheets["funds"])["code"])
    cells = {"fund": fund, "effective_from": "2020-01-01", "priority": "1", "ratio": "0.75"}
    return [Alteration("rules", ("NEW", "1"), How.ADD, cells)]


def a_version_that_follows(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    """From the middle of the days of a version, which ends the day before."""
    last = draw.choice([row for row in sheets["rules"] if row["effective_to"] is None])
    begins = date.fromisoformat(str(last["effective_from"])[:10]) + timedelta(days=300)
    number = 1 + max(int(str(row["version"])) for row in sheets["rules"] if row["code"] == last["code"])
    same = {name: str(last[name] or "") for name in ("fund", "joint", "priority")}
    new = same | {"effective_from": begins.isoformat(), "ratio": "0.6", "match_per_project": "900"}
    end = {"effective_to": (begins - timedelta(days=1)).isoformat()}
    code = str(last["code"])
    return [
        Alteration("rules", (code, str(last["version"])), cells=end),
        Alteration("rules", (code, str(number)), How.ADD, new),
    ]


def another_budget(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    fund = max(sheets["funds"], key=lambda row: sum(c["code"] == row["code"] for c in sheets["changes"]))
    half = Decimal(str(fund["budget"])) // 2
    return [Alteration("funds", (str(fund["code"]),), cells={"budget": str(half)})]


def another_envelope_and_end(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    fund = draw.choice(sheets["funds"])
    cells = {"yearly_envelope": str(Decimal(str(fund["budget"])) // 3), "closes_on": "2020-12-31"}
    return [Alteration("funds", (str(fund["code"]),), cells=cells)]


def another_rate(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    rates = [row for row in sheets["rates"] if row["currency"] != "USD"]
    chosen: list[Row] = draw.sample(rates, min(3, len(rates)))
    return [
        Alteration(
            "rates",
            (str(row["currency"]), str(row["month"])),
            cells={"units_per_usd": str(Decimal(str(row["units_per_usd"])) * Decimal("1.37"))},
        )
        for row in chosen
    ]


def several(draw: random.Random, sheets: Sheets) -> list[Alteration]:
    return [*another_budget(draw, sheets), *another_rate(draw, sheets), *a_rule_added(draw, sheets)]


KINDS: list[Kind] = [
    *(another_ratio, another_cap_and_threshold, another_condition, a_rule_left_out, a_rule_added),
    *(another_budget, another_envelope_and_end, another_rate, several, a_version_that_follows),
]


@pytest.mark.parametrize(("seed", "kinds"), [(3, KINDS[::2]), (11, KINDS[1::2])], ids=["3", "11"])
def test_a_replay_is_what_a_fresh_import_of_the_altered_workbook_books(
    seed: int, kinds: list[Kind], sqlite_engine: sa.Engine, sqlite_template: Path, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, random_world(seed))
    sheets = sheets_of(sqlite_engine, tmp_path)
    before = entries(sqlite_engine)
    otherwise = 0
    for kind in kinds:
        asked = kind(random.Random(seed), sheets)
        found, stands, rematches = replayed(sqlite_engine, asked)
        path = tmp_path / f"{kind.__name__}.sqlite"
        path.write_bytes(sqlite_template.read_bytes())
        fresh = make_engine(f"sqlite:///{path}")
        import_altered(fresh, tmp_path, edited(sheets, asked, rematches))
        assert found == entries(fresh), kind.__name__
        assert stands == balances(fresh), kind.__name__
        fresh.dispose()
        otherwise += found != before
    assert otherwise >= len(kinds) - 2


@pytest.mark.parametrize("seed", [60, 61])
def test_the_present_terms_against_themselves_differ_in_nothing(
    seed: int, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, random_world(seed))
    assert_nothing_differs(sqlite_engine)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_nor_do_they_in_the_examples(example: Path, sqlite_engine: sa.Engine) -> None:
    assert take_file(sqlite_engine, example).problems == []
    assert_nothing_differs(sqlite_engine)


def assert_nothing_differs(engine: sa.Engine) -> None:
    with snapshot(engine) as reading:
        id = programme_of(reading).id
        assert id is not None
        found = compare(reading, id, Altered())
    assert found.is_same
    assert found.changed == []
    assert found.notes.rematches == found.notes.settlements == 0
    assert found.notes.payments == ()
    assert all(fund.was_dry == fund.dry for fund in found.funds)
    matched = sum(fund.total.present for fund in found.funds)
    assert matched == sum(entry[12] - entry[13] for entry in entries(engine))
    assert replayed(engine, [])[0] == entries(engine)


def test_nothing_is_stored_and_nothing_written(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, random_world(3))
    sheets = sheets_of(sqlite_engine, tmp_path)
    asked = several(random.Random(3), sheets)
    before = count_rows(sqlite_engine), journal(sqlite_engine)
    said: list[str] = []

    def note(*arguments: object) -> None:
        said.append(str(arguments[2]).lstrip().upper())

    sa.event.listen(sqlite_engine, "before_cursor_execute", note)
    with session(sqlite_engine) as reading:
        found = programme_of(reading)
        assert found.id is not None
        assert not compare(reading, found.id, alter(reading, found, asked)).is_same
        assert not reading.new
        assert not reading.dirty
    sa.event.remove(sqlite_engine, "before_cursor_execute", note)
    assert said
    assert all(statement.startswith(("SELECT", "PRAGMA", "BEGIN")) for statement in said)
    assert (count_rows(sqlite_engine), journal(sqlite_engine)) == before
