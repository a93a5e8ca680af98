"""Which payment a line of the account may be, and when that is sure."""

from datetime import date

from grants.banking.account import Payment, What
from grants.banking.pairing import propose
from grants.models.bank import BankLine


def line(reference: str, day: int = 10, amount: int = 100, bank: str | None = None) -> BankLine:
    return BankLine(
        reference=reference,
        booked_on=date(2026, 3, day),
        amount_minor=amount,
        bank_reference=bank,
        fund_id=1,
        programme_id=1,
    )


def payment(reference: str, day: int = 10, minor: int = 100, bank: str | None = None) -> Payment:
    return Payment(What("receipts", reference), date(2026, 3, day), minor, bank)


def proposed(lines: list[BankLine], payments: list[Payment]) -> dict[str, list[tuple[str, bool]]]:
    found = propose(lines, payments)
    return {
        line: [(each.payment.what.reference, each.is_sure) for each in of_line]
        for line, of_line in found.items()
    }


def test_the_amount_is_the_same_and_the_day_near() -> None:
    payments = [payment("NEAR", 20), payment("FAR", 21), payment("OTHER", minor=101)]
    assert proposed([line("L")], payments) == {"L": [("NEAR", True)]}


def test_the_reference_of_the_bank_makes_up_for_the_day() -> None:
    assert proposed([line("L", 1, bank="B")], [payment("P", 30, bank="B")]) == {"L": [("P", True)]}


def test_two_of_one_amount_are_not_sure() -> None:
    payments = [payment("P", 12), payment("Q", 11)]
    assert proposed([line("L")], payments) == {"L": [("Q", False), ("P", False)]}
    assert proposed([line("L"), line("M")], payments[:1]) == {"L": [("P", False)], "M": [("P", False)]}


def test_what_has_the_reference_is_out_of_question_for_the_others() -> None:
    lines, payments = [line("L", bank="B"), line("M")], [payment("P", bank="B"), payment("Q")]
    assert proposed(lines, payments) == {
        "L": [("P", True), ("Q", False)],
        "M": [("P", False), ("Q", True)],
    }
