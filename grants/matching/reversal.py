"""A contribution taken back, wholly or in part: its matches are released in proportion."""

from core.money import round_half_even
from grants.matching.booking import Booking
from grants.matching.books import Books
from grants.matching.counting import post_counted
from grants.matching.ratio import fallen
from grants.matching.terms import Contribution, Entry, Match, Reason


class NotReversible(ValueError):
    """The reversal is of nothing, or of more than is left."""


def reverse(booking: Booking, contribution: Contribution, amount: int) -> None:
    """Reverse `amount` (of the contribution's currency) of what is left. Raises NotReversible."""
    before = contribution.reversed
    now = before + amount
    if not 0 < amount <= contribution.amount - before:
        raise NotReversible(amount)
    books = booking.books
    _widen_gap(books, contribution, before, now)
    contribution.reversed = now
    for match in contribution.matches.values():
        _uncount(books, contribution, match, before, now)
    grants = [(match, grant) for match in contribution.matches.values() for grant in match.grants]
    for match, grant in sorted(grants, key=lambda pair: (pair[1].seq, pair[1].line)):
        minor = _share_of(grant, contribution)
        if minor:
            booking.release(contribution, match, grant, minor, Reason.REVERSED)
            grant.released_for_reversals += minor


def net_value(contribution: Contribution, reversed_so_far: int) -> int:
    """What it adds to its project, in the project's currency: convert(a) - round(convert(a) x X / a)."""
    value = contribution.value
    return value - round_half_even(value * reversed_so_far, contribution.amount)


def _widen_gap(books: Books, contribution: Contribution, before: int, now: int) -> None:
    fall = net_value(contribution, before) - net_value(contribution, now)
    books.place(contribution.project).contributed.post(-fall)


def _uncount(books: Books, contribution: Contribution, match: Match, before: int, now: int) -> None:
    """Lower what counted under one rule; a waiting one wholly reversed leaves the queue."""
    entered = match.reversed_at_entry

    def fall_of(minor: int) -> int:
        return fallen(minor, contribution, entered, now) - fallen(minor, contribution, entered, before)

    placed = books.placed(match.rule, contribution.project)
    post_counted(placed, contribution, -fall_of(match.counted))
    if not match.is_waiting:
        placed.base.post(-fall_of(match.base))
    elif now == contribution.amount:
        queue = books.waiting.get((match.rule.scheme, contribution.project.code), {})
        queue.pop(contribution.reference, None)


def _share_of(grant: Entry, contribution: Contribution) -> int:
    """round(m x (X - Xg) / (a - Xg)) less what it released for reversals before, at most what is left."""
    due = fallen(grant.granted, contribution, grant.reversed, contribution.reversed)
    return min(due - grant.released_for_reversals, grant.left)
