"""Random histories without Hypothesis: nothing is made shorter, but a seed tells the same one again."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

from tests.properties.machine import WORLDS, Begin, History, history_in
from tests.properties.steps import STEPS, Step

OFTEN = ("bring_money", "bring_more_money", "bring_in_kind", "enter_late")
"""What most people do on most days."""


@contextmanager
def wanderer(begin_in: Begin, **attributes: object) -> Iterator[History]:
    """A history that has not begun; at its end `verify` must find nothing."""
    machine = history_in(begin_in, **attributes)()
    try:
        yield machine
    except BaseException:
        machine.leave()
        raise
    machine.teardown()


def begin(machine: History, draw: random.Random) -> None:
    machine.begin(seed=draw.randrange(WORLDS))


def next_step(machine: History, draw: random.Random) -> Step:
    """One that is possible now, and what it is told."""
    names = [name for name, step in STEPS.items() if step.only_if(machine)]
    name = draw.choice([*names, *OFTEN, *OFTEN])
    return name, {word: draw.randint(*ends) for word, ends in STEPS[name].ranges.items()}


def take(machine: History, step: Step) -> None:
    name, told = step
    getattr(machine, name)(**told)
    machine.is_as_the_model_says()
