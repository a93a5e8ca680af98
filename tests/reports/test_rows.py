"""The rows of the quarter: what happened in it, one by one."""

from datetime import date

from reports.figures.contributions import ContributionRow
from reports.report import QuarterlyReport


def contributions(report: QuarterlyReport) -> dict[str, ContributionRow]:
    return {row.reference: row for row in report.contributions}


def test_contributions_received_or_reversed_in_the_quarter_are_listed(
    village_report: QuarterlyReport,
) -> None:
    assert list(contributions(village_report)) == ["K-1", "K-5", "K-2", "K-3", "K-4", "K-6", "K-7", "K-8"]


def test_a_contribution_of_an_earlier_quarter_shows_what_was_taken_back(
    village_report: QuarterlyReport,
) -> None:
    k1 = contributions(village_report)["K-1"]
    assert (k1.value_minor, k1.matched_minor, k1.reversed_amount_minor) == (-400_00, -400_00, 400_00)
    assert (k1.reversed_on, k1.reversal_reason) == (date(2026, 4, 15), "Wrong account")


def test_a_reversal_converts_at_the_month_of_its_contribution(village_report: QuarterlyReport) -> None:
    k2 = contributions(village_report)["K-2"]
    assert (k2.amount_minor, k2.currency, k2.reversed_amount_minor) == (100_00, "USD", 33_33)
    assert (k2.value_minor, k2.matched_minor) == (666_70, 500_00)


def test_each_currency_has_its_own_decimals(village_report: QuarterlyReport) -> None:
    found = contributions(village_report)
    assert (found["K-3"].amount_minor, found["K-3"].value_minor) == (50_005, 1100_11)
    assert (found["K-8"].amount_minor, found["K-8"].value_minor) == (500, 50_00)


def test_what_came_in_a_closed_quarter_counts_late(village_report: QuarterlyReport) -> None:
    found = contributions(village_report)
    assert (found["K-5"].late_for, found["K-2"].late_for) == ("2026-Q1", None)
    late = [row.late_for for row in village_report.matches if row.contribution == "K-5"]
    assert late == ["2026-Q1"]


def test_what_is_not_verified_is_listed_and_counts_for_nothing(village_report: QuarterlyReport) -> None:
    found = contributions(village_report)
    assert [(found[code].status, found[code].value_minor) for code in ("K-6", "K-7")] == [
        ("recorded", 0),
        ("returned", 0),
    ]


def test_pending_is_what_is_recorded_and_not_verified(village_report: QuarterlyReport) -> None:
    [row] = village_report.pending
    assert (row.reference, row.project, row.group) == ("K-6", "ROAD", "G2")
    assert (row.amount_minor, row.currency, row.waiting_days) == (70_00, "TJS", 29)


def test_matches_are_listed_as_they_were_booked_with_those_of_nothing(
    village_report: QuarterlyReport,
) -> None:
    rows = [
        (
            row.contribution,
            row.rule,
            row.fund,
            row.granted_minor,
            row.released_minor,
            row.reason,
            row.value_minor,
        )
        for row in village_report.matches
    ]
    assert rows == [
        ("K-2", "ONE", "IOM", 50_00, 0, "full", 500_00),
        ("K-2", "TWO", "TOKYO", 0, 0, "funding_gap", 0),
        ("K-5", "ONE", "IOM", 20_00, 0, "full", 200_00),
        ("K-1", "ONE", "IOM", 0, 40_00, "reversed", -400_00),
        ("K-3", "TWO", "TOKYO", 1_200, 0, "full", 132_00),
    ]


def test_payments_and_refunds_are_listed(village_report: QuarterlyReport) -> None:
    rows = [
        (row.reference, row.fund, row.amount_minor, row.value_minor) for row in village_report.disbursements
    ]
    assert rows == [
        ("D-2", "IOM", 60_00, 660_00),
        ("D-3", "IOM", -10_00, -100_00),
        ("D-4", "TOKYO", 1_000, 100_00),
        ("D-5", "IOM", 25_00, 250_00),
    ]
    first = village_report.disbursements[0]
    assert (first.arrived_amount_minor, first.arrived_currency, first.milestone) == (655_00, "TJS", "Pipes")


def test_vouchers_and_their_corrections_are_listed(village_report: QuarterlyReport) -> None:
    rows = [(row.reference, row.value_minor, row.fund) for row in village_report.expenditures]
    assert rows == [
        ("X-3", 1000_00, "IOM"),
        ("X-5", 200_00, None),
        ("X-6", -20_00, None),
        ("X-4", 1234_56, None),
    ]


def test_receipts_and_other_funding_of_the_quarter_are_listed(village_report: QuarterlyReport) -> None:
    receipts = [(row.reference, row.fund, row.amount_minor) for row in village_report.receipts]
    assert receipts == [("R-2", "IOM", 250_00), ("R-3", "TOKYO", 30_000)]
    others = [
        (row.reference, row.partner, row.agreed_minor, row.received_minor)
        for row in village_report.other_funding
    ]
    assert others == [("O-1", "Jamoat", 0, 1000_00), ("O-2", "NGO", 220_00, 0)]
