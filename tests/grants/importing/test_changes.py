from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.grants.programme import (
    Row,
    booked,
    change,
    closing,
    contribution,
    differences,
    fund,
    granted,
    group,
    journal,
    payment,
    problems,
    programme,
    project,
    receipt,
    rows,
    rule,
    voucher,
)


def changes(engine: sa.Engine) -> list[tuple[object, ...]]:
    return rows(engine, "fact_change", "sheet", "code", "column", "old", "value", "seq")


def later(reference: str = "C-2", amount: object = 100, **other: object) -> Row:
    return contribution(reference, amount, received_on="2026-08-01", verified_on="2026-08-02") | other


def test_a_changed_budget_is_a_change_of_today_that_the_next_decision_sees(
    engine: sa.Engine, tmp_path: Path
) -> None:
    booked(engine, tmp_path, programme(projects=[project(budget=150)], contributions=[contribution()]))
    assert granted(engine, "C-1") == (5_000, 0, "funding_gap")
    booked(engine, tmp_path, {"projects": [project(budget=400, name="A longer pipe")]})
    assert changes(engine) == [
        ("projects", "W-1", "name", "A water pipe", "A longer pipe", 3),
        ("projects", "W-1", "budget", "150", "400", 4),
    ]
    assert {str(on) for on in rows(engine, "fact_change", "effective_on")} == {"2026-09-01"}
    booked(engine, tmp_path, {"contributions": [later()]})
    assert granted(engine, "C-2") == (10_000, 0, "full")
    assert granted(engine, "C-1") == (5_000, 0, "funding_gap")
    assert differences(engine) == []


def test_today_is_that_of_the_programmes_time_zone(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme())
    evening = datetime(2026, 9, 1, 20, 30, tzinfo=UTC)  # in Dushanbe the 2nd has begun
    booked(sqlite_engine, tmp_path, {"groups": [group(members=13)]}, at=evening)
    assert rows(sqlite_engine, "fact_change", "effective_on") == ["2026-09-02"]


def test_a_file_may_leave_out_what_it_does_not_change(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme(groups=[group(women=4)]))
    few = {name: value for name, value in group(members=13).items() if name != "women"}
    booked(sqlite_engine, tmp_path, {"groups": [few]})
    assert rows(sqlite_engine, "household_group", "members", "women") == [(13, 4)]


def test_a_fact_may_become_not_given(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    closing_soon = programme(funds=[fund(closes_on="2026-07-01")], contributions=[contribution()])
    booked(sqlite_engine, tmp_path, closing_soon)
    booked(sqlite_engine, tmp_path, {"funds": [fund(closes_on=None)]})
    booked(sqlite_engine, tmp_path, {"contributions": [later()]})
    assert granted(sqlite_engine, "C-2") == (10_000, 0, "full")
    assert changes(sqlite_engine) == [("funds", "F", "closes_on", "2026-07-01", None, 3)]
    assert differences(sqlite_engine) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "The programme"),
        ("reversal_limit", 500),
        ("ends_on", "2029-12-31"),
        ("complaints", "Telephone 992 44 000 00 00"),
    ],
)
def test_a_programme_may_change_too(
    column: str, value: object, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme())
    changed = programme()["programmes"][0] | {column: value}
    assert booked(sqlite_engine, tmp_path, {"programmes": [changed]}).changed == {"programmes": 1}
    assert [row[:3] for row in changes(sqlite_engine)] == [("programmes", "P", column)]
    assert booked(sqlite_engine, tmp_path, {"programmes": [changed]}).is_no_change
    assert differences(sqlite_engine) == []


def test_until_something_happened_everything_may_be_mended_without_a_date(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    nothing_happened = programme(projects=[project(approved_on=None, status="proposed")])
    booked(sqlite_engine, tmp_path, nothing_happened)
    mended = nothing_happened | {
        "programmes": [nothing_happened["programmes"][0] | {"currency": "USD"}],
        "funds": [fund(opens_on="2026-02-01")],
        "rules": [rule(ratio=None, tiers="0=2")],
    }
    booked(sqlite_engine, tmp_path, mended)
    assert changes(sqlite_engine) == []
    assert rows(sqlite_engine, "programme", "currency") == ["USD"]
    assert rows(sqlite_engine, "matching_rule", "ratio", "tiers") == [(None, "0=2")]
    assert differences(sqlite_engine) == []


MAY_NOT_CHANGE = {
    "contributions": contribution(amount=101),
    "rules": rule(ratio=2),
    "funds": fund(currency="USD"),
    "projects": project(sector="21020"),
    "groups": group(registered_on="2025-06-02"),
    "receipts": receipt(amount=5),
    "disbursements": payment(paid_on="2026-04-02"),
    "expenditures": voucher(amount=11),
    "programmes": programme()["programmes"][0] | {"currency": "USD"},
}


@pytest.mark.parametrize("sheet", MAY_NOT_CHANGE)
def test_what_was_decided_on_or_paid_may_not_change(
    sheet: str, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    before = programme(
        contributions=[contribution()],
        receipts=[receipt()],
        disbursements=[payment()],
        expenditures=[voucher()],
    )
    booked(sqlite_engine, tmp_path, before)
    written = journal(sqlite_engine)
    row = MAY_NOT_CHANGE[sheet]
    (column,) = {name for name in row if row[name] != before[sheet][0][name]}
    place = chr(ord("A") + list(row).index(column))
    assert problems(sqlite_engine, tmp_path, {sheet: [row]}) == [f"may_not_change at {sheet} {place}2"]
    assert journal(sqlite_engine) == written


def test_changes_tell_what_held_before_in_any_order_of_rows(engine: sa.Engine, tmp_path: Path) -> None:
    told = programme(
        funds=[fund(budget=1_000)],
        changes=[
            change("funds", "F", "budget", "1000", effective_on="2026-04-01"),
            change("funds", "F", "budget", "20", old="10", effective_on="2026-03-10"),
        ],
        contributions=[
            contribution("C-1", verified_on="2026-03-05"),
            contribution("C-2", verified_on="2026-03-11"),
            contribution("C-3", verified_on="2026-04-02"),
        ],
    )
    booked(engine, tmp_path, told)
    assert [granted(engine, f"C-{number}")[0] for number in (1, 2, 3)] == [1_000, 1_000, 10_000]
    assert [row[3:5] for row in sorted(changes(engine), key=lambda row: int(str(row[5])))] == [
        ("10", "20"),
        ("20", "1000"),
    ]
    assert booked(engine, tmp_path, told).is_no_change
    assert differences(engine) == []


def test_a_change_may_be_told_of_a_row_that_the_file_does_not_show(engine: sa.Engine, tmp_path: Path) -> None:
    booked(engine, tmp_path, programme(funds=[fund(budget=50)], contributions=[contribution()]))
    told = {"changes": [change("funds", "F", "budget", "120", old="50")], "contributions": [later()]}
    booked(engine, tmp_path, told)
    assert rows(engine, "fund", "budget_minor") == [12_000]
    assert granted(engine, "C-2") == (7_000, 0, "fund_budget")
    assert booked(engine, tmp_path, told).is_no_change
    assert differences(engine) == []


def test_a_change_may_be_told_of_a_payment_that_the_file_does_not_show(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[contribution()], disbursements=[payment()]))
    booked(sqlite_engine, tmp_path, {"changes": [change("disbursements", "D-1", "milestone", "Trench")]})
    assert rows(sqlite_engine, "disbursement", "milestone") == ["Trench"]
    assert differences(sqlite_engine) == []


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        (change("funds", "F", "currency", "USD"), "change_of_fixed at changes C2"),
        (change("rules", "R|1", "ratio", "2"), "change_of_fixed at changes C2"),
        (change("contributions", "C-1", "amount", "2"), "change_of_fixed at changes C2"),
        (change("disbursements", "D-1", "fund", "F"), "change_of_fixed at changes C2"),
        (change("other_funding", "O-1", "amount", "9"), "code_unknown at changes B2"),
        (change("funds", "F", "budget", "-1"), "negative at changes D2"),
        (change("funds", "F", "budget", None), "needed_with at changes D2"),
        (change("funds", "F", "closes_on", "2025-12-31"), "date_before at changes D2"),
        (change("projects", "W-1", "status", "cancelled"), "needed_with at changes D2"),
        (change("groups", "G-1", "members", "9999999999"), "change_unreadable at changes D2"),
        (change("groups", "G-1", "members", "13", old="11"), "change_does_not_follow at changes F2"),
    ],
    ids=lambda case: str(case) if isinstance(case, str) else f"{case['sheet']}-{case['column']}",
)
def test_a_told_change_has_to_be_one_that_may_be_and_leave_a_sound_row(
    told: Row, wrong: str, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[contribution()], disbursements=[payment()]))
    assert problems(sqlite_engine, tmp_path, {"changes": [told]}) == [wrong]
    assert changes(sqlite_engine) == []


def test_what_a_fact_was_at_the_start_is_said_where_it_has_to_be_given(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    told = programme(
        funds=[fund(budget=120)],
        changes=[change("funds", "F", "budget", "120")],
        contributions=[contribution()],
    )
    assert problems(sqlite_engine, tmp_path, told) == ["needed_with at changes A2"]


def test_nothing_changes_in_a_closed_quarter(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    spent = voucher(spent_on="2026-03-02")
    booked(sqlite_engine, tmp_path, programme(expenditures=[spent], closings=[closing()]))
    shown = {"expenditures": [spent | {"payee": "Mason"}]}
    assert problems(sqlite_engine, tmp_path, shown) == ["may_not_change at expenditures G2"]
    told = {"changes": [change("expenditures", "E-1", "payee", "Mason")]}
    assert problems(sqlite_engine, tmp_path, told) == ["may_not_change at changes C2"]
