"""Freed or added money of a fund, granted on a person's confirmation."""

from core.money import round_half_even
from grants.matching.booking import Booking
from grants.matching.caps import lowered
from grants.matching.terms import CAPS, Contribution, Fund, Match, Step


def rematch(booking: Booking, fund: Fund) -> None:
    """Grant what a cap or the gap had held back and now allows, by order of verification, then of the rules.

    Only rules outside joint schemes, in projects that are not settled; conditions are not tested again and
    nobody is ever lowered. The books hold every contribution of the fund's rules. Raises MissingRate.
    """
    for contribution in sorted(booking.books.contributions.values(), key=lambda c: c.verified_seq):
        if contribution.project.is_settled:
            continue
        for match in _held_back(contribution, fund):
            _grant_more(booking, contribution, match)


def _held_back(contribution: Contribution, fund: Fund) -> list[Match]:
    held_back = [
        match
        for match in contribution.matches.values()
        if match.reason in CAPS and match.rule.fund is fund and not match.rule.joint
    ]
    return sorted(held_back, key=lambda match: (match.rule.priority, match.rule.code))


def _grant_more(booking: Booking, contribution: Contribution, match: Match) -> None:
    """min(round(D x (a - X) / (a - Xd)) - net, what caps and gap now allow); nothing where that is 0."""
    left_at_decision = contribution.amount - match.reversed_at_decision
    left = contribution.amount - contribution.reversed
    demand = round_half_even(match.desired * left, left_at_decision) - match.net
    if demand <= 0:
        return
    steps: list[Step] = [("demand", match.desired, match.net, demand)]
    placed = booking.books.placed(match.rule, contribution.project)
    raised = placed.raised_by(contribution)
    granted, reason = lowered(booking.books, placed, contribution, raised, demand, None, steps, match.net)
    if granted:
        booking.grant(contribution, match, placed, match.desired, granted, reason, steps, raised)
