"""The figures of the two villages, added up by hand; amounts in diram unless a name says otherwise."""

from decimal import Decimal

import pytest
from sqlalchemy import Engine

from reports.figures.projects import ProjectRow
from reports.report import QuarterlyReport
from tests.reports.books import make_books, report_of
from tests.reports.villages import QUARTER, villages


def measures(report: QuarterlyReport) -> dict[str, tuple[object, object]]:
    return {row.measure.value: (row.quarter, row.cumulative) for row in report.summary}


def project(report: QuarterlyReport, code: str) -> ProjectRow:
    return next(row for row in report.projects if row.code == code)


def test_the_summary_tells_the_quarter_and_all_to_date(engine: Engine) -> None:
    make_books(engine, villages)
    found = measures(report_of(engine, QUARTER))
    # K-1 −400, K-2 1000 − 333.30, K-3 50.005 KWD / 0.5 × 11, K-5 200, K-8 50; before: K-1 1000
    assert found["contributed"] == (1616_81, 2616_81)
    assert found["remittances"] == (950_11, 1950_11)
    assert found["in_kind"] == (300_00, 300_00)
    # K-2 500, K-3 132, K-5 200, K-1 −400; before: 1000
    assert found["matched"] == (432_00, 1432_00)
    assert found["other_funding"] == (220_00, 1220_00)
    assert found["disbursed"] == (910_00, 1210_00)
    assert found["spent"] == (2414_56, 3064_56)
    assert found["leverage"] == (Decimal("0.267192805586309"), Decimal("0.547231170776633"))
    assert found["projects"] == found["communities"] == found["groups"] == (2, 2)
    assert found["households"] == (2, 3)
    assert found["beneficiaries"] == (260, 380)
    assert found["cost_per_beneficiary"] == (None, 8_85)


def test_a_community_shows_who_takes_part_and_what_it_led_to(village_report: QuarterlyReport) -> None:
    lower, upper = village_report.communities
    assert (upper.code, upper.admin1, upper.households) == ("UPPER", "Khatlon", 100)
    assert (upper.households_contributing, upper.participation) == (2, Decimal("0.02"))
    assert (upper.projects, upper.groups) == (1, 1)
    assert (upper.contributed_quarter_minor, upper.contributed_total_minor) == (1366_81, 2366_81)
    assert (upper.remittances_total_minor, upper.in_kind_total_minor) == (1700_11, 300_00)
    assert (upper.matched_quarter_minor, upper.matched_total_minor) == (232_00, 1232_00)
    assert (upper.disbursed_total_minor, upper.spent_total_minor) == (960_00, 2884_56)
    assert upper.leverage == Decimal("0.520531855113")
    # (2884.56 + 300) / 300
    assert (upper.beneficiaries, upper.cost_per_beneficiary_minor) == (Decimal(300), 10_62)
    assert (lower.households_contributing, lower.leverage) == (1, Decimal("0.8"))


def test_no_more_people_benefit_than_live_in_the_community(village_report: QuarterlyReport) -> None:
    lower = village_report.communities[0]
    assert (lower.beneficiaries, lower.cost_per_beneficiary_minor) == (Decimal(80), 2_25)


def test_a_project_shows_what_it_lacks_and_how_far_it_is(village_report: QuarterlyReport) -> None:
    water = project(village_report, "WATER")
    assert (water.name, water.community, water.sector) == ("Piped water", "UPPER", "14031")
    assert (water.budget_minor, water.contributed_total_minor) == (10_000_00, 2366_81)
    assert (water.in_kind_total_minor, water.other_funding_minor) == (300_00, 1000_00)
    assert (water.matched_total_minor, water.funding_gap_minor) == (1232_00, 5101_19)
    assert (water.disbursed_total_minor, water.spent_total_minor) == (960_00, 2884_56)
    assert water.financial_progress == Decimal("0.318456")
    assert (water.planned_progress, water.physical_progress) == (Decimal(40), Decimal(55))
    assert water.days_late == 30


def test_a_budget_in_another_currency_converts_at_the_month_of_approval(
    village_report: QuarterlyReport,
) -> None:
    road = project(village_report, "ROAD")
    assert (road.budget_minor, road.funding_gap_minor) == (10_000_00, 9330_00)


def test_until_approved_a_project_has_no_gap_and_no_converted_budget(village_report: QuarterlyReport) -> None:
    school = project(village_report, "SCHOOL")
    assert (school.budget_minor, school.funding_gap_minor, school.financial_progress) == (None, None, None)


def test_a_completed_project_is_not_late(village_report: QuarterlyReport) -> None:
    assert project(village_report, "ROAD").days_late is None


def test_facts_are_those_of_the_end_of_the_quarter(village_report: QuarterlyReport) -> None:
    assert project(village_report, "WATER").status == "in_progress"
    assert village_report.communities[0].name == "Lower"


def test_a_fund_stands_in_its_own_currency(village_report: QuarterlyReport) -> None:
    iom, tokyo = village_report.funds
    assert (iom.code, iom.donor, iom.currency, iom.budget_minor) == ("IOM", "Donor", "USD", 1000_00)
    assert (iom.received_quarter_minor, iom.received_total_minor) == (250_00, 750_00)
    assert (iom.matched_quarter_minor, iom.matched_total_minor) == (30_00, 130_00)
    assert (iom.released_total_minor, iom.uncommitted_minor) == (40_00, 870_00)
    assert (iom.disbursed_quarter_minor, iom.disbursed_total_minor) == (75_00, 105_00)
    assert (iom.committed_not_disbursed_minor, iom.cash_balance_minor) == (25_00, 645_00)
    assert (tokyo.matched_total_minor, tokyo.cash_balance_minor) == (1_200, 29_000)


def test_a_settled_project_owes_what_it_was_paid_beyond_its_matches(village_report: QuarterlyReport) -> None:
    iom, tokyo = village_report.funds
    assert (iom.refunds_due_minor, tokyo.refunds_due_minor) == (5_00, 0)


def test_a_source_shows_what_it_brought_and_what_of_it_was_spent(village_report: QuarterlyReport) -> None:
    rows = [
        (row.project, row.source, row.agreed_minor, row.received_minor, row.spent_share_minor)
        for row in village_report.sources
    ]
    # X-1 before anything came; X-2 as 1000 to 300; X-3 names IOM; X-4 as 2366.81, 860, 100, 1000
    assert rows == [
        ("ROAD", "group money", 250_00, 250_00, 190_00),
        ("ROAD", "fund IOM", 200_00, 250_00, -10_00),
        ("ROAD", "other NGO", 220_00, 0, 0),
        ("WATER", "group money", 2366_81, 2366_81, 461_54 + 675_32),
        ("WATER", "group in-kind", 300_00, 300_00, 0),
        ("WATER", "fund IOM", 1100_00, 860_00, 138_46 + 1000_00 + 245_38),
        ("WATER", "fund TOKYO", 132_00, 100_00, 28_53),
        ("WATER", "other Jamoat", 1000_00, 1000_00, 285_33),
        ("WATER", "unfunded", 0, 0, 50_00),
    ]


def test_indicators_are_measured_against_baseline_and_target(village_report: QuarterlyReport) -> None:
    rows = [(row.project, row.code, row.actual, row.progress) for row in village_report.indicators]
    assert rows == [
        ("ROAD", "BENEF", Decimal(90), None),
        ("WATER", "BENEF", Decimal(300), Decimal("0.75")),
        ("WATER", "TAPS", Decimal(7), Decimal("0.5")),
    ]
    reached = village_report.indicators[1]
    assert (reached.female, reached.male) == (Decimal(160), Decimal(140))


@pytest.mark.parametrize(
    ("account", "opening", "came_in", "went_out", "closing"),
    [
        ("fund IOM uncommitted", 700_00, 240_00, 70_00, 870_00),  # 800 − 100; 40 released, budget + 200
        ("fund IOM cash", 470_00, 250_00, 75_00, 645_00),
        ("fund TOKYO uncommitted", 50_000, 0, 1_200, 48_800),
        ("fund TOKYO cash", 0, 30_000, 1_000, 29_000),
        ("project ROAD money", 0, 500_00, 180_00, 320_00),
        ("project SCHOOL money", 0, 0, 0, 0),
        ("project WATER money", 650_00, 3026_81, 2234_56, 1442_25),
    ],
)
def test_every_account_closes(
    village_report: QuarterlyReport, account: str, opening: int, came_in: int, went_out: int, closing: int
) -> None:
    found = next(each for each in village_report.control.accounts if each.name == account)
    assert (found.opening_minor, found.in_minor) == (opening, came_in)
    assert (found.out_minor, found.closing_minor) == (went_out, closing)


def test_the_control_names_the_rates_and_rules_behind_the_figures(village_report: QuarterlyReport) -> None:
    control = village_report.control
    rates = [f"{rate.currency} {rate.month}" for rate in control.rates]
    assert rates[:4] == ["JPY 2026-04", "JPY 2026-05", "JPY 2026-06", "KWD 2026-05"]
    assert next(rate for rate in rates if rate.startswith("TJS")) == "TJS 2026-01"
    assert [(rule.code, rule.version) for rule in control.rules] == [("ONE", 1), ("TWO", 1)]
    assert control.journal_seq == 33
