from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.grants.programme import (
    Sheets,
    booked,
    contribution,
    partner,
    payment,
    problems,
    programme,
    receipt,
    recorded,
    reversal,
    take,
    voucher,
)

BANKED = {"bank_reference": "B-1", "banked_on": "2026-03-03"}


def sent(reference: str, **other: object) -> dict[str, object]:
    return contribution(reference, transfer_reference="T-1") | other


@pytest.mark.parametrize(
    "sheets",
    [
        {"contributions": [sent("C-1"), sent("C-2")]},
        {"contributions": [contribution(f"C-{n}", bank_reference="B-1") for n in (1, 2)]},
        {"contributions": [contribution("C-1", **BANKED), contribution("C-2", group="G-2", **BANKED)]},
        {"receipts": [receipt(f"RC-{n}", bank_reference="B-1") for n in (1, 2)]},
        {"disbursements": [payment(f"D-{n}", 1, bank_reference="B-1") for n in (1, 2)]},
        {"expenditures": [voucher(f"E-{n}", payee="Mason", invoice_no="7") for n in (1, 2)]},
    ],
    ids=["transfer", "bank", "one deposit of two groups", "receipt", "payment", "invoice"],
)
@pytest.mark.parametrize("earlier", [0, 1], ids=["in one file", "in two files"])
def test_a_reference_is_used_once(
    sheets: Sheets, earlier: int, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    (sheet,) = sheets
    groups = [programme()["groups"][0], programme()["groups"][0] | {"code": "G-2"}]
    matched = {} if sheet == "contributions" else {"contributions": [contribution()]}
    booked(sqlite_engine, tmp_path, programme(groups=groups, **matched, **{sheet: sheets[sheet][:earlier]}))
    (wrong,) = problems(sqlite_engine, tmp_path, {sheet: sheets[sheet][earlier:]})
    assert wrong.startswith(f"reference_used_twice at {sheet}")


@pytest.mark.parametrize(
    "sheets",
    [
        {"contributions": [sent("C-1", reversed_on="2026-05-01"), sent("C-2")]},
        {"contributions": [sent("C-1"), sent("C-2")], "reversals": [reversal(40), reversal(60)]},
        {"contributions": [sent("C-1") | recorded("C-1", status="withdrawn"), sent("C-2")]},
        {"contributions": [sent("C-1"), sent("C-2", amends="C-1")]},
        {"contributions": [sent("C-1", amends="C-2"), sent("C-2")]},
        {"contributions": [contribution(f"C-{n}", **BANKED) for n in (1, 2)]},
        {
            "contributions": [contribution()],
            "disbursements": [
                payment(refund_of=None, bank_reference="B-1"),
                payment("D-2", -4, refund_of="D-1", bank_reference="B-1"),
            ],
        },
        {
            "expenditures": [
                voucher(payee="Mason", invoice_no="7", corrects=None),
                voucher("E-2", -4, payee="Mason", invoice_no="7", corrects="E-1"),
                voucher("E-3", payee="Smith", invoice_no="7", corrects=None),
            ],
        },
    ],
    ids=[
        *("reversed", "reversed in parts", "withdrawn", "amended", "amended before", "one deposit"),
        *("refund", "correction and another payee"),
    ],
)
def test_a_reference_is_used_again_for_what_is_void_or_linked(
    sheets: Sheets, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme(**sheets))
    assert booked(sqlite_engine, tmp_path, programme(**sheets)).is_no_change


def test_what_an_earlier_file_reversed_wholly_is_void(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[sent("C-1")], reversals=[reversal(40)]))
    again = {"contributions": [sent("C-2")]}
    assert len(problems(sqlite_engine, tmp_path, again)) == 1
    rest = {"reversals": [reversal(60, reversed_on="2026-06-01")]}
    booked(sqlite_engine, tmp_path, again | rest)
    assert booked(sqlite_engine, tmp_path, {"contributions": [sent("C-1"), sent("C-2")]}).is_no_change


def test_the_earliest_row_that_used_it_is_named(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[sent("C-1")]))
    (problem,) = take(sqlite_engine, tmp_path, {"contributions": [sent("C-2")]}, about="P").problems
    assert problem.details["first"] == "C-1"


def test_other_funding_needs_no_reference_but_its_own(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    booked(sqlite_engine, tmp_path, programme(other_funding=[partner(), partner("O-2")]))
    assert problems(sqlite_engine, tmp_path, {"other_funding": [partner(amount=51)]}) == [
        "may_not_change at other_funding E2"
    ]
