"""Steps of a random history: what they are told are whole numbers, so that a history can be written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

Step = tuple[str, Mapping[str, int]]
"""Its name, and what it is told."""

Range = tuple[int, int]
which: Range = 0, 10**6
"""One of what there is at that moment."""
percent: Range = 1, 250
days: Range = 0, 20


@dataclass(frozen=True)
class Possible:
    """A step that people can take, the ranges of what it is told, and when it can be taken."""

    ranges: Mapping[str, Range]
    only_if: Callable[[Any], object]


STEPS: dict[str, Possible] = {}


def step(
    only_if: Callable[[Any], object] = lambda _: True, **ranges: Range
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A rule of the machine that writes down what it is told, so that a history can be told again."""

    def wrapped(method: Callable[..., None]) -> Callable[..., None]:
        @wraps(method)
        def noted(self: Any, **chosen: int) -> None:
            type(self).latest.append((method.__name__, chosen))
            type(self).steps_run += 1
            method(self, **chosen)

        STEPS[method.__name__] = Possible(ranges, only_if)
        arguments: dict[str, Any] = {name: st.integers(*ends) for name, ends in ranges.items()}
        chosen: Any = rule(**arguments)
        guarded: Any = precondition(only_if)  # type: ignore[arg-type]
        return cast(Callable[..., None], guarded(chosen(noted)))

    return wrapped
