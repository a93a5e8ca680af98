"""The desired amount: step 5, and how counted values fall with reversals."""

from core.money import round_half_even
from grants.matching import accounts
from grants.matching.books import Books
from grants.matching.terms import Contribution, Match, Step


def desire(books: Books, contribution: Contribution, match: Match, steps: list[Step]) -> int:
    """D = round(T(P + b) - T(P)); then P grows by b, which is what reversals left of it."""
    key = accounts.of_rule(accounts.BASE, match.rule, contribution.project)
    already = books.balance(key)
    base = match.base - fallen(match.base, contribution, match.reversed_at_entry, contribution.reversed)
    desired = match.rule.scale.desired(already, base)
    books.balances[key] = already + base
    steps.append(("ratio", base, already, desired))
    match.desired = desired
    return desired


def fallen(minor: int, contribution: Contribution, reversed_before: int, reversed_now: int) -> int:
    """By how much a counted value has fallen: round(value x (X - X0) / (a - X0))."""
    if reversed_now == reversed_before:
        return 0
    return round_half_even(minor * (reversed_now - reversed_before), contribution.amount - reversed_before)
