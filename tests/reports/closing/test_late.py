"""After a quarter is closed: whatever comes late counts in the next open one, says so, and the file stays."""

from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.calendar import parse_span
from core.database import session, transaction
from core.programmes import Programme, Rate
from grants.entering.entering import NotEntered
from grants.exporting.export import export_workbook
from grants.importing.importing import import_workbook
from grants.models.proposals import ProposalKind
from grants.proposing import confirm, propose
from grants.verifying.verify import verify
from reports.quarterly import quarterly_report
from reports.report import QuarterlyReport
from tests.reports.closing.books import CODE, LATER, NEXT, QUARTER, book, sealed_sums
from tests.web import MANAGER, sign_in


def report_of(engine: Engine, quarter: str) -> QuarterlyReport:
    with session(engine) as reading:
        return quarterly_report(reading, CODE, parse_span(quarter))


VERIFIED = {
    "reference": "FAK-021",
    "status": "verified",
    "verified_on": "2020-07-20",
    "verified_by": "bahrom",
}
PAID = {"fund": "IOMDF", "project": "FAK-WATER", "amount": "15", "paid_on": "2020-06-29"}
SPENT = {
    "project": "FAK-WATER",
    "category": "works",
    "amount": "11",
    "currency": "TJS",
    "spent_on": "2020-06-29",
}
AGREED = {
    "project": "FAK-TANK",
    "partner": "Red Crescent",
    "amount": "40",
    "currency": "TJS",
    "agreed_on": "2020-06-01",
}
BENEFICIARIES = {"project": "FAK-WATER", "code": "BENEF", "name": "People", "unit": "people", "target": "90"}


def test_each_kind_of_thing_that_comes_late_counts_in_the_next_quarter_and_says_so(
    closed_engine: Engine,
) -> None:
    engine, before = closed_engine, sealed_sums(closed_engine)
    then = report_of(engine, QUARTER)
    book(engine, "contributions", VERIFIED | {"verification_method": "slip"})
    book(
        engine,
        "reversals",
        {"contribution": "FAK-007", "reversed_on": "2020-06-28", "amount": "1", "reason": "No"},
    )
    book(
        engine, "receipts", {"reference": "R-1", "fund": "IOMDF", "received_on": "2020-06-30", "amount": "9"}
    )
    book(engine, "disbursements", PAID | {"reference": "P-7", "override_reason": "It was urgent"})
    book(engine, "expenditures", SPENT | {"reference": "V-7"})
    book(engine, "other_funding", AGREED | {"reference": "O-7", "received_on": "2020-06-02"})
    book(engine, "indicators", BENEFICIARIES)
    measured = {"project": "FAK-WATER", "indicator": "BENEF", "measured_on": "2020-06-30", "value": "80"}
    book(engine, "measurements", measured)
    book(engine, "progress", {"project": "FAK-WATER", "on": "2020-06-30", "actual": "60", "planned": "70"})
    late = report_of(engine, NEXT)
    found = {
        "contributions": {row.reference: row.late_for for row in late.contributions},
        "matches": {row.late_for for row in late.matches if row.contribution == "FAK-007"},
        "receipts": {row.reference: row.late_for for row in late.receipts},
        "disbursements": {row.reference: row.late_for for row in late.disbursements},
        "expenditures": {row.reference: row.late_for for row in late.expenditures},
        "other_funding": {row.reference: row.late_for for row in late.other_funding},
        "indicators": {row.code: row.late_for for row in late.indicators},
    }
    assert found == {
        "contributions": {"FAK-021": QUARTER, "FAK-007": QUARTER},
        "matches": {QUARTER},
        "receipts": {"R-1": QUARTER},
        "disbursements": {"P-7": QUARTER},
        "expenditures": {"V-7": QUARTER},
        "other_funding": {"O-7": QUARTER},
        "indicators": {"BENEF": QUARTER},
    }
    now = report_of(engine, QUARTER)
    assert [(row.measure, row.quarter, row.cumulative) for row in now.summary] == [
        (row.measure, row.quarter, row.cumulative) for row in then.summary
    ]
    assert [row.physical_progress for row in now.projects] == [row.physical_progress for row in then.projects]
    assert 60 in [row.physical_progress for row in late.projects]
    assert sealed_sums(engine) == before
    with session(engine) as reading:
        assert [found.differences for found in verify(reading)] == [[]]


def test_what_is_closed_and_what_follows_add_up(closed_engine: Engine) -> None:
    """What a sealed report closes with, the next one opens with, whatever came late."""
    closings = {each.name: each.closing_minor for each in report_of(closed_engine, QUARTER).control.accounts}
    book(
        closed_engine,
        "receipts",
        {"reference": "R-1", "fund": "IOMDF", "received_on": "2019-07-30", "amount": "9"},
    )
    book(closed_engine, "expenditures", SPENT | {"reference": "V-7", "spent_on": "2020-01-29"})
    book(closed_engine, "contributions", VERIFIED | {"verification_method": "slip"})
    openings = {each.name: each.opening_minor for each in report_of(closed_engine, NEXT).control.accounts}
    assert openings == closings


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("disbursements", {"reference": "PAY-0", "milestone": "Pipes"}),
        ("expenditures", {"reference": "VOU-1", "payee": "Somon"}),
    ],
)
def test_a_row_of_a_closed_quarter_is_not_changed(
    closed_engine: Engine, sheet: str, row: dict[str, str]
) -> None:
    with pytest.raises(NotEntered):
        book(closed_engine, sheet, row)


def test_twenty_downloads_after_whatever_happens_are_one_file(
    closed_app: Flask, closed_engine: Engine
) -> None:
    before = sealed_sums(closed_engine)
    client = closed_app.test_client()
    sign_in(client, closed_engine, "munira", MANAGER)
    exported = closed_engine.url.database
    steps = [
        lambda: book(closed_engine, "contributions", VERIFIED | {"verification_method": "slip"}),
        lambda: book(
            closed_engine,
            "reversals",
            {"contribution": "FAK-007", "reversed_on": "2020-07-28", "amount": "", "reason": "Returned"},
        ),
        lambda: book(closed_engine, "groups", {"code": "FAK-1", "name": "Under another name"}),
        lambda: book(closed_engine, "projects", {"code": "FAK-WATER", "budget": "123456", "name": "A pipe"}),
        lambda: book(closed_engine, "funds", {"code": "IOMDF", "budget": "99999"}),
        lambda: book(closed_engine, "rates", {"currency": "EUR", "month": "2020-06", "units_per_usd": "0.9"}),
        lambda: _rule_in_force(closed_engine),
        lambda: _exported_and_imported(closed_engine, f"{exported}.xlsx"),
    ]
    sums = set()
    for number in range(20):
        if number < len(steps):
            steps[number]()
        answer = client.get(f"/programmes/{CODE}/report.xlsx?span={QUARTER}")
        assert answer.status_code == 200
        sums.add(_sum(answer.data))
        assert answer.headers["ETag"] == f'"{before[""]}"'
    assert sums == {before[""]}
    assert sealed_sums(closed_engine) == before
    assert {row.reference: row.late_for for row in report_of(closed_engine, NEXT).contributions} == {
        "FAK-021": QUARTER,
        "FAK-007": None,
    }


def _rule_in_force(engine: Engine) -> None:
    """Proposed by one, confirmed by another."""
    rule = {
        "code": "LATE",
        "fund": "JAMOAT",
        "version": "1",
        "effective_from": "2020-07-01",
        "priority": "9",
        "ratio": "0.1",
    }

    def work(writing: Session) -> None:
        id = writing.exec(select(Programme.id)).one()
        assert id is not None
        waiting = propose(writing, id, ProposalKind.RULES, {"rules": [rule]}, by="munira", at=LATER)
        assert waiting.id is not None
        confirm(writing, waiting.id, by="rustam", at=LATER, document="Letter 7")

    transaction(engine, work)


def _exported_and_imported(engine: Engine, path: str) -> None:

    with session(engine) as reading:
        export_workbook(reading, CODE, Path(path))
        assert reading.exec(select(Rate)).first() is not None
    assert import_workbook(engine, Path(path), by="rustam", at=LATER).problems == []


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()
