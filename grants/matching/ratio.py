"""The desired amount: step 5, and how counted values fall with reversals."""

from core.money import round_half_even
from grants.matching.placing import RuleInProject
from grants.matching.terms import Contribution, Match, Step


def desire(placed: RuleInProject, contribution: Contribution, match: Match, steps: list[Step]) -> int:
    """D = round(T(P + b) - T(P)); then P grows by b, which is what reversals left of it."""
    account = placed.base
    already, base = account.minor, match.base
    if contribution.reversed != match.reversed_at_entry:
        base -= fallen(base, contribution, match.reversed_at_entry, contribution.reversed)
    desired = placed.rule.scale.desired(already, base)
    account.minor = already + base
    account.is_open = True
    steps.append(("ratio", base, already, desired))
    match.desired = desired
    match.reversed_at_decision = contribution.reversed
    return desired


def fallen(minor: int, contribution: Contribution, reversed_before: int, reversed_now: int) -> int:
    """By how much a counted value has fallen: round(value x (X - X0) / (a - X0))."""
    if reversed_now == reversed_before:
        return 0
    return round_half_even(minor * (reversed_now - reversed_before), contribution.amount - reversed_before)
