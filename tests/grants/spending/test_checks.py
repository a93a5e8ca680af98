"""Vouchers, their corrections and explanations, as an import or a form tells them."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.grants import programme as p

LINE = {"project": "W-1", "line": "1", "category": "works", "description": "Trench", "amount": 100}


def said(number: int, **other: object) -> p.Row:
    words = {"project": "W-1", "line": "1", "number": number, "explained_by": "Olim", "words": "Rock"}
    return words | {"explained_on": "2026-05-01"} | other


def correction(reference: str, amount: object, **other: object) -> p.Row:
    return p.voucher(reference, amount, corrects="E-1", spent_on="2026-04-03") | other


def test_a_voucher_before_the_programme_is_refused(sqlite_engine: Engine, tmp_path: Path) -> None:
    sheets = p.programme(expenditures=[p.voucher(spent_on="2025-12-31")])
    assert p.problems(sqlite_engine, tmp_path, sheets) == ["before_programme at expenditures C2"]


def test_a_voucher_before_the_approval_is_booked(sqlite_engine: Engine, tmp_path: Path) -> None:
    p.booked(sqlite_engine, tmp_path, p.programme(expenditures=[p.voucher(spent_on="2026-01-02")]))


@pytest.mark.parametrize("amounts", [(-11,), (-6, -5)])
def test_corrections_take_back_no_more_than_their_voucher(
    sqlite_engine: Engine, tmp_path: Path, amounts: tuple[int, ...]
) -> None:
    rows = [correction(f"K-{number}", amount) for number, amount in enumerate(amounts)]
    sheets = p.programme(expenditures=[p.voucher(), *rows])
    assert p.problems(sqlite_engine, tmp_path, sheets) == [
        f"corrected_too_much at expenditures D{2 + len(amounts)}"
    ]


def test_what_was_corrected_before_counts_too(sqlite_engine: Engine, tmp_path: Path) -> None:
    p.booked(sqlite_engine, tmp_path, p.programme(expenditures=[p.voucher(), correction("K-1", -6)]))
    later: p.Sheets = {"expenditures": [correction("K-1", -6), correction("K-2", -5)]}
    assert p.problems(sqlite_engine, tmp_path, later) == ["corrected_too_much at expenditures D3"]
    p.booked(sqlite_engine, tmp_path, {"expenditures": [correction("K-1", -6), correction("K-2", -4)]})


def test_a_correction_cannot_be_corrected(sqlite_engine: Engine, tmp_path: Path) -> None:
    rows = [p.voucher(), correction("K-1", -6), correction("K-2", -1, corrects="K-1")]
    sheets = p.programme(expenditures=rows)
    assert p.problems(sqlite_engine, tmp_path, sheets) == ["corrected_too_much at expenditures D4"]


def test_an_explanation_is_of_a_line_of_the_project(sqlite_engine: Engine, tmp_path: Path) -> None:
    sheets = p.programme(budget_lines=[LINE], variances=[said(1, line="2")])
    assert p.problems(sqlite_engine, tmp_path, sheets) == ["code_unknown at variances B2"]


def test_explanations_are_numbered_without_a_gap(sqlite_engine: Engine, tmp_path: Path) -> None:
    sheets = p.programme(budget_lines=[LINE], variances=[said(1), said(3)])
    assert p.problems(sqlite_engine, tmp_path, sheets) == ["number_skipped at variances C3"]
    p.booked(sqlite_engine, tmp_path, p.programme(budget_lines=[LINE], variances=[said(1)]))
    p.booked(sqlite_engine, tmp_path, {"variances": [said(2)]})
    assert p.problems(sqlite_engine, tmp_path, {"variances": [said(4)]}) == ["number_skipped at variances C2"]


def test_what_was_said_does_not_change(sqlite_engine: Engine, tmp_path: Path) -> None:
    p.booked(sqlite_engine, tmp_path, p.programme(budget_lines=[LINE], variances=[said(1)]))
    found = p.problems(sqlite_engine, tmp_path, {"variances": [said(1, words="Sand")]})
    assert found == ["may_not_change at variances E2"]
