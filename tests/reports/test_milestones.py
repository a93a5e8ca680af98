"""Milestones show how far they had come at the end of the span, and to a fund its own."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from grants.models.funds import Fund
from grants.models.milestones import Milestone
from household_groups.models.projects import Project
from reports.figures.milestones import MilestoneRow
from reports.report import QuarterlyReport
from reports.workbooks import write_report
from tests.reports.books import Maker, make_books, report_of

AMOUNTS = ("asked_total_minor", "approved_total_minor", "paid_total_minor")


def amounts(row: MilestoneRow) -> tuple[int, ...]:
    return tuple(getattr(row, name) for name in AMOUNTS)


def test_a_milestone_is_shown_as_it_stood_at_the_end_of_the_span(village_report: QuarterlyReport) -> None:
    """Approvals, certifications and tranches of July are none yet, and D-3 was a refund of D-2."""
    pipes, act, meeting = village_report.milestones
    assert pipes == MilestoneRow(
        *("WATER", "IOM", "PIPES", "Milestone PIPES", "USD", Decimal("0.5")),
        *("works", Decimal(50), date(2026, 5, 1)),
        *(date(2026, 5, 2), "Nigora", "No road for the engineer"),
        "",
        *(65_00, 60_00, 50_00),
    )
    assert (act.milestone, act.certified_on, amounts(act)) == ("ACT", None, (0, 0, 0))
    assert (meeting.fund, meeting.currency, amounts(meeting)) == ("TOKYO", "JPY", (0, 0, 0))


@pytest.mark.parametrize(
    ("span", "certified", "of_pipes"),
    [
        ("2026-04..2026-04", None, (0, 0, 0)),
        ("2026-05..2026-05", date(2026, 5, 2), (60_00, 60_00, 60_00)),
        ("2026-07..2026-07", date(2026, 5, 2), (65_00, 65_00, 50_00)),
    ],
)
def test_only_what_is_dated_up_to_the_end_counts(
    villages_engine: Engine, span: str, certified: date | None, of_pipes: tuple[int, ...]
) -> None:
    pipes = report_of(villages_engine, span).milestones[0]
    assert (pipes.certified_on, amounts(pipes)) == (certified, of_pipes)


def test_a_fund_sees_its_own_milestones(fund_report: QuarterlyReport, villages_engine: Engine) -> None:
    assert [row.milestone for row in fund_report.milestones] == ["PIPES", "ACT"]
    of_tokyo = report_of(villages_engine, "2026-Q2", fund="TOKYO").milestones
    assert [row.milestone for row in of_tokyo] == ["MEETING"]


def _one(make: Maker) -> tuple[Fund, Project, Milestone]:
    fund = make.fund("F", 1_000, "TJS")
    project = make.project(make.community("C"), "W", 1_000, approved="2026-01-10")
    return fund, project, make.milestone(fund, project, "M", "1", due="2026-06-01")


def test_payments_that_name_the_milestone_without_a_tranche_count(sqlite_engine: Engine) -> None:
    def books(make: Maker) -> None:
        fund, project, _ = _one(make)
        make.disbursement(fund, project, "D-1", "2026-04-01", 30, milestone="M")
        make.disbursement(fund, project, "D-2", "2026-04-02", 20, milestone="Another")
        make.disbursement(fund, project, "D-3", "2026-04-03", -5, refund_of="D-1")

    make_books(sqlite_engine, books)
    [row] = report_of(sqlite_engine, "2026-Q2").milestones
    assert row.paid_total_minor == 25_00


def test_a_later_change_of_a_milestone_does_not_reach_back(sqlite_engine: Engine) -> None:
    def books(make: Maker) -> None:
        _one(make)
        make.change("milestones", "W|F|M", "due_on", "2026-05-01", "2026-06-01", "2026-07-02")
        make.change("milestones", "W|F|M", "share", "0.5", "1", "2026-07-02")

    make_books(sqlite_engine, books)
    [row] = report_of(sqlite_engine, "2026-Q2").milestones
    assert (row.due_on, row.share) == (date(2026, 5, 1), Decimal("0.5"))
    [row] = report_of(sqlite_engine, "2026-Q3").milestones
    assert (row.due_on, row.share) == (date(2026, 6, 1), Decimal(1))


def test_a_milestone_asked_for_anew_is_certified_by_the_later_one(sqlite_engine: Engine) -> None:
    def books(make: Maker) -> None:
        _, _, milestone = _one(make)
        for reference, decision, on in (
            ("C-1", "declined", "2026-04-02"),
            ("C-2", "certified", "2026-04-03"),
        ):
            make.certification(milestone, reference, "2026-04-01")
            make.step(reference, 1, decision, on, reason="Seen", subject="certifications")

    make_books(sqlite_engine, books)
    [row] = report_of(sqlite_engine, "2026-Q2").milestones
    assert (row.certified_on, row.override_reason) == (date(2026, 4, 3), "Seen")


def test_why_a_tranche_was_asked_for_early_is_shown_as_long_as_it_stands(sqlite_engine: Engine) -> None:
    def books(make: Maker) -> None:
        _, _, milestone = _one(make)
        for reference, early in (
            ("T-1", "Winter"),
            ("T-2", "Prices rise"),
            ("T-3", "Winter"),
            ("T-4", "Haste"),
        ):
            make.tranche(milestone, reference, "2026-04-01", 9, "TJS", early)
        make.step("T-4", 1, "withdrawn", "2026-04-02", "Olim", "Too early")

    make_books(sqlite_engine, books)
    [row] = report_of(sqlite_engine, "2026-Q2").milestones
    assert (row.early_reasons, amounts(row)) == ("Winter; Prices rise", (27_00, 0, 0))


def test_why_it_was_paid_all_the_same_is_shown(sqlite_engine: Engine) -> None:
    def books(make: Maker) -> None:
        fund, project, milestone = _one(make)
        make.tranche(milestone, "T-1", "2026-04-01", 30, "TJS")
        make.disbursement(fund, project, "D-1", "2026-04-01", 30, tranche="T-1", override="The mason waits")
        make.disbursement(fund, project, "D-2", "2026-04-02", 9, milestone="Other", override="Another thing")
        make.disbursement(fund, project, "D-3", "2026-07-02", 9, milestone="M", override="Later")

    make_books(sqlite_engine, books)
    [row] = report_of(sqlite_engine, "2026-Q2").milestones
    assert (row.payment_reasons, amounts(row)) == ("The mason waits", (30_00, 0, 30_00))


def test_the_sheet_shows_the_reason_and_amounts_as_numbers(
    village_report: QuarterlyReport, tmp_path: Path
) -> None:
    write_report(village_report, tmp_path / "report.xlsx")
    header, first, *_ = load_workbook(tmp_path / "report.xlsx")["milestones"].values
    said = dict(zip(header, first, strict=True))
    assert said["override_reason"] == "No road for the engineer"
    assert [said[name.removesuffix("_minor")] for name in AMOUNTS] == [65, 60, 50]
    assert (said["share"], said["works"]) == (0.5, 50)


def test_without_milestones_the_sheet_has_its_header(sqlite_engine: Engine, tmp_path: Path) -> None:
    make_books(sqlite_engine, lambda make: None)
    write_report(report_of(sqlite_engine, "2026-Q2"), tmp_path / "report.xlsx")
    [header] = load_workbook(tmp_path / "report.xlsx")["milestones"].values
    assert header[:3] == ("project", "fund", "milestone")
