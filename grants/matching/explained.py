"""An entry explained: its steps as typed values, and what else their words need; see explain.py."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from grants.matching.terms import CAPS, Reason, Rule

LIMITS = CAPS | {Reason.IN_KIND_LIMIT, Reason.COUNTED_PER_HOUSEHOLD}
"""The steps that let at most so much through, each with what is left under it."""


class Whose(StrEnum):
    """In whose currency an amount is."""

    CONTRIBUTION = "contribution"
    FUND = "fund"
    PROJECT = "project"


class Amount(NamedTuple):
    """Minor units of the currency of the contribution, the fund or the project."""

    minor: int
    whose: Whose


class Share(NamedTuple):
    """A fraction, not reduced."""

    numerator: int
    denominator: int


Value = Amount | Share | int | str | date | tuple[str, ...]
"""An int is a number of days or of members; a tuple of text is a list of codes."""


class Calculation(StrEnum):
    """The steps that are no reason: they compute, or tell what came before."""

    VALUE = "value"
    IN_KIND_WEIGHT = "in_kind_weight"
    THRESHOLD = "threshold"
    WAITED = "waited"
    RATIO = "ratio"
    JOINT_NOTHING = "joint_nothing"
    DEMAND = "demand"


_CUTTING = {*LIMITS, Reason.JOINT, Calculation.JOINT_NOTHING}


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """One step: what went in, the limit, what came out, and what else it depended on; None is 'not given'."""

    name: Reason | Calculation
    went_in: Value | None = None
    limit: Value | None = None
    came_out: Value | None = None
    beside: tuple[Value | None, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether a limit, or the scheme, let less through than went in."""
        match self.went_in, self.came_out:
            case Amount(before, Whose.FUND), Amount(after, Whose.FUND):
                return self.name in _CUTTING and after < before
        return False


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entry, stored or only proposed, with all that its words need.

    `amount` and `reversed` are of the contribution; the amounts of an entry are in the fund's currency.
    """

    rule: Rule
    contribution_currency: str
    project_currency: str
    amount: int
    reversed: int
    reason: Reason
    steps: tuple[ExplainedStep, ...]

    def currency_of(self, amount: Amount) -> str:
        match amount.whose:
            case Whose.CONTRIBUTION:
                return self.contribution_currency
            case Whose.PROJECT:
                return self.project_currency
            case Whose.FUND:
                return self.rule.fund.currency
