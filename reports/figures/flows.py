"""Sums that tell what counts before a span from what counts in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Flow:
    """Minor units of one currency."""

    before: int = 0
    during: int = 0

    @property
    def total(self) -> int:
        return self.before + self.during

    def book(self, minor: int, is_before: bool) -> None:
        if is_before:
            self.before += minor
        else:
            self.during += minor


def added(flows: Iterable[Flow]) -> Flow:
    result = Flow()
    for flow in flows:
        result.before += flow.before
        result.during += flow.during
    return result


@dataclass(slots=True)
class Givers:
    """Ids of those who gave what was not all taken back: to date, and of what counts in the span."""

    to_date: set[int] = field(default_factory=set)
    in_span: set[int] = field(default_factory=set)

    def add(self, id: int, is_before: bool) -> None:
        self.to_date.add(id)
        if not is_before:
            self.in_span.add(id)


def united(givers: Iterable[Givers]) -> Givers:
    result = Givers()
    for each in givers:
        result.to_date |= each.to_date
        result.in_span |= each.in_span
    return result
