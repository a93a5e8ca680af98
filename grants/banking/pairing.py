"""Which payment a line of the account may be: of the same amount, with the bank's reference or near its day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from grants.banking.account import Payment
from grants.models.bank import BankLine

NEAR_DAYS = 10
"""Between the day in the books and that of the bank."""


@dataclass(frozen=True)
class Proposed:
    """`is_sure`: nothing else comes into question, on either side."""

    line: BankLine
    payment: Payment
    is_sure: bool


def propose(lines: Iterable[BankLine], payments: Iterable[Payment]) -> dict[str, list[Proposed]]:
    """By the reference of each line, what may be it, the likeliest first. Lines and payments are the open ones.

    A pair is sure where the bank's reference is the same and no other line or payment has it, or where the
    payment is the only one near the line, and the line the only one near the payment.
    """
    open_lines, of_amount = list(lines), defaultdict(list)
    for payment in payments:
        of_amount[payment.minor].append(payment)
    near = [
        (line, payment)
        for line in open_lines
        for payment in of_amount.get(line.amount_minor, ())
        if _may_be(line, payment)
    ]
    named = [(line, payment) for line, payment in near if _has_its_reference(line, payment)]
    sure = {*_only_ones(named), *_only_ones(_not_named(near, named))}
    found: dict[str, list[Proposed]] = {line.reference: [] for line in open_lines}
    for line, payment in sorted(near, key=_likeliest_first):
        is_sure = (line.reference, payment.what) in sure
        found[line.reference].append(Proposed(line, payment, is_sure))
    return found


Pair = tuple[BankLine, Payment]


def _may_be(line: BankLine, payment: Payment) -> bool:
    """Of a payment of its amount."""
    return _has_its_reference(line, payment) or _days_between((line, payment)) <= NEAR_DAYS


def _has_its_reference(line: BankLine, payment: Payment) -> bool:
    return line.bank_reference is not None and line.bank_reference == payment.bank_reference


def _not_named(near: list[Pair], named: list[Pair]) -> list[Pair]:
    """What is left once those with a reference in common are paired."""
    lines = {line.reference for line, _ in named}
    payments = {payment.what for _, payment in named}
    return [pair for pair in near if pair[0].reference not in lines and pair[1].what not in payments]


def _only_ones(pairs: list[Pair]) -> set[tuple[str, tuple[str, str]]]:
    lines = Counter(line.reference for line, _ in pairs)
    payments = Counter(payment.what for _, payment in pairs)
    return {
        (line.reference, payment.what)
        for line, payment in pairs
        if lines[line.reference] == payments[payment.what] == 1
    }


def _likeliest_first(pair: Pair) -> tuple[bool, int, str]:
    return not _has_its_reference(*pair), _days_between(pair), pair[1].what.reference


def _days_between(pair: Pair) -> int:
    return abs((pair[0].booked_on - pair[1].on).days)
