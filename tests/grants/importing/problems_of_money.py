"""What can be wrong with vouchers and their corrections, variances, and lines of the bank."""

from grants.importing.problems import RowProblem as P
from tests.grants import programme as of
from tests.grants.importing.cases import Case
from tests.grants.programme import Row, Sheets


def variance(number: int = 1, **other: object) -> Row:
    row = {"project": "W-1", "line": "1.1", "number": number, "explained_on": "2026-05-01"}
    return row | {"explained_by": "Olim", "words": "Rock"} | other


def line(reference: str = "BL-1", amount: object = 1_000, **other: object) -> Row:
    """Ticked off against the receipt RC-1."""
    row = {"reference": reference, "fund": "F", "booked_on": "2026-02-01", "amount": amount}
    ticked = {"ticks_sheet": "receipts", "ticks": "RC-1", "ticked_on": "2026-02-02", "ticked_by": "Olim"}
    return row | ticked | other


def lines(*rows: Row) -> Sheets:
    return of.programme(receipts=[of.receipt()], bank_lines=rows)


CASES_OF_MONEY = [
    Case(
        P.BEFORE_PROGRAMME,
        "expenditures spent_on 2",
        of.programme(expenditures=[of.voucher(spent_on="2025-12-31")]),
    ),
    Case(
        P.CORRECTED_TOO_MUCH,
        "expenditures amount 4",
        of.programme(
            expenditures=[
                of.voucher(corrects=None),
                of.voucher("E-2", -7, corrects="E-1"),
                of.voucher("E-3", -4, corrects="E-1"),
            ]
        ),
    ),
    Case(
        P.NUMBER_SKIPPED,
        "variances number 2",
        of.programme(
            budget_lines=[
                {
                    "project": "W-1",
                    "line": "1.1",
                    "category": "works",
                    "description": "Trench",
                    "amount": 400,
                }
            ],
            variances=[variance(2)],
        ),
    ),
    Case(P.TICKED_TWICE, "bank_lines ticks 3", lines(line(), line("BL-2"))),
    Case(P.TICKS_OTHER_AMOUNT, "bank_lines ticks 2", lines(line(amount=999))),
]
