"""Each thing that comes late into a closed quarter is a line with its cause, and the lines add up."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import Engine

from core.tables import table
from grants.models.payments import Expenditure
from reports.comparing.causes import Cause, What
from reports.comparing.figure import Level, Period
from reports.comparing.lines import Lines
from reports.comparing.shifts import Placed, Shift, Source
from reports.figures.summary import Measure
from tests.reports.closing.books import NEXT, QUARTER, book, close
from tests.reports.closing.test_late import AGREED, BENEFICIARIES, PAID, SPENT, VERIFIED
from tests.reports.comparing.compared import causes, check, compared, figure, measure, said

REVERSED = {"contribution": "FAK-007", "reversed_on": "2020-07-20", "amount": "1", "reason": "Counted twice"}


def everything_late(engine: Engine) -> None:
    """One of each kind, dated in the closed quarter or in an earlier one."""
    book(engine, "contributions", VERIFIED | {"verification_method": "slip"})
    book(engine, "reversals", REVERSED)
    received = {"reference": "R-1", "fund": "IOMDF", "received_on": "2020-06-30", "amount": "9"}
    book(engine, "receipts", received, received | {"reference": "R-2", "received_on": "2019-11-30"})
    book(engine, "disbursements", PAID | {"reference": "P-7", "override_reason": "It was urgent"})
    book(engine, "expenditures", SPENT | {"reference": "V-7"})
    book(engine, "expenditures", SPENT | {"reference": "V-8", "spent_on": "2020-02-29"})
    book(engine, "other_funding", AGREED | {"reference": "O-7"})
    book(engine, "indicators", BENEFICIARIES)
    measured = {"project": "FAK-WATER", "indicator": "BENEF", "measured_on": "2020-06-30", "value": "80"}
    book(engine, "measurements", measured)
    book(engine, "progress", {"project": "FAK-WATER", "on": "2020-06-30", "actual": "60", "planned": "70"})
    book(engine, "funds", {"code": "IOMDF", "budget": "99999"})


def test_where_nothing_came_late_nothing_differs(closed_engine: Engine) -> None:
    found = compared(closed_engine)
    check(found)
    contributed = measure(found, Measure.CONTRIBUTED)
    assert contributed.signed == contributed.recounted


def test_every_figure_is_what_was_signed_and_its_lines(closed_engine: Engine) -> None:
    everything_late(closed_engine)
    for quarter in ("2019-Q4", "2020-Q1", QUARTER):
        for fund in (None, "IOMDF", "JAMOAT"):
            check(compared(closed_engine, quarter, fund))
    late = {Cause.LATE, Cause.REVERSAL, Cause.MEASUREMENT}
    assert causes(compared(closed_engine)) == late


def test_a_contribution_verified_late_belongs_to_the_quarter_in_which_it_was_received(
    closed_engine: Engine,
) -> None:
    before = measure(compared(closed_engine), Measure.CONTRIBUTED)
    book(closed_engine, "contributions", VERIFIED | {"verification_method": "slip"})
    found = compared(closed_engine)
    contributed = measure(found, Measure.CONTRIBUTED)
    [line] = [each for each in contributed.lines if each not in before.lines]
    assert (line.cause, line.reference) == (Cause.LATE, "FAK-021")
    assert (line.belongs, line.counted, line.by) == (QUARTER, "2020-Q3", "rustam")
    assert (contributed.known or 0) - (before.known or 0) == line.effect  # type: ignore[operator]
    assert contributed.signed == before.signed
    matched = measure(found, Measure.MATCHED)
    assert "FAK-021" not in [
        each.reference for each in matched.lines
    ]  # matched when it was verified: in July


def test_what_is_taken_back_belongs_to_its_contribution_and_what_is_released_to_its_grant(
    closed_engine: Engine,
) -> None:
    book(closed_engine, "reversals", REVERSED)
    known = compared(closed_engine, "2020-Q1")
    lines = measure(known, Measure.CONTRIBUTED).lines
    [line] = [each for each in lines if each.reference == "FAK-007" and each.counted == "2020-Q3"]
    assert (line.cause, line.note, line.belongs) == (Cause.REVERSAL, "Counted twice", "2020-Q1")
    releases = [each for each in measure(known, Measure.MATCHED).lines if each.counted == "2020-Q3"]
    assert releases
    assert {each.cause for each in releases} == {Cause.REVERSAL}
    assert all(each.belongs == "2020-Q1" and (each.effect or 0) < 0 for each in releases)
    check(known)


def test_measurements_and_visits_come_back_with_what_was_found(closed_engine: Engine) -> None:
    everything_late(closed_engine)
    found = compared(closed_engine)
    people = measure(found, Measure.BENEFICIARIES, Period.TO_DATE)
    assert [cause for cause, *_ in said(people.lines)] == ["measurement"]
    assert people.known == 80
    works = figure(found, Level.PROJECT, "FAK-WATER", "physical_progress", None)
    assert (works.known, [line.is_ for line in works.lines]) == (60, ["60"])


def test_a_donor_is_told_nothing_of_what_was_found_at_works_of_others(closed_engine: Engine) -> None:
    everything_late(closed_engine)
    book(closed_engine, "indicators", BENEFICIARIES | {"project": "FAK-TANK"})
    measured = {"project": "FAK-TANK", "indicator": "BENEF", "measured_on": "2020-06-30", "value": "40"}
    book(closed_engine, "measurements", measured)
    for fund in ("IOMDF", "JAMOAT"):
        found = compared(closed_engine, fund=fund)
        lines = [line for each in found.of(Level.COMMUNITY) for line in each.lines]
        named = {line.reference.split(" · ")[0] for line in lines if line.what is What.MEASUREMENT}
        assert named <= {code for level, code in found.names if level is Level.PROJECT}


def test_a_rate_corrected_since_is_one_line_for_all_its_rows(
    closed_app: Flask, closed_engine: Engine
) -> None:
    """Where no decision used it, a rate may still be corrected."""
    euros = {"currency": "EUR", "month": "2020-07", "units_per_usd": "0.9"}
    book(closed_engine, "rates", euros, {"currency": "TJS", "month": "2020-07", "units_per_usd": "10.3"})
    paid = SPENT | {"spent_on": "2020-07-10", "currency": "EUR"}
    book(closed_engine, "expenditures", paid | {"reference": "V-7"}, paid | {"reference": "V-8"})
    close(closed_app, closed_engine, NEXT, at=datetime(2020, 10, 3, 9, tzinfo=UTC))
    book(closed_engine, "rates", euros | {"units_per_usd": "0.5"}, at=datetime(2020, 10, 9, 9, tzinfo=UTC))
    for fund in (None, "IOMDF"):
        found = compared(closed_engine, NEXT, fund)
        check(found)
    spent = measure(compared(closed_engine, NEXT), Measure.SPENT)
    [line] = spent.lines
    assert (line.cause, line.reference, line.rows, line.by) == (Cause.RATE, "EUR 2020-07", 2, "rustam")
    assert (line.was, line.is_, line.effect) == ("0.9", "0.5", spent.difference)
    assert spent.differs


def test_the_programmes_own_rate_is_one_line_for_rows_of_all_currencies() -> None:
    """Two lines under one name would be taken for one where page and quarter put them together."""
    rates = {("TJS", "2020-07"): ("10.3", "11")}
    day = date(2020, 7, 10)
    shifts = [
        Shift(
            *(What.VOUCHER, Cause.RATE, Source("expenditures", currency), currency),
            *(frozenset({Measure.SPENT}), Placed(day, day, 0, minor), currency, day),
        )
        for currency, minor in (("EUR", 5), ("RUB", 7), ("EUR", 1))
    ]
    [line] = Lines("TJS", rates).of(shifts, lambda shift: shift.placed.known)
    assert (line.reference, line.rows, line.effect) == ("TJS 2020-07", 3, 13)
    assert (line.was, line.is_) == ("10.3", "11")


def test_a_change_dated_in_the_quarter_and_told_later_is_a_line_of_what_changed(
    closed_engine: Engine,
) -> None:
    """As the operator's command books it; on the site a change is one of today."""
    change = {"sheet": "projects", "code": "FAK-WATER", "column": "budget", "value": "125000"}
    book(closed_engine, "changes", change | {"effective_on": "2020-06-10", "reason": "Dearer pipes"})
    found = compared(closed_engine)
    check(found)
    budget = figure(found, Level.PROJECT, "FAK-WATER", "budget", None)
    assert (budget.signed, budget.known) == (120_000_00, 125_000_00)
    [line] = budget.lines
    assert (line.cause, line.column, line.was, line.is_) == (
        Cause.CHANGE,
        "projects.budget",
        "120000",
        "125000",
    )
    gap = figure(found, Level.PROJECT, "FAK-WATER", "funding_gap", None)
    assert gap.follows == ("budget",)


def test_a_settlement_is_an_act_of_its_own_day(closed_engine: Engine) -> None:
    """What it released counts where it was settled, also of matches of earlier quarters."""
    settled = {"code": "FAK-WATER", "settled_on": "2020-07-15", "final_cost": "90000", "status": "completed"}
    book(closed_engine, "projects", settled)
    found = compared(closed_engine)
    check(found)
    assert Cause.SETTLEMENT not in causes(found)
    book(closed_engine, "expenditures", SPENT | {"reference": "V-7"})


def test_what_no_line_tells_of_is_said_to_be_unexplained(closed_engine: Engine) -> None:
    """Somebody raised a voucher of the closed quarter in the database itself."""
    t = table(Expenditure)
    raised = sa.update(t).where(t.c.reference == "VOU-1").values(amount_minor=t.c.amount_minor + 100)
    with closed_engine.begin() as connection:
        connection.execute(raised)
    found = compared(closed_engine)
    spent = measure(found, Measure.SPENT, Period.TO_DATE)
    assert (spent.remainder, spent.not_explained) == (100, True)
    assert spent in found.not_explained
