"""What a project planned and spent, by line of its budget and by category, in the project's currency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from grants.models.variances import Variance
from grants.spending.noteworthy import must_be_explained
from household_groups.models.projects import BudgetLine

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Compared:
    """`actual` is None where a rate is missing; so is then what follows from it."""

    name: str
    planned: int
    actual: int | None

    @property
    def variance(self) -> int | None:
        """Above 0 where more was spent than planned."""
        return None if self.actual is None else self.actual - self.planned

    @property
    def percent(self) -> Decimal | None:
        """Of what was planned, with one decimal; None where nothing was."""
        if self.variance is None or not self.planned:
            return None
        exact = Decimal(self.variance * 100) / Decimal(self.planned)
        return exact.quantize(_TENTH, ROUND_HALF_EVEN)


@dataclass(frozen=True)
class LineCompared(Compared):
    """`must_be_explained`: the variance of the line is noteworthy; `explanation` is the one that holds."""

    line: BudgetLine
    must_be_explained: bool
    explanation: Variance | None = None

    @property
    def is_unexplained(self) -> bool:
        return self.must_be_explained and self.explanation is None


def compared_lines(
    lines: Iterable[BudgetLine],
    spent: Mapping[str, int | None],
    explanations: Mapping[str, Variance],
    tolerated: int,
    is_done: bool,
) -> list[LineCompared]:
    """`spent` and `explanations` are by the codes of lines."""
    found = []
    for line in lines:
        actual = spent.get(line.line, 0)
        variance = 0 if actual is None else actual - line.amount_minor
        noted = must_be_explained(line.amount_minor, variance, tolerated, is_done)
        said = explanations.get(line.line)
        found.append(LineCompared(line.line, line.amount_minor, actual, line, noted, said))
    return found


def compared_categories(
    lines: Iterable[BudgetLine], spent: Mapping[str, int | None], order: Iterable[str]
) -> list[Compared]:
    """Of each category that was planned or spent on: first those of `order`, then what else a budget has."""
    planned: dict[str, int] = {}
    for line in lines:
        planned[line.category] = planned.get(line.category, 0) + line.amount_minor
    known = list(order)
    names = [name for name in known if name in planned or name in spent]
    names += sorted(planned.keys() - set(known))
    return [Compared(name, planned.get(name, 0), spent.get(name, 0)) for name in names]
