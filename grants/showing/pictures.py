"""The geometry of pictures about money: bars as long as amounts. templates/macros/pictures.html draws them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from grants.explaining.numbers import minor
from grants.explanations import label_of
from grants.matching.explained import Amount, Calculation, ExplainedStep, Explanation, Whose
from grants.showing.fund.figures import Commitment

WIDTH = 240
"""Of the longest bar, in the units of a picture."""
_LEAST = 2


class Part(StrEnum):
    """What a part of a bar stands for; each has a look of its own, told in a legend or beside it."""

    PAID = "paid"
    UNPAID = "unpaid"
    FREE = "free"
    KEPT = "kept"
    CUT = "cut"


@dataclass(frozen=True)
class Piece:
    """A part of a bar, from `x` on."""

    part: Part
    amount: int
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """A line of a picture: its words, its amount as it is read, and its pieces."""

    label: str
    said: str
    pieces: tuple[Piece, ...]

    @property
    def end(self) -> int:
        return max((piece.x + piece.width for piece in self.pieces), default=0)


def bar_of_fund(commitment: Commitment) -> tuple[Piece, ...]:
    """Budget = matched and paid, matched and not yet paid, free.

    What was paid beyond the matches is not drawn; where more is matched than the budget holds, the bar is all
    that is matched.
    """
    matched = max(commitment.matched.total, 0)
    paid = min(max(commitment.disbursed, 0), matched)
    free = max(commitment.uncommitted, 0)
    parts = ((Part.PAID, paid), (Part.UNPAID, matched - paid), (Part.FREE, free))
    return tuple(_in_a_row(parts, matched + free))


def flow_of(explanation: Explanation) -> tuple[Bar, ...]:
    """What became of a contribution from step to step; nothing where there is no more than one to show."""
    shown = [step for step in explanation.steps if _is_shown(step)]
    longest = max((_amount(value) for step in shown for value in (step.went_in, step.came_out)), default=0)
    if len(shown) < 2 or not longest:
        return ()
    currency = explanation.rule.fund.currency
    return tuple(_bar(step, longest, currency) for step in shown)


def _bar(step: ExplainedStep, longest: int, currency: str) -> Bar:
    kept = _amount(step.came_out)
    cut = _amount(step.went_in) - kept if step.is_cut else 0
    pieces = tuple(_in_a_row(((Part.KEPT, kept), (Part.CUT, cut)), longest))
    return Bar(label_of(step), minor(kept, currency), pieces)


def _is_shown(step: ExplainedStep) -> bool:
    """Steps that changed nothing are left to the table."""
    match step.came_out:
        case Amount(_, Whose.FUND):
            return step.is_cut or step.name in (Calculation.VALUE, Calculation.WAITED, Calculation.RATIO)
    return False


def _amount(value: object) -> int:
    match value:
        case Amount(found, Whose.FUND):
            return found
    return 0


def _in_a_row(parts: tuple[tuple[Part, int], ...], whole: int) -> Iterator[Piece]:
    """Side by side; ends are rounded, not widths, so that they meet. A part that is there can be seen."""
    before, x = 0, 0
    for part, amount in parts:
        before += amount
        if amount:
            end = max(before * WIDTH // whole, x + _LEAST)
            yield Piece(part, amount, x, end - x)
            x = end
