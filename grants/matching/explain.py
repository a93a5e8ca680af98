"""From the steps of an entry, as stored, to what went in, what the limit was, and what came out.

`steps` is what a decision saw, in its order: a JSON list of lists, each a name and its fields. The functions
`_read_…` below are the reference of that format: the docstring of each says what its fields are. Nothing is
computed anew: the steps of an entry, with the terms of its rule version, are all that its explanation needs.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from grants.matching.terms import CAPS, Entry, Reason, Rule


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
        """Whether a limit let less through than went in."""
        match self.went_in, self.came_out:
            case Amount(before, Whose.FUND), Amount(after, Whose.FUND):
                return self.name in _LIMITS and after < before
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
    is_release: bool
    steps: tuple[ExplainedStep, ...]

    def currency_of(self, amount: Amount) -> str:
        match amount.whose:
            case Whose.CONTRIBUTION:
                return self.contribution_currency
            case Whose.PROJECT:
                return self.project_currency
            case Whose.FUND:
                return self.rule.fund.currency


class Unexplainable(ValueError):
    """A step is not of the format described here."""


def explanation_of(entry: Entry) -> Explanation:
    """Of an entry as the engine has just made it, be it booked or only proposed."""
    contribution = entry.contribution
    return Explanation(
        entry.rule,
        contribution.currency,
        contribution.project.currency,
        contribution.amount,
        entry.reversed,
        entry.reason,
        entry.of is not None,
        explain(entry.steps),
    )


def explain_stored(steps: str) -> tuple[ExplainedStep, ...]:
    """The steps of a stored entry, from their JSON. Raises Unexplainable."""
    return explain(json.loads(steps))


def explain(steps: Iterable[Sequence[str | int | None]]) -> tuple[ExplainedStep, ...]:
    """Raises Unexplainable."""
    return tuple(_explain(*step) for step in steps)


def _explain(name: str | int | None, *fields: str | int | None) -> ExplainedStep:
    read = _READERS.get(str(name))
    if read is None:
        raise Unexplainable(name)
    try:
        return read(*fields)
    except (TypeError, ValueError) as error:
        raise Unexplainable(name, *fields) from error
