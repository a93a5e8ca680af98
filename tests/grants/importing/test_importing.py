from pathlib import Path

import sqlalchemy as sa

from grants.importing.problems import RowProblem
from tests.grants.programme import (
    booked,
    contribution,
    count_rows,
    differences,
    entries,
    granted,
    group,
    journal,
    matches,
    partner,
    payment,
    problems,
    programme,
    project,
    rate,
    receipt,
    recorded,
    reversal,
    rows,
    rule,
    take,
    voucher,
)

FULL = programme(
    contributions=[contribution(), contribution("C-2", 50, household="H-1")],
    reversals=[reversal(30), reversal(20, reversed_on="2026-05-03")],
    receipts=[receipt(bank_reference="B-1")],
    other_funding=[partner()],
    disbursements=[payment(milestone="Trench")],
    expenditures=[voucher(payee="Mason", invoice_no="7")],
    budget_lines=[
        {"project": "W-1", "line": "1", "category": "works", "description": "Trench", "amount": 400}
    ],
    progress=[{"project": "W-1", "on": "2026-05-01", "actual": 40}],
    indicators=[{"project": "W-1", "code": "TAPS", "name": "Taps", "unit": "tap", "target": 12}],
    measurements=[{"project": "W-1", "indicator": "TAPS", "measured_on": "2026-06-01", "value": 5}],
    rates=[rate("USD", "2026-03", 1), rate("TJS", "2026-03", "10.95")],
)


def test_a_workbook_is_booked_whole(engine: sa.Engine, tmp_path: Path) -> None:
    result = booked(engine, tmp_path, FULL)
    assert result.programme == "P"
    assert result.new["contributions"] == 2
    assert result.events == 6  # an approval, a partner's funding, two verifications, two reversals
    assert granted(engine, "C-1") == (10_000, 5_000, "full")
    assert granted(engine, "C-2") == (5_000, 0, "full")
    assert differences(engine) == []


def test_the_same_file_twice_changes_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    booked(engine, tmp_path, FULL)
    before = count_rows(engine), journal(engine), entries(engine)
    assert booked(engine, tmp_path, FULL).is_no_change
    assert (count_rows(engine), journal(engine), entries(engine)) == before


def test_one_bad_row_and_nothing_of_the_file_is_stored(engine: sa.Engine, tmp_path: Path) -> None:
    before = count_rows(engine)
    bad = FULL | {"expenditures": [voucher(category="wages")]}
    assert problems(engine, tmp_path, bad) == ["choice_unknown at expenditures F2"]
    assert count_rows(engine) == before

    found_only_after_matching = FULL | {"disbursements": [payment(amount=151)]}
    assert problems(engine, tmp_path, found_only_after_matching) == ["beyond_matched at disbursements E2"]
    assert count_rows(engine) == before


def test_every_problem_is_named_at_once(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    sheets = programme(
        groups=[group(members=-1)],
        projects=[project(), project("W-2", sector="water")],
        rules=[rule(tiers="0=1")],
        contributions=[
            contribution(amount="1.234"),
            contribution("C-2", project="W-9"),
            contribution("C-3", received_on="2026-02-29"),
            contribution("C-4", currency="RUB"),
            contribution("C-5", transfer_reference="T"),
            contribution("C-6", transfer_reference="T"),
            contribution("C-7"),
        ],
        reversals=[reversal(500, "C-7")],
        changes=[{"sheet": "funds", "code": "F9", "column": "budget", "value": "7", "effective_on": "x"}],
        closings=[{"quarter": "2026", "closed_on": "2026-04-15"}],
    )
    assert sorted(problems(sqlite_engine, tmp_path, sheets)) == [
        "amount_ambiguous at contributions E2",
        "code_unknown at contributions B3",
        "date_impossible at contributions D4",
        "date_not_iso at changes E2",
        "negative at groups E2",
        "quarter_unreadable at closings A2",
        "rate_missing at contributions F5",
        "rate_missing at contributions F5",
        "ratio_or_tiers at rules F2",
        "reference_used_twice at contributions J7",
        "reversed_too_much at reversals C2",
        "sector_unreadable at projects D3",
    ]


def test_a_rehearsal_checks_and_matches_and_stores_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    before = count_rows(engine)
    rehearsed = take(engine, tmp_path, FULL, dry_run=True)
    assert (rehearsed.problems, rehearsed.events, rehearsed.entries) == ([], 6, 4)
    assert count_rows(engine) == before


def test_a_month_of_one_officer_goes_into_the_programme_that_is_named(
    engine: sa.Engine, tmp_path: Path
) -> None:
    booked(engine, tmp_path, programme(contributions=[contribution()]))
    april = [
        contribution(f"C-{number}", received_on="2026-04-02", verified_on="2026-04-03")
        for number in range(2, 5)
    ]
    result = take(engine, tmp_path, {"contributions": april}, about="P")
    assert result.problems == []
    assert (result.new, result.events) == ({"contributions": 3}, 3)
    assert [granted(engine, f"C-{number}") for number in range(1, 5)] == [(10_000, 0, "full")] * 4
    assert differences(engine) == []


def test_what_a_person_recorded_is_matched_once_it_is_verified(engine: sa.Engine, tmp_path: Path) -> None:
    booked(engine, tmp_path, programme(contributions=[recorded()]))
    assert matches(engine) == {}
    result = booked(engine, tmp_path, {"contributions": [contribution(amount=120)]})
    assert (result.changed, result.events) == ({"contributions": 1}, 1)
    assert granted(engine, "C-1") == (12_000, 0, "full")
    assert rows(engine, "contribution", "status", "amount_minor") == [("verified", 12_000)]
    assert differences(engine) == []


def test_a_contribution_not_verified_may_be_mended_or_withdrawn(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[recorded()]))
    result = booked(sqlite_engine, tmp_path, {"contributions": [recorded(amount=7, status="withdrawn")]})
    assert (result.changed, result.events) == ({"contributions": 1}, 0)
    assert rows(sqlite_engine, "contribution", "status", "amount_minor") == [("withdrawn", 700)]
    assert differences(sqlite_engine) == []


def test_columns_that_a_file_does_not_have_say_nothing_of_known_rows(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(
        sqlite_engine, tmp_path, programme(contributions=[contribution(sent_amount=9, sent_currency="RUB")])
    )
    short = contribution()
    del short["verified_on"]
    renamed = project(name="A longer pipe")
    for column in ("approved_on", "settled_on", "final_cost"):
        del renamed[column]
    result = booked(sqlite_engine, tmp_path, {"projects": [renamed], "contributions": [short]})
    assert result.changed == {"projects": 1}


def test_a_rate_that_only_the_fund_needs_is_named_with_its_month(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    euros = programme()["funds"][0] | {"currency": "EUR"}
    sheets = programme(funds=[euros], contributions=[contribution()])
    found = take(sqlite_engine, tmp_path, sheets).problems
    assert [(it.kind, it.sheet, it.cell) for it in found] == [
        (RowProblem.RATE_MISSING, "contributions", "F2")
    ] * 2
    assert {(it.details["currency"], it.details["month"]) for it in found} == {
        ("EUR", "2026-03"),
        ("TJS", "2026-03"),
    }


def test_a_rate_is_asked_for_when_a_contribution_is_verified(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[recorded(currency="RUB")]))
    verified = contribution(currency="RUB")
    asked_for = problems(sqlite_engine, tmp_path, {"contributions": [verified]})
    assert asked_for == ["rate_missing at contributions F2"] * 2  # of roubles and of somoni
    rates = [rate("TJS", "2026-03", 10), rate("RUB", "2026-03", 80)]
    booked(sqlite_engine, tmp_path, {"contributions": [verified], "rates": rates})
    assert granted(sqlite_engine, "C-1") == (1_250, 0, "full")


def test_a_rate_may_be_mended_until_a_decision_has_used_it(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    rates = [rate("TJS", "2026-03", "10.95"), rate("TJS", "2026-04", "10.90"), rate("RUB", "2026-03", 90)]
    booked(sqlite_engine, tmp_path, programme(rates=rates, contributions=[contribution(currency="RUB")]))
    assert problems(sqlite_engine, tmp_path, {"rates": [rate("TJS", "2026-03", 11)]}) == [
        "may_not_change at rates C2"
    ]
    booked(sqlite_engine, tmp_path, {"rates": [rate("TJS", "2026-04", 11)]})
    assert sorted(rows(sqlite_engine, "rate", "currency", "month", "units_per_usd")) == [
        ("RUB", "2026-03", "90"),
        ("TJS", "2026-03", "10.95"),
        ("TJS", "2026-04", "11"),
    ]
    assert differences(sqlite_engine) == []


def test_two_programmes_share_a_database_and_nothing_else(engine: sa.Engine, tmp_path: Path) -> None:
    booked(engine, tmp_path, FULL)
    other = {name: [dict(row) for row in rows] for name, rows in FULL.items()}
    other["programmes"][0]["code"] = "Q"
    for sheet in ("communities", "funds"):
        other[sheet][0]["programme"] = "Q"
    booked(engine, tmp_path, other)
    assert len(entries(engine)) == 8
    assert rows(engine, "journal_head", "seq") == [6, 6]
    assert differences(engine) == []
