"""Contributions of an uploaded workbook enter as recorded by whoever uploads them."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.database import session
from grants.exporting.export import export_workbook
from tests.grants import programme as p
from tests.grants.uploading.uploads import contribution, put, refused, upload

STATE = ("status", "recorded_by", "recorded_on", "verified_on", "verified_by")


@pytest.fixture
def books(engine: Engine, tmp_path: Path) -> Engine:
    """P with its registry, fund and rule, and no contribution."""
    p.booked(engine, tmp_path, p.programme())
    return engine


def test_a_verified_contribution_of_the_file_waits_here_for_verification(
    books: Engine, tmp_path: Path
) -> None:
    row = p.contribution(verified_by="daler", verification_method="slip", recorded_by="daler")
    result = put(books, tmp_path, {"contributions": [row]})
    assert (result.new, result.verified_there) == ({"contributions": 1}, 1)
    assert contribution(books, *STATE) == ("recorded", "zarina", "2026-03-05", None, None)
    assert p.matches(books) == {}
    assert p.differences(books) == []


def test_without_a_day_of_recording_it_is_that_of_the_upload(books: Engine, tmp_path: Path) -> None:
    rows = [p.recorded(), p.recorded("C-2", recorded_on="2026-03-03")]
    put(books, tmp_path, {"contributions": rows})
    assert contribution(books, "recorded_on") == ("2026-09-01",)
    assert contribution(books, "recorded_on", reference="C-2") == ("2026-03-03",)


def test_a_withdrawn_contribution_of_the_file_does_not_come_back(books: Engine, tmp_path: Path) -> None:
    rows = [p.recorded(status="withdrawn"), p.recorded("C-2", status="returned")]
    put(books, tmp_path, {"contributions": rows})
    assert contribution(books, "status") == ("withdrawn",)
    assert contribution(books, "status", reference="C-2") == ("recorded",)


def test_whoever_mends_a_recorded_contribution_has_recorded_it(books: Engine, tmp_path: Path) -> None:
    p.booked(books, tmp_path, {"contributions": [p.recorded(recorded_by="daler")]})
    result = put(books, tmp_path, {"contributions": [p.contribution(amount=120, recorded_by="daler")]})
    assert (result.new, result.changed, result.verified_there) == ({}, {"contributions": 1}, 1)
    assert contribution(books, "status", "recorded_by", "amount_minor") == ("recorded", "zarina", 12000)


def test_a_returned_contribution_is_sent_again_when_it_is_mended(books: Engine, tmp_path: Path) -> None:
    p.booked(books, tmp_path, {"contributions": [p.recorded(status="returned", recorded_by="daler")]})
    assert put(books, tmp_path, {"contributions": [p.recorded(status="returned")]}).is_nothing
    put(books, tmp_path, {"contributions": [p.recorded(amount=90, status="returned")]})
    assert contribution(books, "status", "recorded_by") == ("recorded", "zarina")


def test_what_was_withdrawn_here_stays_so(books: Engine, tmp_path: Path) -> None:
    p.booked(books, tmp_path, {"contributions": [p.recorded(status="withdrawn")]})
    assert refused(books, tmp_path, {"contributions": [p.recorded()]}) == [
        "stays_withdrawn at contributions H2"
    ]
    assert put(books, tmp_path, {"contributions": [p.recorded(status="withdrawn")]}).is_nothing


@pytest.mark.parametrize("status", ["recorded", "verified", "returned"])
def test_a_sheet_that_was_verified_here_since_changes_nothing(
    books: Engine, tmp_path: Path, status: str
) -> None:
    p.booked(books, tmp_path, {"contributions": [p.contribution(verified_on="2026-04-30")]})
    row = p.recorded(status=status, verified_on="2026-03-05" if status == "verified" else None)
    assert put(books, tmp_path, {"contributions": [row]}).is_nothing


def test_the_amount_of_a_verified_contribution_is_refused_at_its_cell(books: Engine, tmp_path: Path) -> None:
    p.booked(books, tmp_path, {"contributions": [p.contribution()]})
    found = refused(books, tmp_path, {"contributions": [p.contribution(amount=101)]})
    assert found == ["may_not_change at contributions E2"]


def test_an_export_that_is_uploaded_again_changes_nothing(books: Engine, tmp_path: Path) -> None:
    rows = [p.contribution(), p.recorded("C-2"), p.recorded("C-3", status="returned")]
    reversals = [p.reversal(10), p.reversal(5)]
    payment = p.payment(bank_reference="B-1")
    p.booked(books, tmp_path, {"contributions": rows, "reversals": reversals, "disbursements": [payment]})
    settled = p.project(settled_on="2026-06-30", final_cost=90, status="completed")
    p.booked(books, tmp_path, {"projects": [settled], "closings": [p.closing()]})
    with session(books) as reading:
        export_workbook(reading, "P", tmp_path / "export.xlsx")
    before = p.count_rows(books)
    result = upload(books, tmp_path / "export.xlsx")
    assert (result.problems, result.is_nothing, result.waiting) == ([], True, {})
    assert p.count_rows(books) == before


def test_a_contribution_of_a_month_without_a_rate_is_recorded_all_the_same(
    books: Engine, tmp_path: Path
) -> None:
    put(books, tmp_path, {"contributions": [p.recorded(currency="RUB")]})
    assert contribution(books, "status") == ("recorded",)
    found = refused(books, tmp_path, {"contributions": [p.contribution("C-2", currency="RUB")]})
    assert set(found) == {"rate_missing at contributions F2"}
