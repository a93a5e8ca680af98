"""Several who book at once, and somebody who writes beside the lock."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from core.database import transaction
from core.exchange import Exchange
from core.tables import insert_rows, table
from grants.importing.importing import import_workbook
from grants.ledger.storing import BalanceMoved, store_balances
from grants.matching import accounts
from grants.matching.books import Books
from grants.models.matches import Balance
from tests.grants.programme import (
    Row,
    balances,
    booked,
    contribution,
    count_rows,
    differences,
    fund,
    granted,
    journal,
    matches,
    programme,
    project,
    rate,
    rule,
    take,
    write,
)

FUND = (accounts.FUND, "", "F", "")


def test_two_who_import_at_once_are_both_booked_one_after_the_other(
    engine: sa.Engine, tmp_path: Path
) -> None:
    booked(engine, tmp_path, programme(funds=[fund(budget=950)]))
    files = [
        write(tmp_path, {"contributions": [contribution(f"{officer}-{n}") for n in range(5)]})
        for officer in "ABC"
    ]

    def upload(file: Path) -> int:
        result = import_workbook(engine, file, by=file.stem, programme="P")
        assert result.problems == []
        return result.events

    with ThreadPoolExecutor(len(files)) as pool:
        assert list(pool.map(upload, files)) == [5, 5, 5]

    assert [entry[0] for entry in journal(engine) if entry[0] is not None] == list(range(1, 17))
    assert sum(match.granted for match in matches(engine).values()) == 95_000
    assert differences(engine) == []


def test_two_who_import_the_same_file_at_once_book_it_once(engine: sa.Engine, tmp_path: Path) -> None:
    booked(engine, tmp_path, programme())
    file = write(tmp_path, {"contributions": [contribution()]})
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda _: import_workbook(engine, file, by="x", programme="P"), range(2)))
    assert sorted(result.is_no_change for result in results) == [False, True]
    assert [result.problems for result in results] == [[], []]
    assert differences(engine) == []


def test_two_who_bring_the_same_programme_at_once_make_one_of_it(engine: sa.Engine, tmp_path: Path) -> None:
    file = write(tmp_path, programme(contributions=[contribution()]))
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda _: import_workbook(engine, file, by="x"), range(2)))
    assert [result.problems for result in results] == [[], []]
    assert count_rows(engine)["programme"] == 1
    assert differences(engine) == []


@pytest.fixture
def with_900(engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    """A fund has granted 9.00 of 10.00."""
    booked(engine, tmp_path, programme())
    row = dict(zip(("account", "subject", "owner", "period"), FUND, strict=True))
    transaction(
        engine, lambda session: insert_rows(session, Balance, [{"programme_id": 1, "minor": 900} | row])
    )
    return engine


def grant(session: Session, minor: int, before: int = 900, ceiling: int | None = 1_000) -> None:
    """Store the balance of the fund after a decision that found `before` there."""
    books = Books(Exchange({}))
    books.accounts.take({FUND: before + minor})
    books.accounts[FUND].ceiling = ceiling
    store_balances(session, 1, books, {FUND: before})


def test_a_balance_moves_by_what_was_decided(with_900: sa.Engine) -> None:
    transaction(with_900, lambda session: grant(session, 100))
    assert balances(with_900)[FUND] == 1_000
    transaction(with_900, lambda session: grant(session, -400, before=1_000))
    assert balances(with_900)[FUND] == 600


def test_no_balance_passes_its_limit_because_somebody_wrote_beside_the_lock(with_900: sa.Engine) -> None:
    with pytest.raises(BalanceMoved):
        transaction(with_900, lambda session: grant(session, 200, before=800))
    assert balances(with_900)[FUND] == 900


def test_a_balance_that_is_gone_is_not_moved(with_900: sa.Engine) -> None:
    transaction(with_900, lambda session: session.execute(sa.delete(table(Balance))))
    with pytest.raises(BalanceMoved):
        transaction(with_900, lambda session: grant(session, 50))


def test_what_stands_beyond_its_limit_already_may_fall(with_900: sa.Engine) -> None:
    """The budget was lowered to 5.00: nothing is taken back, and a release is no grant."""
    transaction(with_900, lambda session: grant(session, -100, ceiling=500))
    assert balances(with_900)[FUND] == 800


def test_a_version_without_a_cap_may_pass_that_of_the_version_before(
    engine: sa.Engine, tmp_path: Path
) -> None:
    """Both decide in one import, and both raise the balance of the rule in the project."""
    rules = [
        rule(effective_to="2026-06-30", match_per_project=150),
        rule(version=2, effective_from="2026-07-01"),
    ]
    booked(engine, tmp_path, programme(rules=rules, contributions=[contribution("C-1", 50)]))
    july = contribution("C-3", received_on="2026-07-02", verified_on="2026-07-03")
    booked(engine, tmp_path, {"contributions": [contribution("C-2"), july]})
    assert [granted(engine, f"C-{number}")[0] for number in (1, 2, 3)] == [5_000, 10_000, 10_000]
    assert differences(engine) == []


def test_a_rematch_may_round_to_a_minor_unit_beyond_the_gap(engine: sa.Engine, tmp_path: Path) -> None:
    """0.01 RUB are half of 0.01 TJS. The gap of 0.01 allows 0.02 RUB more; 0.03 RUB are worth 0.02 TJS."""
    sheets = programme(
        projects=[project(budget="1.01")],
        funds=[fund(currency="RUB", budget="0.01")],
        rates=[rate("TJS", "2026-03", 10), rate("RUB", "2026-03", 20)],
        contributions=[contribution(amount=1)],
    )
    booked(engine, tmp_path, sheets)
    assert granted(engine, "C-1") == (1, 0, "fund_budget")
    told: Row = {
        "fund": "F",
        "booked_on": "2026-09-01",
        "contribution": "C-1",
        "rule": "R",
        "granted": "0.02",
    }
    booked(engine, tmp_path, {"funds": [fund(currency="RUB", budget=5)], "rematches": [told]})
    assert granted(engine, "C-1") == (3, 0, "funding_gap")
    assert balances(engine)["matched", "W-1", "", ""] == 2
    assert differences(engine) == []


def test_a_balance_below_nothing_cannot_be_stored(with_900: sa.Engine) -> None:
    """Whatever the code believes: the database itself refuses it."""
    with pytest.raises(IntegrityError):
        transaction(with_900, lambda session: session.execute(sa.update(table(Balance)).values(minor=-1)))
    assert balances(with_900)[FUND] == 900


def test_nothing_of_an_import_is_stored_when_a_balance_has_moved(engine: sa.Engine, tmp_path: Path) -> None:
    """A trigger stands for whoever writes beside the lock while the import decides."""
    booked(engine, tmp_path, programme(funds=[fund(budget=210)], contributions=[contribution()]))
    transaction(engine, lambda session: [session.execute(sa.text(line)) for line in trigger(engine)])
    before = count_rows(engine), balances(engine)
    with pytest.raises(BalanceMoved):
        take(engine, tmp_path, {"contributions": [contribution("C-2")]}, about="P")
    assert (count_rows(engine), balances(engine)) == before
    assert granted(engine, "C-1") == (10_000, 0, "full")


def trigger(engine: sa.Engine) -> list[str]:
    meddle = "UPDATE balance SET minor = minor + 5000 WHERE account = 'fund_granted';"
    if engine.dialect.name == "sqlite":
        return [f"CREATE TRIGGER meddler AFTER INSERT ON match_entry BEGIN {meddle} END"]
    return [
        f"CREATE FUNCTION meddle() RETURNS trigger AS $$ BEGIN {meddle} RETURN NULL; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER meddler AFTER INSERT ON match_entry EXECUTE FUNCTION meddle()",
    ]
