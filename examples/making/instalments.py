"""What a fund pays a project by milestones: round by round, as much as the site itself would let be asked for and paid."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from examples.making.days import later
from grants.paying.parts import Part, allowed_parts, left_of

ASKED_BEFORE = 14
"""Days from the request for a tranche to its payment."""
RETENTION = "0.1"
"""The share that is kept back until the handover."""


@dataclass(frozen=True)
class Round:
    """A day on which a fund pays; the works have come as far as the milestone of this name by then."""

    on: date
    milestone: str


@dataclass(frozen=True)
class Instalment:
    """One payment under a milestone: with each round there may be one under every milestone reached so far."""

    on: date
    milestone: str
    amount: int


@dataclass(frozen=True)
class Sums:
    """Payments are of whole `step`s, and none is below `least`."""

    step: int
    least: int


def instalments(
    rounds: Iterable[Round], shares: Sequence[str], matched: Callable[[date], Decimal], sums: Sums
) -> Iterator[Instalment]:
    """`shares` are those of the milestones that the rounds name, in their order; `matched` stands at a day's end.

    Matches that came since raise what earlier milestones allow: that is asked for again with the next round.
    """
    given = list(rounds)
    names = list(dict.fromkeys(each.milestone for each in given))
    assert len(names) == len(shares), f"{names} have {len(shares)} shares"
    paid = [0] * (len(names) + 1)
    for each in given:
        for place, name in enumerate(names[: names.index(each.milestone) + 1]):
            days = (later(each.on, -ASKED_BEFORE), each.on)
            left = min(_left(int(matched(day) * 100), shares, paid, place) for day in days)
            amount = left // 100 // sums.step * sums.step
            if amount >= sums.least:
                paid[place] += amount * 100
                yield Instalment(each.on, name, amount)


def _left(matched_minor: int, shares: Sequence[str], paid: Sequence[int], place: int) -> int:
    """What is asked for in the same round counts as paid: it is taken either way."""
    allowed = allowed_parts(matched_minor, (*shares, RETENTION))
    parts = [Part(most, 0, done) for most, done in zip(allowed, paid, strict=True)]
    return left_of(parts, place, matched_minor - sum(paid))
