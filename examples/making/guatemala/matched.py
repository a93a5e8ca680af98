"""What stands matched on each day, by fund and scheme, so that payments stay within it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from examples.making.trial import Answer


class Matched:
    """Of the answers of the books, in the order in which they were booked; in the fund's currency."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._stood: dict[tuple[str, str], list[tuple[date, Decimal]]] = defaultdict(list)
        for answer in answers:
            steps = self._stood[answer.fund, answer.project]
            before = steps[-1][1] if steps else Decimal(0)
            steps.append((answer.booked_on, before + answer.granted - answer.released))

    def on(self, fund: str, project: str, day: date) -> Decimal:
        """At the end of the day."""
        steps = self._stood.get((fund, project), [])
        place = bisect_right(steps, day, key=lambda step: step[0])
        return steps[place - 1][1] if place else Decimal(0)
